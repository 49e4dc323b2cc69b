#include "tests/architecture/source_tree.h"
#include "tests/architecture/text_rules.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relata::tests;

/// Names of files, and what no committed text may hold.
class TestTexts : public QObject {
    Q_OBJECT

private slots:
    void rootHoldsWhatItShould()
    {
        static const QStringList allowed{u"CHANGELOG.md"_s, u"CMakeLists.txt"_s, u"CMakePresets.json"_s, u"LICENSE"_s,
            u"README.md"_s, u"app"_s, u"dialects"_s, u"models"_s, u"packaging"_s, u"resources"_s, u"tests"_s,
            u"translations"_s, u"widgets"_s};
        static const QStringList ignored{u"build"_s, u"compile_commands.json"_s};
        QStringList violations;
        const QStringList entries = QDir(sourceRoot()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        for (const QString &name : entries) {
            if (!allowed.contains(name) && !ignored.contains(name) && !name.endsWith(".user"_L1))
                violations.append(u"%1 does not belong in the root of the repository"_s.arg(name));
        }
        QVERIFY(entries.size() >= allowed.size());
        QVERIFY(holds(violations));
    }

    void filesAreNamedInSnakeCase()
    {
        static const QRegularExpression snake(uR"re(^[a-z][a-z0-9_]*\.(cpp|h)$)re"_s);
        QStringList violations;
        for (const SourceFile &file : sourceFiles()) {
            if (file.isCode() && !snake.match(file.parts().last()).hasMatch())
                violations.append(u"%1 is not named in snake_case"_s.arg(file.path));
        }
        QVERIFY(holds(violations));
    }

    void rulesOfTexts_data()
    {
        QTest::addColumn<qsizetype>("rule");
        for (qsizetype i = 0; i < textRules().size(); ++i)
            QTest::newRow(qPrintable(textRules().at(i).name)) << i;
    }

    void rulesOfTexts()
    {
        QFETCH(qsizetype, rule);
        QVERIFY(holds(violationsOf(textRules().at(rule))));
    }
};

RELATA_TEST(TestTexts)
#include "tst_texts.moc"
