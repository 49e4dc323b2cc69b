#include "models/engine/server_info.h"
#include "models/project/project.h"
#include "models/schema/schema_file.h"
#include "tests/app/program.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Plans for servers that are not at hand: the project, its files and its plans work without any, are for the version
/// that is asked for, and say that nothing of it is proved.
class TestTargetVersion : public QObject {
    Q_OBJECT

private slots:
    void newMigration_data();
    void newMigration();
    void difference();
    void refusesWhatIsUnknown();
    void refusesWhatIsNoVersion_data();
    void refusesWhatIsNoVersion();
    void planAndScript();
    void saysThatTheServerIsAnother();
};

namespace {

const QByteArray Before = R"({"kind": "schema", "id": "1"}
{"kind": "table", "id": "2", "schema": "@1", "name": "invoice"}
{"kind": "column", "id": "3", "table": "@2", "name": "id", "type": "int", "nullable": false}
{"kind": "column", "id": "4", "table": "@2", "name": "total", "position": 2, "type": "int"}
{"kind": "primary_key", "id": "5", "table": "@2", "parts": [{"column": "@3"}]}
)";
const QByteArray Note = R"({"kind": "column", "id": "6", "table": "@2", "name": "note", "position": 1, "type": "text"}
)";
const QByteArray Positive =
    R"({"kind": "check", "id": "7", "table": "@2", "name": "positive", "expression": "total > 0"}
)";

/// A MySQL project none of whose servers can be reached.
class Place {
public:
    explicit Place(const QString &version, const QByteArray &design = Before, const QString &url = {})
    {
        ConnectionProfile nowhere = *profileFromUrl(url.isEmpty() ? u"mysql://root@127.0.0.1:1/shop"_s : url);
        nowhere.name = u"nowhere"_s;
        const ProjectConfig config{.name = u"shop"_s,
            .engine = "mysql",
            .targetVersion = version,
            .defaultConnection = {},
            .scratchConnection = u"nowhere"_s,
            .connections = {nowhere},
            .other = {}};
        const auto made = Project::create(path(), config);
        if (made)
            put(design);
    }

    QString path() const { return m_folder.filePath(u"project"_s); }

    void put(const QByteArray &design) const
    {
        const auto project = Project::open(path());
        if (!project)
            return;
        QByteArray text = design;
        if (const ObjectId own = (*project)->designed().defaultNamespace(); !own.isNull()) {
            const QByteArray id = QByteArray::number(own.value, 16);
            text.replace(R"("id": "1")", QByteArray(R"("id": ")" + id + '"'));
            text.replace(R"("@1")", QByteArray(R"("@)" + id + '"'));
        }
        const Result<Schema> schema = readSchemaLines(text, u"design"_s);
        if (!schema)
            return;
        (*project)->edit(*schema, {"Test", "Design", {}});
        (void)(*project)->save();
    }

    tests::Answer migrate(const QStringList &words) const
    {
        return tests::runProgram(QStringList{u"migrate"_s} + words + QStringList{u"--project"_s, path()});
    }

    QString file(const QString &beginning) const
    {
        const QDir folder(path() + u"/migrations"_s);
        QFile found(folder.filePath(folder.entryList({beginning + u'*'}).value(0)));
        return found.open(QIODevice::ReadOnly) ? QString::fromUtf8(found.readAll()) : QString();
    }

private:
    QTemporaryDir m_folder;
};

const auto Remark = u"Planned for MySQL 8.0.34, not verified: its rules follow the manual."_s;

} // namespace

void TestTargetVersion::newMigration_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("form");
    QTest::addColumn<QString>("remark");
    QTest::newRow("of the project") << u"8.0.34"_s << QString() << u"ALGORITHM=INSTANT"_s << Remark;
    QTest::newRow("asked for") << QString() << u"8.0.34"_s << u"ALGORITHM=INSTANT"_s << Remark;
    QTest::newRow("asked for instead") << u"8.0.34"_s << u"5.7"_s << u"ALGORITHM=INPLACE"_s
                                       << QString(Remark).replace(u"8.0.34"_s, u"5.7"_s);
    QTest::newRow("verified") << u"5.6"_s << QString() << u"ALGORITHM=INPLACE"_s << QString();
    QTest::newRow("none in particular") << QString() << QString() << u"LOCK=NONE"_s << QString();
}

void TestTargetVersion::newMigration()
{
    QFETCH(QString, project);
    QFETCH(QString, asked);
    QFETCH(QString, form);
    QFETCH(QString, remark);
    const Place place(project);
    const QStringList words = asked.isEmpty() ? QStringList() : QStringList{u"--target-version"_s, asked};
    const tests::Answer first = place.migrate(QStringList{u"new"_s, u"Begin"_s} + words);
    QVERIFY2(first.status == 0, qPrintable(first.err));
    place.put(Before + Note);
    const tests::Answer second = place.migrate(QStringList{u"new"_s, u"Note"_s} + words);
    QVERIFY2(second.status == 0, qPrintable(second.err));
    QVERIFY2(second.err.contains("Not proved: "_L1), qPrintable(second.err));
    const QString file = place.file(u"002"_s);
    QVERIFY2(file.contains(form), qPrintable(file));
    QCOMPARE(file.contains("not verified"_L1), !remark.isEmpty());
    QVERIFY2(file.contains(remark) && second.err.contains(remark), qPrintable(QString(file + second.err)));
    QVERIFY(place.migrate({u"check"_s, u"--no-replay"_s}).status == 0);
}

void TestTargetVersion::difference()
{
    const Place from({}), to(u"8.0.34"_s, Before + Note);
    const QStringList words{u"diff"_s, from.path(), to.path(), u"--dev"_s, u"mysql://root@127.0.0.1:1/shop"_s};
    const tests::Answer text = tests::runProgram(words);
    QVERIFY2(text.status == 0, qPrintable(text.err));
    QVERIFY2(text.out.startsWith("-- Not proved: "_L1), qPrintable(text.out));
    QVERIFY2(text.out.contains(QString(u"\n-- "_s + Remark + u'\n')), qPrintable(text.out));
    const auto json = [&](const QStringList &more) {
        const tests::Answer answer = tests::runProgram(words + QStringList{u"--format"_s, u"json"_s} + more);
        return QJsonDocument::fromJson(answer.out.toUtf8()).object();
    };
    const QJsonObject named = json({});
    QCOMPARE(named.value("proved"_L1).toBool(true), false);
    QCOMPARE(named.value("target"_L1).toObject(),
        (QJsonObject{{u"version"_s, u"8.0.34"_s}, {u"verified"_s, false}, {u"remark"_s, Remark}}));
    QCOMPARE(json({u"--target-version"_s, u"5.6"_s}).value("target"_L1).toObject(),
        (QJsonObject{{u"version"_s, u"5.6"_s}, {u"verified"_s, true}}));
}

/// An older server would read over the constraint without a word.
void TestTargetVersion::refusesWhatIsUnknown()
{
    const Place place(u"5.7"_s, Before + Positive);
    const tests::Answer answer = place.migrate({u"new"_s, u"Begin"_s});
    QCOMPARE(answer.status, 4);
    QVERIFY2(answer.err.contains("needs CHECK, which MySQL 5.7 does not have: it came with 8.0.16."_L1),
        qPrintable(answer.err));
    QCOMPARE(place.file(u"001"_s), QString());
    QVERIFY(place.migrate({u"new"_s, u"Begin"_s, u"--target-version"_s, u"8.4"_s}).status == 0);
}

void TestTargetVersion::refusesWhatIsNoVersion_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("why");
    QTest::newRow("word") << u"eight"_s << u"\"eight\" is no version of MySQL"_s;
    QTest::newRow("old") << u"5.5"_s << u"MySQL 5.5 is too old: plans are made for 5.6 and later."_s;
    QTest::newRow("unknown") << u"10.0"_s << u"Nothing is known here of MySQL 10.0"_s;
}

void TestTargetVersion::refusesWhatIsNoVersion()
{
    QFETCH(QString, version);
    QFETCH(QString, why);
    const Place named(version), asked({}), to({}, Before + Note);
    const QStringList option{u"--target-version"_s, version};
    for (const tests::Answer &answer : {named.migrate({u"new"_s}), asked.migrate(QStringList{u"new"_s} + option),
             named.migrate({u"script"_s}), asked.migrate(QStringList{u"plan"_s} + option),
             tests::runProgram(QStringList{u"diff"_s, asked.path(), to.path(), u"--no-proof"_s} + option)}) {
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.err.contains(why), qPrintable(answer.err));
    }
}

void TestTargetVersion::planAndScript()
{
    const Place place(u"8.0.34"_s);
    QVERIFY(place.migrate({u"new"_s, u"Begin"_s}).status == 0);
    place.put(Before + Note);
    QVERIFY(place.migrate({u"new"_s, u"Note"_s}).status == 0);
    const tests::Answer plan = place.migrate({u"plan"_s, u"--target-version"_s, u"8.0.34"_s});
    QVERIFY2(plan.status == 0, qPrintable(plan.err));
    QVERIFY2(plan.out.startsWith(u"-- "_s + Remark), qPrintable(plan.out));
    QVERIFY2(plan.out.contains("CREATE TABLE invoice"_L1), qPrintable(plan.out));
    QVERIFY2(plan.out.contains("ALGORITHM=INSTANT"_L1), qPrintable(plan.out));
    const tests::Answer script = place.migrate({u"script"_s});
    QVERIFY2(script.status == 0, qPrintable(script.err));
    QVERIFY2(script.out.startsWith(u"-- "_s + Remark), qPrintable(script.out));
    // As a server of that version is set by itself.
    QVERIFY2(script.out.contains("NO_ZERO_DATE"_L1), qPrintable(script.out));
    QVERIFY(!script.out.contains("NO_AUTO_CREATE_USER"_L1));
}

void TestTargetVersion::saysThatTheServerIsAnother()
{
    RELATA_REQUIRE_SERVER("mysql56");
    const QString url = *tests::serverUrl("mysql56");
    const Place place(u"8.0.34"_s, Before, url);
    const tests::Answer made = place.migrate({u"new"_s, u"Begin"_s});
    QVERIFY2(made.status == 0, qPrintable(made.err));
    QVERIFY2(made.err.contains("Not proved: it works on MySQL 5.6."_L1), qPrintable(made.err));
    QVERIFY2(made.err.contains("but the plan is for MySQL 8.0.34"_L1), qPrintable(made.err));
    const tests::Answer plan = place.migrate({u"plan"_s, u"--target"_s, url + u"mysql"_s});
    QVERIFY2(plan.status == 0, qPrintable(plan.err));
    QVERIFY2(plan.err.contains("The server is MySQL 5.6."_L1), qPrintable(plan.err));
    QVERIFY2(!plan.out.contains("not verified"_L1), qPrintable(plan.out)); // it is planned for the one at hand
}

RELATA_TEST(TestTargetVersion)
#include "tst_target_version.moc"
