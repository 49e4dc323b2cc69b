#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/file_text.h"
#include "models/engine/connection.h"
#include "models/engine/fetch.h"
#include "models/items/roles.h"
#include "models/timeline/watch_snapshot.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/services.h"
#include "widgets/timeline/timeline_panel.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <future>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int RowCount = 3000;

const QString Tables = u"CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(20));\n"
                       "CREATE INDEX account_code ON account (code);"_s;

QString dropIndex(const QByteArray &server)
{
    return u"DROP INDEX account_code%1;"_s.arg(server.startsWith("m") ? u" ON account"_s : QString());
}

/// A table that an index is taken from, and a query that used it.

QString rowsOf()
{
    QStringList rows;
    for (int i = 0; i < RowCount; ++i)
        rows += u"(%1, 'c%1')"_s.arg(i);
    return u"INSERT INTO account VALUES "_s + rows.join(u',');
}

} // namespace

/// What migrations did to a database is compared in the window, and taken back from there.
class WatchWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void cleanup() { m_shown.reset(); }
    void showsWhatGotWorse_data();
    void showsWhatGotWorse();
    void tellsOfWaits();
    void saysThatNobodyLooked();
    void looksOnlyWhereItIsWanted();
    void outlivesTheWindow();

private:
    static constexpr int Patience = ShownTimeline::Patience;

    void start(const QByteArray &server, const QString &up, const QString &down);
    void applyAll();
    QWidget *panel() { return m_shown->panel(); }
    template <class T>
    T *part(const char *name)
    {
        return panel()->findChild<T *>(QLatin1StringView(name));
    }
    QString cell(int row, int column)
    {
        const QAbstractItemModel *model = part<QTreeView>("watchTable")->model();
        return model->index(row, column).data().toString();
    }
    QString plan(const char *name);
    Banner *banner() { return panel()->findChild<Banner *>(u"banner"_s); }
    void press(const QString &text);
    bool isKept() const { return QFile::exists(watchFolder(m_place->projectFolder())); }

    EngineRegistry m_engines;
    std::unique_ptr<RunnerPlace> m_place;
    tests::Session m_session;
    std::unique_ptr<ShownTimeline> m_shown;
};

/// The first migration is applied, the second is pending, and a query is saved.
void WatchWindowTest::start(const QByteArray &server, const QString &up, const QString &down)
{
    m_shown.reset();
    m_session = {};
    m_place = std::make_unique<RunnerPlace>(m_engines, server, QStringList{Tables, up}, QStringList{QString(), down});
    QCOMPARE(m_place->error, QString());
    QVERIFY(m_session.open(m_place->profile(), m_engines));
    QuietContext quiet;
    QVERIFY(m_place->apply(m_session, 1, quiet, {}));
    QCOMPARE(m_session.run(rowsOf()), QString());
    QCOMPARE(m_session.run(server.startsWith("m") ? u"ANALYZE TABLE account"_s : u"ANALYZE account"_s), QString());
    QVERIFY(writeFile(
        m_place->projectFolder() + u"/queries/by_code.sql"_s, "SELECT a.id FROM account AS a WHERE a.code = 'c17'"));
    m_shown = std::make_unique<ShownTimeline>(*m_place);
    QCOMPARE(m_shown->error(), QString());
}

void WatchWindowTest::applyAll()
{
    auto *apply = part<QPushButton>("applyMigrations");
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled(), Patience);
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_place->state(m_session, 2) == MigrationState::Applied, Patience);
}

void WatchWindowTest::press(const QString &text)
{
    QPushButton *found = nullptr;
    const auto isThere = [&] {
        for (auto *button : panel()->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible() && button->isEnabled())
                found = button;
        }
        return found != nullptr;
    };
    QVERIFY2(QTest::qWaitFor(isThere, Patience), qPrintable(text));
    QTest::mouseClick(found, Qt::LeftButton);
}

/// All the cells of a plan's tree.
QString WatchWindowTest::plan(const char *name)
{
    QStringList texts;
    const std::function<void(const QAbstractItemModel &, const QModelIndex &)> read =
        [&](const QAbstractItemModel &model, const QModelIndex &parent) {
            for (int row = 0; row < model.rowCount(parent); ++row) {
                const QModelIndex at = model.index(row, 0, parent);
                texts += at.data().toString();
                texts += at.data(DetailRole).toString();
                read(model, at);
            }
        };
    read(*part<QWidget>(name)->findChild<QTreeView *>(u"planTree"_s)->model(), {});
    return texts.join(u' ');
}

void WatchWindowTest::showsWhatGotWorse_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"", "postgresql15", "mariadb"})
        QTest::newRow(*server ? server : "sqlite") << QByteArray(server);
}

/// Told by itself once it is applied; both plans are seen; the way back brings the index, and all is well again.
void WatchWindowTest::showsWhatGotWorse()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    start(server, dropIndex(server), u"CREATE INDEX account_code ON account (code);"_s);
    applyAll();
    QTRY_VERIFY_WITH_TIMEOUT(banner()->isVisible() && banner()->text().startsWith("1 thing"_L1)
            && banner()->text().contains("got worse on shop"_L1),
        Patience);
    press(u"Show"_s);
    QVERIFY(part<QWidget>("watch")->isVisible());
    QCOMPARE(cell(0, 0), u"by_code"_s);
    QCOMPARE(cell(0, 3), u"Reads a whole table"_s);
    QVERIFY(part<QLabel>("watchDetail")->text().contains("account_code"_L1));
    QVERIFY2(plan("planBefore").contains("account_code"_L1), qPrintable(plan("planBefore")));
    QVERIFY2(!plan("planNow").isEmpty() && !plan("planNow").contains("account_code"_L1), qPrintable(plan("planNow")));
    QCOMPARE(namelessWidgets(*panel()).join(u'\n'), QString());
    QTRY_COMPARE_WITH_TIMEOUT(cutTexts(*panel()).join(u'\n'), QString(), Patience);
    press(u"Roll Back to 001…"_s);
    const QString asked = m_shown->agree();
    QVERIFY2(asked.contains("002 step"_L1) && asked.contains("on shop"_L1), qPrintable(asked));
    QTRY_VERIFY_WITH_TIMEOUT(m_place->state(m_session, 2) == MigrationState::Pending, Patience);
    press(u"Watch"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        part<QLabel>("watchSummary")->accessibleName().startsWith("Nothing that was compared got worse"_L1), Patience);
    press(u"Stop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!part<QPushButton>("stopWatch")->isVisible(), Patience);
}

/// While the watch goes on, one waits for another.
void WatchWindowTest::tellsOfWaits()
{
    RELATA_REQUIRE_SERVER("postgresql15");
    start("postgresql15", u"CREATE TABLE other (id INTEGER);"_s, u"DROP TABLE other;"_s);
    applyAll();
    QTRY_VERIFY_WITH_TIMEOUT(isKept(), Patience);
    auto *watch = m_shown->window().findChild<QAction *>(u"timeline.watch"_s);
    const auto isWatching = [&] {
        watch->trigger(); // as often as one likes: it goes on watching
        const auto *words = part<QLabel>("watchNoEvents");
        return words && words->isVisible();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWatching(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(part<QLabel>("watchTime")->accessibleName().endsWith("left"_L1), Patience);
    tests::Session holder, waiter;
    QVERIFY(holder.open(m_place->profile(), m_engines) && waiter.open(m_place->profile(), m_engines));
    QVERIFY(perform(*holder.connection, u"BEGIN"_s));
    QVERIFY(perform(*holder.connection, u"UPDATE account SET code = 'held' WHERE id = 7"_s));
    const auto waiting = std::async(std::launch::async,
        [&] { return perform(*waiter.connection, u"UPDATE account SET code = 'late' WHERE id = 7"_s).has_value(); });
    auto *events = part<QListWidget>("watchEvents");
    QTRY_VERIFY_WITH_TIMEOUT(events->count() > 0, Patience);
    QVERIFY(perform(*holder.connection, u"COMMIT"_s));
    QVERIFY2(events->item(0)->text().contains("UPDATE account SET code = 'late' WHERE id = 7"_L1),
        qPrintable(events->item(0)->text()));
    press(u"Stop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!part<QPushButton>("stopWatch")->isVisible(), Patience);
    QVERIFY(events->isVisible()); // what came in stays
}

void WatchWindowTest::saysThatNobodyLooked()
{
    start({}, u"CREATE TABLE other (id INTEGER);"_s, {});
    m_shown->window().findChild<QAction *>(u"timeline.watch"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(part<QWidget>("watchEmpty") && part<QWidget>("watchEmpty")->isVisible(), Patience);
    QVERIFY(!part<QPushButton>("startWatch")->isEnabled());
    QCOMPARE(cutTexts(*panel()).join(u'\n'), QString());
    press(u"Show Migrations"_s);
    QVERIFY(!part<QWidget>("watch")->isVisible());
}

/// Without the wish nothing is looked at, and nothing kept.
void WatchWindowTest::looksOnlyWhereItIsWanted()
{
    start({}, u"CREATE TABLE other (id INTEGER);"_s, {});
    m_shown->application().services().settings.setValue(u"timeline/looksBeforeAndAfter"_s, false);
    applyAll();
    QVERIFY(!isKept());
}

/// What was kept before the run is there for the next window, and the card's menu leads to it.
void WatchWindowTest::outlivesTheWindow()
{
    start({}, dropIndex({}), u"CREATE INDEX account_code ON account (code);"_s);
    applyAll();
    m_shown.reset();
    m_shown = std::make_unique<ShownTimeline>(*m_place);
    QCOMPARE(m_shown->error(), QString());
    auto *card = part<QWidget>("migration_002");
    const auto watchHere = [&]() -> QAction * {
        QTest::mouseClick(card->findChild<QToolButton *>(u"cardMore"_s), Qt::LeftButton);
        auto *menu = card->findChild<QMenu *>(u"cardMenu"_s);
        auto *found = menu ? menu->findChild<QAction *>(u"watchHere"_s) : nullptr;
        if (found && found->isEnabled())
            return found;
        delete menu;
        return nullptr;
    };
    QAction *action = nullptr;
    QVERIFY(QTest::qWaitFor([&] { return (action = watchHere()) != nullptr; }, Patience));
    action->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(cell(0, 3) == "Reads a whole table"_L1, Patience);
    delete card->findChild<QMenu *>(u"cardMenu"_s);
}

RELATA_TEST(WatchWindowTest)
#include "tst_watch_window.moc"
