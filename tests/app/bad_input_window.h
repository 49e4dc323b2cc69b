#pragma once
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/schema/object_id.h"

#include <QMap>
#include <QObject>
#include <QTemporaryDir>

#include <memory>

class QDialog;
class QPushButton;
class QWidget;

namespace relata {
class Application;
class MainWindow;
class Project;
class QueryPanel;
struct Services;
} // namespace relata

namespace relata::tests {

using Files = QMap<QString, QByteArray>;

QByteArray contentOf(const QString &path);
bool writeTo(const QString &path, const QByteArray &content);
/// False where the old content is not there.
bool replaceIn(const QString &path, const QByteArray &old, const QByteArray &now);
/// Every file below a folder by its path in it; the database, its journals and what is kept beside a design aside.
Files filesOf(const QString &folder);
/// What labels of that name say, of those that can be seen.
QStringList shownTexts(const QWidget &widget, const QString &name);
bool mentions(const QString &text, const QStringList &words);

/// An account with a password of its own on a server, dropped at the end.
class Account {
public:
    Account(const ConnectionProfile &base, const EngineRegistry &registry);
    ~Account();
    Account(const Account &) = delete;

    ConnectionProfile profile;

private:
    void run(const QString &sql);

    Result<std::unique_ptr<Connection>> m_admin;
};

/// The real window with a profile of its own, and what a person does in it and reads there.
class BadInputWindow : public QObject {
protected:
    BadInputWindow();
    ~BadInputWindow() override;

    static constexpr int Patience = 30000; // ms

    /// Makes the sample that sample() copies; what went wrong, or nothing.
    QString makeSample();
    void start();
    void stop();
    MainWindow &window();
    Services &services();
    Project &project();
    /// A copy of the sample project with its database; empty where it cannot be made.
    QString sample(const QString &name);
    void trigger(const char *command);
    QDialog *connectionDialog();
    void fillIn(QDialog &dialog, const ConnectionProfile &profile);
    QString banner(const QWidget *place);
    QString toasts();
    QPushButton *cardButton(const QString &name);
    /// Runs a query in a new tab on that connection.
    QueryPanel *ask(const QString &connection, const QString &sql);
    /// The tab, turned to another connection, answers.
    void queryWorks(QueryPanel &panel, const QString &connection);
    /// Adds a column to the sample's loans.
    ObjectId addColumn(const QString &name);
    /// Chooses a project among the recent ones.
    void openFromMenu(const QString &folder);

    EngineRegistry m_registry;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
    QTemporaryDir m_pristine;
};

} // namespace relata::tests
