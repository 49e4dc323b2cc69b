#include "dialects/common/register_engines.h"
#include "models/diff/matcher.h"
#include "models/engine/connection.h"
#include "models/project/migration_desk.h"
#include "models/project/new_migration.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/shown_timeline.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/panel.h"
#include "widgets/timeline/migration_card.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QTest>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Tables = u"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40), price INTEGER);\n"
                       "CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY);"_s;

/// A way up, and the statement behind which going back is not exact, with a piece of the reason; 0: there is none.
struct Way {
    QString up;
    int point = 0;
    QString why{};
};

QList<Way> ways(const QByteArray &server)
{
    QList<Way> result{{u"CREATE INDEX book_title ON book (title);\nALTER TABLE book DROP COLUMN price;"_s, 2,
                          u"drops column book.price with its values"_s},
        {u"CREATE TABLE shelf (id INTEGER);\nINSERT INTO shelf VALUES (1);\nUPDATE shelf SET id = 2;"_s, 0},
        {u"ALTER TABLE note ADD COLUMN words VARCHAR(20);\nUPDATE note SET words = 'x';"_s, 0},
        {u"ALTER TABLE note ADD COLUMN more VARCHAR(20);\nUPDATE note SET more = 'x', id = id + 1;"_s, 2,
            u"changes rows of note, and what they held is not kept"_s},
        {u"INSERT INTO note (id) VALUES (90);"_s, 1, u"adds rows to note"_s},
        {u"CREATE TABLE gone (id INTEGER);\nDROP TABLE gone;\nDROP TABLE note;"_s, 3, u"drops table note"_s}};
    if (server.startsWith("postgresql"))
        result +=
            {{u"ALTER TABLE book ALTER COLUMN id TYPE bigint;\nALTER TABLE book ALTER COLUMN title TYPE char(3);"_s, 2,
                 u"gives book.title another type"_s},
                {u"CREATE TABLE a (id INTEGER);\nDO $$ BEGIN PERFORM 1; END $$;"_s, 2,
                    u"does what its text does not tell"_s}};
    else if (!server.isEmpty())
        result += {u"ALTER TABLE book MODIFY id BIGINT NOT NULL;\nALTER TABLE book MODIFY title CHAR(3);"_s, 2,
            u"gives book.title another type"_s};
    else
        result += {u"CREATE TABLE book_new (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40));\n"
                   "INSERT INTO book_new SELECT id, title FROM book;\nDROP TABLE book;\n"
                   "ALTER TABLE book_new RENAME TO book;"_s,
            3, u"drops column book.price"_s};
    return result;
}

QJsonObject planOf(const RunnerPlace &place)
{
    const Answer plan = runProgram(place.words({u"plan"_s, u"--format"_s, u"json"_s}));
    if (plan.status != 0)
        QTest::qFail(qPrintable(plan.err), __FILE__, __LINE__);
    return QJsonDocument::fromJson(plan.out.toUtf8()).array().last().toObject();
}

QString factsOf(ShownTimeline &shown, const QString &version)
{
    QStringList facts;
    const auto *card = shown.panel()->findChild<QWidget *>(u"migration_"_s + version);
    for (const auto *label : card ? card->findChildren<QLabel *>(u"cardFact"_s) : QList<QLabel *>())
        facts += label->accessibleName();
    return facts.join(u'|');
}

} // namespace

/// A plan says behind which of its statements going back is not exact, why, and what would still bring it back.
class NoReturnTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { registerEngines(m_engines); }
    void findsTheStatement_data() { eachRunnerServer(); }
    void findsTheStatement();
    void whatIsKeptComesBack_data() { eachRunnerServer(); }
    void whatIsKeptComesBack();
    void theProgramTells();
    void theWindowTells();

private:
    EngineRegistry m_engines;
};

void NoReturnTest::findsTheStatement()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    for (const Way &way : ways(server)) {
        const RunnerPlace place(m_engines, server, {Tables, way.up}, {u"DROP TABLE note;"_s, u"SELECT 1;"_s});
        QCOMPARE(place.error, QString());
        const QJsonObject plan = planOf(place);
        QVERIFY2(plan["return_known_by"_L1] == "schemas"_L1, qPrintable(way.up));
        const QJsonObject point = plan["point_of_no_return"_L1].toObject();
        const QString seen = QString::fromUtf8(QJsonDocument(point).toJson());
        QVERIFY2(point["statement"_L1].toInt() == way.point, qPrintable(way.up + u'\n' + seen));
        QVERIFY2(point["why"_L1].toString().contains(way.why), qPrintable(seen));
        QVERIFY2(point.isEmpty() || point["remedy"_L1].toString().contains("backup"_L1), qPrintable(seen));
    }
}

/// Rows that Relata keeps aside are no loss; the same change that discards them is one.
void NoReturnTest::whatIsKeptComesBack()
{
    QFETCH(const QByteArray, server);
    if (!server.isEmpty())
        RELATA_REQUIRE_SERVER(server);
    const RunnerPlace place(m_engines, server, {}, {});
    tests::Session session;
    QVERIFY(session.open(place.profile(), m_engines));
    QCOMPARE(session.run(Tables), QString());
    const Result<Schema> before = session.schema();
    QCOMPARE(session.run(u"DROP TABLE note; ALTER TABLE book DROP COLUMN price"_s), QString());
    const Result<Schema> after = session.schema();
    QVERIFY(before && after);
    const Schema wanted = matched(*after, *before, session.engine->nameRule);
    for (const bool keeps : {true, false}) {
        const auto draft =
            draftMigration(*before, wanted, *session.engine, session.connection->server(), {{}, {}, keeps, {}});
        QVERIFY2(draft, draft ? "" : qPrintable(draft.error().text()));
        QVERIFY2(draft->back.point.has_value() != keeps,
            qPrintable(draft->file.up + (draft->back.point ? draft->back.point->why.source() : QString())));
        QCOMPARE(draft->back.kept.size(), keeps ? 2 : 0);
        const ReturnOutlook byText =
            returnOutlook(draft->file, *session.engine, session.connection->server(), nullptr, nullptr);
        QVERIFY2(byText.point.has_value() != keeps,
            qPrintable(draft->file.up + (byText.point ? byText.point->why.source() : QString())));
    }
}

void NoReturnTest::theProgramTells()
{
    const RunnerPlace place(m_engines, {},
        {Tables, u"CREATE TABLE shelf (id INTEGER);"_s,
            u"CREATE TABLE a (id INTEGER);\nDELETE FROM note;\nSELECT 1;"_s},
        {{}, u"DROP TABLE shelf;"_s, u"DROP TABLE a;"_s});
    QCOMPARE(place.error, QString());
    const Answer plan = runProgram(place.words({u"plan"_s}));
    for (const char *text : {"-- Point of no return: statement 1 (CREATE TABLE book", "for there is no way down",
             "-- No point of no return: going back is exact from every statement.",
             "-- Point of no return: statement 2 (DELETE FROM note) changes rows of note",
             "-- Until its transaction ends behind statement 3, all of it still goes back."})
        QVERIFY2(plan.out.contains(QLatin1StringView(text)), qPrintable(plan.out));
    const Answer dry = runProgram(place.words({u"up"_s, u"--dry-run"_s}));
    QVERIFY2(dry.err.contains("002: No point of no return"_L1)
            && dry.err.contains("003: Point of no return: statement 2 (DELETE FROM note)"_L1),
        qPrintable(dry.err));
    const Answer offline =
        runProgram({u"migrate"_s, u"plan"_s, u"--project"_s, place.projectFolder(), u"--target-version"_s, u"3.40"_s});
    QVERIFY2(offline.out.contains("Point of no return: statement 2 (DELETE FROM note)"_L1)
            && offline.out.contains("Told by the text alone"_L1),
        qPrintable(offline.out + offline.err));
}

void NoReturnTest::theWindowTells()
{
    const RunnerPlace place(m_engines, {}, {Tables, u"CREATE TABLE a (id INTEGER);\nDELETE FROM note;"_s},
        {u"DROP TABLE note;\nDROP TABLE book;"_s, u"DROP TABLE a;"_s});
    QCOMPARE(place.error, QString());
    ShownTimeline shown(place);
    QCOMPARE(shown.error(), QString());
    QTRY_VERIFY2_WITH_TIMEOUT(factsOf(shown, u"002"_s).contains("point of no return: statement 2"_L1)
            && factsOf(shown, u"002"_s).contains("backup"_L1),
        qPrintable(factsOf(shown, u"002"_s)), ShownTimeline::Patience);
    QVERIFY2(factsOf(shown, u"001"_s).contains("no point of no return"_L1), qPrintable(factsOf(shown, u"001"_s)));
}

RELATA_TEST(NoReturnTest)
#include "tst_no_return.moc"
