#pragma once
#include <QString>
#include <QTemporaryDir>

#include <memory>

class QPushButton;

namespace relata {
class Application;
struct ConnectionProfile;
class MainWindow;
class Panel;
} // namespace relata

namespace relata::tests {

class RunnerPlace;

/// The real window on a project, its timeline open and standing on the project's database.
class ShownTimeline {
public:
    static constexpr int Patience = 30'000; // ms

    /// `name` and `environment`: of the connection.
    explicit ShownTimeline(
        const RunnerPlace &place, const QString &name = QStringLiteral("shop"), const QString &environment = {});
    /// On any project, and a database of it.
    ShownTimeline(const QString &projectFolder, ConnectionProfile profile, const QString &name = QStringLiteral("shop"),
        const QString &environment = {});
    ~ShownTimeline();
    Q_DISABLE_COPY_MOVE(ShownTimeline)

    /// Why it does not show; empty when it does.
    const QString &error() const { return m_error; }
    Application &application() { return *m_application; }
    MainWindow &window();
    /// The panel in front.
    Panel *panel();
    /// Brings the timeline to the front.
    void open();
    /// Agrees to what is asked, with the name typed where one is wanted; the dialog's words, the button's first.
    QString agree(const QString &typed = {});

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Application> m_application;
    QString m_error;
};

} // namespace relata::tests
