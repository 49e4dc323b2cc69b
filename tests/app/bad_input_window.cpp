#include "tests/app/bad_input_window.h"
#include "app/application.h"
#include "app/main_window.h"
#include "dialects/common/register_engines.h"
#include "models/base/job_context.h"
#include "models/engine/connection_book.h"
#include "models/engine/fetch.h"
#include "models/project/edits.h"
#include "models/project/project.h"
#include "models/project/sample.h"
#include "models/project/schema_source.h"
#include "models/schema/all_kinds.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"
#include "widgets/editor/query_panel.h"
#include "widgets/editor/query_session.h"
#include "widgets/editor/sql_editor.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace relata::tests {
using namespace Qt::StringLiterals;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Files filesOf(const QString &folder)
{
    Files result;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (!path.contains(".db"_L1) && !path.contains("/.relata/"_L1))
            result.insert(path.mid(folder.size()), contentOf(path));
    }
    return result;
}

bool writeTo(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush();
}

bool replaceIn(const QString &path, const QByteArray &old, const QByteArray &now)
{
    QByteArray content = contentOf(path);
    if (!content.contains(old))
        return false;
    return writeTo(path, content.replace(content.indexOf(old), old.size(), now));
}

QStringList shownTexts(const QWidget &widget, const QString &name)
{
    QStringList texts;
    for (const auto *label : widget.findChildren<QLabel *>(name))
        if (label->isVisible())
            texts += label->text();
    return texts;
}

bool mentions(const QString &text, const QStringList &words)
{
    return std::all_of(
        words.begin(), words.end(), [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

Account::Account(const ConnectionProfile &base, const EngineRegistry &registry)
    : profile(base)
    , m_admin(openConnection(base, registry))
{
    profile.user = u"guard_%1"_s.arg(QCoreApplication::applicationPid() % 100000);
    if (base.engine == "postgresql") {
        // packaging/servers lets members of this role in with a password alone.
        std::ignore = perform(**m_admin, u"CREATE ROLE relata_guarded"_s);
        run(u"CREATE ROLE %1 LOGIN PASSWORD 'right-4712' IN ROLE relata_guarded"_s.arg(profile.user));
    } else {
        run(u"CREATE USER '%1'@'127.0.0.1' IDENTIFIED BY 'right-4712'"_s.arg(profile.user));
        profile.database = u"information_schema"_s;
    }
}

Account::~Account()
{
    run(profile.engine == "postgresql" ? u"DROP ROLE "_s + profile.user
                                       : u"DROP USER '%1'@'127.0.0.1'"_s.arg(profile.user));
}

void Account::run(const QString &sql)
{
    const auto done = perform(**m_admin, sql);
    if (!done)
        qWarning("%s", qPrintable(done.error().text()));
}

BadInputWindow::BadInputWindow() { registerEngines(m_registry); }
BadInputWindow::~BadInputWindow() = default;

MainWindow &BadInputWindow::window() { return m_application->window(); }
Services &BadInputWindow::services() { return m_application->services(); }
Project &BadInputWindow::project() { return *services().project; }

void BadInputWindow::trigger(const char *command)
{
    window().findChild<QAction *>(QLatin1StringView(command))->trigger();
}

QString BadInputWindow::banner(const QWidget *place)
{
    return place ? (shownTexts(*place, u"bannerText"_s) + shownTexts(*place, u"bannerDetail"_s)).join(u'\n')
                 : QString();
}

QString BadInputWindow::toasts() { return shownTexts(window(), u"toastText"_s).join(u'\n'); }

QString BadInputWindow::makeSample()
{
    SampleOptions options;
    options.scale = 0.01;
    QuietContext context;
    const auto made = relata::makeSample(m_pristine.filePath(u"sample"_s), options, m_registry, context);
    return made ? QString() : made.error().text();
}

void BadInputWindow::stop()
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *one : all)
        if (auto *dialog = qobject_cast<QDialog *>(one))
            dialog->reject();
    m_application.reset();
    m_folder.reset();
}

void BadInputWindow::start()
{
    m_folder = std::make_unique<QTemporaryDir>();
    StartOptions options;
    options.profile = m_folder->filePath(u"profile"_s);
    options.restore = false;
    m_application = std::make_unique<Application>(*qApp, options);
    m_application->start();
}

QString BadInputWindow::sample(const QString &name)
{
    const QString from = m_pristine.filePath(u"sample"_s), to = m_folder->filePath(name);
    QDirIterator it(from, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (!writeTo(to + path.mid(from.size()), contentOf(path)))
            return {};
    }
    return to;
}

QDialog *BadInputWindow::connectionDialog()
{
    trigger("file.connect");
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *one : all)
        if (one->objectName() == "connectionDialog"_L1 && one->isVisible())
            return qobject_cast<QDialog *>(one);
    return nullptr;
}

void BadInputWindow::fillIn(QDialog &dialog, const ConnectionProfile &profile)
{
    auto *engine = dialog.findChild<QComboBox *>(u"engine"_s);
    engine->setCurrentIndex(engine->findData(profile.engine));
    dialog.findChild<QSpinBox *>(u"port"_s)->setValue(profile.port);
    const auto type = [&dialog](const QString &name, const QString &text) {
        auto *field = dialog.findChild<QLineEdit *>(name);
        field->clear();
        QTest::keyClicks(field, text);
    };
    type(u"name"_s, u"wanted"_s);
    type(u"host"_s, profile.host);
    type(u"database"_s, profile.database);
    type(u"user"_s, profile.user);
    type(u"password"_s, profile.password.reveal());
}

QPushButton *BadInputWindow::cardButton(const QString &name)
{
    Panel *panel = window().tabs().current();
    return panel ? panel->findChild<QPushButton *>(name) : nullptr;
}

QueryPanel *BadInputWindow::ask(const QString &connection, const QString &sql)
{
    services().connections.setCurrent(connection);
    trigger("query.new");
    auto *panel = qobject_cast<QueryPanel *>(window().tabs().current());
    if (panel) {
        panel->editor().setText(sql);
        panel->runStatement();
    }
    return panel;
}

void BadInputWindow::queryWorks(QueryPanel &panel, const QString &connection)
{
    panel.session().setConnection(connection);
    panel.runStatement();
    QTRY_VERIFY_WITH_TIMEOUT(panel.findChild<QTableView *>(u"resultGrid"_s), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(panel.findChild<QTableView *>(u"resultGrid"_s)->model()->rowCount() > 0, Patience);
    QCOMPARE(banner(&panel), QString());
}

ObjectId BadInputWindow::addColumn(const QString &name)
{
    for (const ObjectId table : project().designed().all(Kind::Table)) {
        if (nameOf(*project().designed().find(table)) != "loan"_L1)
            continue;
        Column column;
        column.table = table;
        column.name = name;
        column.type.name = u"TEXT"_s;
        const Edit edit = edits::addColumn(project().designed(), column, -1);
        project().edit(edit.schema, edit.label);
        return edit.id;
    }
    return {};
}

void BadInputWindow::openFromMenu(const QString &folder)
{
    auto *menu = window().findChild<QToolButton *>(u"projectButton"_s)->menu();
    emit menu->aboutToShow();
    for (QAction *action : menu->actions())
        if (action->toolTip() == folder)
            return action->trigger();
    QFAIL(qPrintable(folder + u" is not in the menu"_s));
}

} // namespace relata::tests
