#include "tests/support/test_registry.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/fuzzy_match.h"
#include "widgets/common/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// The palette finds and runs by keyboard alone.
class CommandPaletteTest : public QObject {
    Q_OBJECT
private slots:
    void fuzzyPrefersWordStarts();
    void fuzzyRefusesWhatDoesNotFit();
    void findsAndRunsByKeyboard();
    void disabledCommandDoesNotRun();
    void escapeGivesTheFocusBack();
    void recentComesFirst();
    void greaterThanSwitchesToCommands();
    void placesAndCommandsAreFoundTogether();
};

namespace {

struct Harness {
    Theme theme;
    QWidget window;
    QLineEdit *editor = new QLineEdit(&window);
    CommandPalette palette{theme, &window};
    QStringList ran;

    Harness()
    {
        const auto entry = [this](const QString &title, const QByteArray &id, bool enabled = true) {
            return PaletteEntry{title, u"Ctrl+X"_s, u"run"_s, id, enabled, [this, title] { ran.append(title); }};
        };
        palette.setSources(
            [entry](const QString &) {
                return QList{entry(u"Add Table"_s, "a"), entry(u"Run Statement"_s, "b"), entry(u"Roll Back"_s, "c"),
                    entry(u"Explain Statement"_s, "d", false)};
            },
            [entry](const QString &) {
                return QList{entry(u"customer"_s, {}), entry(u"customer_roles"_s, {})};
            });
        window.resize(900, 600);
        window.show();
        editor->setFocus();
    }
    QLineEdit *input() { return palette.findChild<QLineEdit *>(u"commandPaletteInput"_s); }
    QListView *list() { return palette.findChild<QListView *>(u"commandPaletteList"_s); }
    QString top() { return list()->model()->index(0, 0).data().toString(); }
};

} // namespace

void CommandPaletteTest::fuzzyPrefersWordStarts()
{
    QVERIFY(fuzzyScore(u"rs", u"Run Statement") > fuzzyScore(u"rs", u"Numbers"));
    QVERIFY(fuzzyScore(u"table", u"Add Table") > fuzzyScore(u"table", u"Take a bundle"));
    QVERIFY(fuzzyScore(u"customer", u"customer") > fuzzyScore(u"customer", u"customer_roles"));
    QVERIFY(fuzzyScore(u"ANT", u"Add New Table").has_value());
    QVERIFY(fuzzyScore(u"add table", u"Add Table").has_value());
}

void CommandPaletteTest::fuzzyRefusesWhatDoesNotFit()
{
    QVERIFY(!fuzzyScore(u"xyz", u"Add Table"));
    QVERIFY(!fuzzyScore(u"elbat", u"Table"));
    QVERIFY(!fuzzyScore(u"tablet", u"Table"));
    QCOMPARE(fuzzyScore(u"", u"Table"), std::optional(0));
}

void CommandPaletteTest::findsAndRunsByKeyboard()
{
    Harness harness;
    harness.palette.openCommands();
    QVERIFY(harness.palette.isVisible());
    const QAbstractItemModelTester tester(harness.list()->model());
    QTest::keyClicks(harness.input(), u"runst"_s);
    QCOMPARE(harness.top(), u"Run Statement"_s);
    QTest::keyClick(harness.input(), Qt::Key_Return);
    QCOMPARE(harness.ran, QStringList{u"Run Statement"_s});
    QVERIFY(!harness.palette.isVisible());
    harness.palette.openCommands();
    QTest::keyClick(harness.input(), Qt::Key_Down);
    const QString second = harness.list()->currentIndex().data().toString();
    QTest::keyClick(harness.input(), Qt::Key_Enter);
    QCOMPARE(harness.ran.last(), second);
}

void CommandPaletteTest::disabledCommandDoesNotRun()
{
    Harness harness;
    harness.palette.openCommands();
    QTest::keyClicks(harness.input(), u"explain"_s);
    QCOMPARE(harness.top(), u"Explain Statement"_s);
    QTest::keyClick(harness.input(), Qt::Key_Return);
    QVERIFY(harness.ran.isEmpty());
    QVERIFY(harness.palette.isVisible());
}

void CommandPaletteTest::escapeGivesTheFocusBack()
{
    Harness harness;
    QApplication::setActiveWindow(&harness.window);
    harness.editor->setFocus();
    harness.palette.openCommands();
    QTest::keyClick(harness.input(), Qt::Key_Escape);
    QVERIFY(!harness.palette.isVisible());
    QCOMPARE(QApplication::focusWidget(), harness.editor);
}

void CommandPaletteTest::recentComesFirst()
{
    Harness harness;
    harness.palette.openCommands();
    QTest::keyClicks(harness.input(), u"rollback"_s);
    QTest::keyClick(harness.input(), Qt::Key_Return);
    QCOMPARE(harness.ran, QStringList{u"Roll Back"_s});
    harness.palette.openCommands();
    QCOMPARE(harness.top(), u"Roll Back"_s);
}

void CommandPaletteTest::greaterThanSwitchesToCommands()
{
    Harness harness;
    harness.palette.openPlaces();
    QCOMPARE(harness.top(), u"customer"_s);
    QTest::keyClicks(harness.input(), u">add"_s);
    QCOMPARE(harness.top(), u"Add Table"_s);
    harness.input()->setText(u">customer"_s);
    QCOMPARE(harness.list()->model()->rowCount(), 0);
}

void CommandPaletteTest::placesAndCommandsAreFoundTogether()
{
    Harness harness;
    harness.palette.openPlaces();
    QCOMPARE(harness.list()->model()->rowCount(), 2); // nothing typed: places alone
    QTest::keyClicks(harness.input(), u"customer"_s);
    QCOMPARE(harness.top(), u"customer"_s);
    harness.input()->setText(u"add table"_s);
    QCOMPARE(harness.top(), u"Add Table"_s);
    QTest::keyClick(harness.input(), Qt::Key_Return);
    QCOMPARE(harness.ran, QStringList{u"Add Table"_s});
}

RELATA_TEST(CommandPaletteTest)
#include "tst_command_palette.moc"
