#include "models/engine/connection_book.h"
#include "models/engine/fetch.h"
#include "models/items/message_log.h"
#include "models/items/plan_model.h"
#include "models/items/problem_model.h"
#include "models/items/result_model.h"
#include "tests/support/own_database.h"
#include "tests/support/sqlite_room.h"
#include "tests/support/test_registry.h"
#include "tests/support/test_servers.h"
#include "widgets/common/banner.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"
#include "widgets/editor/editor_feature.h"
#include "widgets/editor/editor_lexer.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/query_panel.h"
#include "widgets/editor/query_session.h"
#include "widgets/editor/sql_completer.h"
#include "widgets/editor/sql_editor.h"
#include "widgets/plan/plan_view.h"
#include "widgets/results/result_view.h"
#include "widgets/results/results_pane.h"

#include "models/engine/secret_store.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTest>
#include <QToolButton>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// Panels stand alone here: nothing else opens.
class QuietNavigator : public Navigator {
public:
    void open(const ObjectRef &) override { }
    void open(const Document &document) override { opened += document; }
    void showDock(const QByteArray &) override { }
    void notify(Tone, const QString &, const QString &, std::function<void()>) override { }
    void refreshCommands() override { }
    QList<Document> opened;
};

class NoSecrets : public SecretStore {
public:
    void read(const QString &, Answer answer) override { answer(QString()); }
    void write(const QString &, const QString &, Done done) override { done({}); }
    void remove(const QString &, Done done) override { done({}); }
    bool outlivesSession() const override { return false; }
    Message limitation() const override { return {}; }
};

} // namespace

/// A query tab on a real database: running, errors, transactions, find and replace, comments, state.
class EditorTest : public QObject {
    Q_OBJECT
private:
    struct Room : SqliteRoom {
        Theme theme;
        QuietNavigator navigator;
        NoSecrets secrets;
        QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
        ConnectionBook connections;
        MessageLog messages;
        ProblemModel problems;
        Services services{.theme = theme,
            .navigator = navigator,
            .settings = settings,
            .secrets = secrets,
            .engines = engines,
            .jobs = jobs,
            .sessions = sessions,
            .connections = connections,
            .messages = messages,
            .problems = problems,
            .pages = &pages,
            .project = nullptr};
    };
    SqlEditor &editor() const { return m_panel->editor(); }
    bool ranToItsEnd()
    {
        return QTest::qWaitFor([this] { return !m_panel->session().isRunning(); }, 30'000);
    }
    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("RELATA_PICTURES");
        if (folder.isEmpty())
            return;
        QTest::qWait(120);
        QVERIFY(m_panel->grab().save(QDir(folder).filePath(name + u".png"_s)));
    }
    QString cell(int row, int column) const
    {
        const ResultView *view = m_panel->results().currentResult();
        return view ? view->model().index(row, column).data().toString() : QString();
    }

    std::unique_ptr<Room> m_room;
    std::unique_ptr<QueryPanel> m_panel;

private slots:
    void init()
    {
        m_room = std::make_unique<Room>();
        m_room->theme.applyTo(*qApp);
        m_room->theme.setMode(Theme::Mode::Light);
        m_room->profile.environment = u"prod"_s;
        m_room->connections.put(m_room->profile);
        m_room->connections.setCurrent(m_room->profile.name);
        m_panel = std::make_unique<QueryPanel>(m_room->services, u"Query"_s);
        m_panel->resize(1100, 640);
        m_panel->show();
    }
    void cleanup()
    {
        m_panel.reset();
        m_room.reset();
    }

    void runsTheStatementAtTheCaret()
    {
        editor().setText(u"select 'first';\n\nselect 'second';\nselect 'third';\n"_s);
        editor().setCaret(20);
        QCOMPARE(m_panel->status().connection, u"room"_s);
        m_panel->runStatement();
        QVERIFY(ranToItsEnd());
        QTRY_COMPARE(cell(0, 0), u"second"_s);
        QCOMPARE(m_panel->results().resultCount(), 1);
    }

    void runsTheSelectionAndTheScript()
    {
        editor().setText(u"select 'ä first';\nselect 'second';\nselect 'third';\n"_s);
        editor().select(18, 34);
        QCOMPARE(editor().selectedText(), u"select 'second';"_s);
        m_panel->runStatement();
        QVERIFY(ranToItsEnd());
        QTRY_COMPARE(cell(0, 0), u"second"_s);
        editor().setCaret(0);
        m_panel->runScript();
        QVERIFY(ranToItsEnd());
        QTRY_COMPARE(m_panel->results().resultCount(), 3);
        QCOMPARE(cell(0, 0), u"ä first"_s);
    }

    void marksWhereTheErrorIs()
    {
        editor().setText(u"select 'ünï';\nselect * frm nowhere;\n"_s);
        editor().setCaret(16);
        m_panel->runStatement();
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(editor().hasErrors());
        const qsizetype caret = editor().caret();
        QVERIFY2(caret >= 14 + 7 && caret <= 14 + 13, qPrintable(QString::number(caret)));
        picture(u"editor-error"_s);
        editor().insert(u" "_s);
        QVERIFY(!editor().hasErrors());
    }

    void commitsByHand()
    {
        auto *commit = m_panel->findChild<QToolButton *>(u"commitTransaction"_s);
        auto *back = m_panel->findChild<QToolButton *>(u"rollBackTransaction"_s);
        m_panel->session().setManualCommit(true);
        editor().setText(u"create table t(a);\ninsert into t values (1);"_s);
        m_panel->runScript();
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(commit->isVisible());
        QVERIFY(!m_panel->closingLoses().isEmpty());
        QCOMPARE(m_panel->findChild<QLabel *>(u"transactionState"_s)->text(), u"Transaction open"_s);
        picture(u"editor-transaction"_s);
        back->click();
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(!commit->isVisible());
        editor().setText(u"select count(*) from sqlite_master where name = 't'"_s);
        m_panel->session().setManualCommit(false);
        m_panel->runScript();
        QVERIFY(ranToItsEnd());
        QTRY_COMPARE(cell(0, 0), u"0"_s);
        QVERIFY(m_panel->closingLoses().isEmpty());
    }

    void cancelsWithEscape()
    {
        editor().setText(u"with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"_s);
        m_panel->runStatement();
        QTRY_VERIFY(m_panel->results().currentResult());
        QVERIFY(m_panel->status().busy);
        QTest::keyClick(&editor(), Qt::Key_Escape);
        QVERIFY(ranToItsEnd());
        QVERIFY(!m_panel->results().isRunning());
    }

    void findsAndReplaces()
    {
        editor().setText(u"select a, b from t where A = 1"_s);
        editor().setCaret(0);
        m_panel->findBar().open(true);
        auto *what = m_panel->findChild<QLineEdit *>(u"findText"_s);
        auto *with = m_panel->findChild<QLineEdit *>(u"replaceText"_s);
        QTest::keyClicks(what, u"A"_s);
        QTest::keyClicks(with, u"id"_s);
        m_panel->findChild<QToolButton *>(u"findWord"_s)->setChecked(true);
        QCOMPARE(m_panel->findBar().replaceAll(), 2);
        QCOMPARE(editor().text(), u"select id, b from t where id = 1"_s);
        what->setText(u"nothing of the kind"_s);
        QVERIFY(!m_panel->findBar().findNext());
        QCOMPARE(m_panel->findChild<QLabel *>(u"findSaid"_s)->text(), u"Not found"_s);
        picture(u"editor-find"_s);
    }

    void togglesComments()
    {
        editor().setText(u"select 1;\n  select 2;\nselect 3;"_s);
        editor().select(0, 15);
        editor().toggleComment();
        QCOMPARE(editor().text(), u"-- select 1;\n--   select 2;\nselect 3;"_s);
        editor().select(0, 20);
        editor().toggleComment();
        QCOMPARE(editor().text(), u"select 1;\n  select 2;\nselect 3;"_s);
    }

    void comesBackAsItWas()
    {
        editor().setText(u"select 'ü';\nselect 2;"_s);
        editor().setCaret(14);
        const QJsonObject state = m_panel->state();
        QueryPanel again(m_room->services, u"Query"_s);
        again.restore(state);
        QCOMPARE(again.editor().text(), u"select 'ü';\nselect 2;"_s);
        QCOMPARE(again.editor().caret(), 14);
        QCOMPARE(again.session().connectionName(), u"room"_s);
    }

    void coloursAsTheEngineReads()
    {
        editor().setText(u"/* one\ntwo */ select count(*), 'it''s', 42 -- done\nfrom \"t\""_s);
        editor().SendScintilla(QsciScintillaBase::SCI_COLOURISE, 0UL, -1L);
        const auto styleAt = [&](const QString &text) {
            const long at = long(editor().text().left(editor().text().indexOf(text)).toUtf8().size());
            return int(editor().SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, at));
        };
        QCOMPARE(styleAt(u"two"_s), int(EditorLexer::Comment));
        QCOMPARE(styleAt(u"select"_s), int(EditorLexer::Keyword));
        QCOMPARE(styleAt(u"count"_s), int(EditorLexer::Function));
        QCOMPARE(styleAt(u"s', 42"_s), int(EditorLexer::String));
        QCOMPARE(styleAt(u"42"_s), int(EditorLexer::Number));
        QCOMPARE(styleAt(u"done"_s), int(EditorLexer::Comment));
        editor().insertAt(u"*/ "_s, 0, 3); // what was a comment is one no more
        editor().SendScintilla(QsciScintillaBase::SCI_COLOURISE, 0UL, -1L);
        QVERIFY(styleAt(u"two"_s) != int(EditorLexer::Comment));
    }

    void showsThePlan()
    {
        QVERIFY(m_room->perform({u"create table members(id integer primary key, name text)"_s,
            u"create table loans(id integer primary key, member_id integer, due text)"_s}));
        auto *explain = m_panel->findChild<QToolButton *>(u"explainQuery"_s);
        QVERIFY(explain->isEnabled());
        editor().setText(u"select m.name, count(*) from loans l join members m on m.id = l.member_id "
                         "where l.due < '2024' group by m.name order by 2 desc;"_s);
        m_panel->explain(false);
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(m_panel->findChild<PlanView *>());
        const auto *view = m_panel->findChild<PlanView *>();
        QVERIFY(view->isVisible());
        QStringList codes;
        for (const PlanFinding &finding : view->model().findings())
            codes += QString::fromLatin1(finding.finding.code);
        QVERIFY2(codes.contains(u"SQ-SCAN"_s) && codes.contains(u"SQ-TEMP"_s), qPrintable(codes.join(u' ')));
        picture(u"editor-plan"_s);
        editor().setText(u"select nothing whatsoever from"_s);
        m_panel->explain(false);
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(m_panel->findChild<Banner *>()->isVisible());
    }

    void measuringKeepsNothing_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::newRow("postgresql15") << QByteArray("postgresql15");
        QTest::newRow("mariadb") << QByteArray("mariadb");
    }
    void measuringKeepsNothing()
    {
        QFETCH(const QByteArray, server);
        RELATA_REQUIRE_SERVER(server);
        const OwnDatabase database(m_room->engines, server, QString(), u"measured"_s);
        tests::Session session;
        QVERIFY(session.open(database.profile, m_room->engines));
        QCOMPARE(
            session.run(u"CREATE TABLE loans (id INT PRIMARY KEY); INSERT INTO loans VALUES (1), (2)"_s), QString());
        ConnectionProfile profile = database.profile;
        profile.name = u"measured"_s;
        m_room->connections.put(profile);
        m_panel->session().setConnection(profile.name);
        editor().setText(u"DELETE FROM loans WHERE id < 5"_s);
        m_panel->explain(true);
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(m_panel->findChild<PlanView *>());
        QCOMPARE(fetch(*session.connection, u"SELECT COUNT(*) FROM loans"_s)->number(0, 0), 2);
        // In a transaction that stays open what it writes would stay, too: refused.
        m_panel->session().setManualCommit(true);
        editor().setText(u"INSERT INTO loans VALUES (3)"_s);
        m_panel->runStatement();
        QVERIFY(ranToItsEnd());
        editor().setText(u"DELETE FROM loans WHERE id < 5"_s);
        m_panel->explain(true);
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(m_panel->findChild<Banner *>()->isVisible());
        m_panel->session().commitTransaction();
        QVERIFY(ranToItsEnd());
        QTRY_COMPARE(fetch(*session.connection, u"SELECT COUNT(*) FROM loans"_s)->number(0, 0), 3);
    }

    void completesNames()
    {
        QVERIFY(m_room->perform({u"create table members(id integer primary key, name text)"_s,
            u"create table loans(id integer primary key, member_id integer references members(id), due text)"_s}));
        editor().setText(u"select 1"_s);
        m_panel->runStatement(); // opens the session, which reads the names
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(m_panel->session().names());
        editor().setText(u"select * from members m join loans l on "_s);
        editor().setCaret(editor().text().size());
        QTest::keyClick(&editor(), Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(m_panel->completer().isOpen());
        const QListView &list = m_panel->completer().list();
        QCOMPARE(list.model()->index(0, 0).data().toString(), u"l.member_id = m.id"_s);
        const QString folder = qEnvironmentVariable("RELATA_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(m_panel->completer().list().grab().save(QDir(folder).filePath(u"completions.png"_s)));
        QTest::keyClick(&editor(), Qt::Key_Return);
        QCOMPARE(editor().text(), u"select * from members m join loans l on l.member_id = m.id"_s);
        QVERIFY(!m_panel->completer().isOpen());
        QTest::keyClicks(&editor(), u" where l.du"_s);
        QTRY_VERIFY(m_panel->completer().isOpen());
        QTest::keyClick(&editor(), Qt::Key_Tab);
        QVERIFY(editor().text().endsWith(u"where l.due"));
    }

    void looksAreDrawn()
    {
        editor().setText(
            u"-- Who has borrowed the most\nselect m.name, count(*) as loans, max(l.due) as last_due\n"
            "from members m\njoin loans l on l.member_id = m.id\nwhere m.joined > '2020-01-01' and l.returned "
            "is null\ngroup by m.id\norder by loans desc\nlimit 20;\n\nwith recursive n(i) as (select 1 union "
            "all select i + 1 from n where i < 5000)\nselect i as id, 'Member number ' || i as name, i * 1.5 "
            "as fine, null as note from n;\n"_s);
        editor().setCaret(300);
        m_panel->runStatement();
        QVERIFY(ranToItsEnd());
        QTRY_VERIFY(m_panel->results().currentResult());
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_room->theme.setMode(mode);
            picture(mode == Theme::Mode::Light ? u"editor-light"_s : u"editor-dark"_s);
        }
        const Feature feature = editorFeature(m_room->services);
        QCOMPARE(feature.panels.first().kind, QByteArray("query"));
        feature.commands.first().run(nullptr);
        QCOMPARE(m_room->navigator.opened.size(), 1);
    }
};

RELATA_TEST(EditorTest)
#include "tst_editor.moc"
