#include "tests/app/shown_timeline.h"

#include "app/application.h"
#include "app/main_window.h"
#include "models/engine/connection_book.h"
#include "tests/app/runner_place.h"
#include "widgets/common/panel.h"
#include "widgets/common/services.h"
#include "widgets/common/tab_area.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace relata::tests {

ShownTimeline::ShownTimeline(const RunnerPlace &place, const QString &name, const QString &environment)
    : ShownTimeline(place.projectFolder(), place.profile(), name, environment)
{ }

ShownTimeline::ShownTimeline(
    const QString &projectFolder, ConnectionProfile profile, const QString &name, const QString &environment)
{
    StartOptions options;
    options.profile = m_folder.filePath(u"profile"_s);
    options.restore = false;
    m_application = std::make_unique<Application>(*qApp, options);
    m_application->start();
    if (!m_application->openProject(projectFolder)) {
        m_error = u"the project does not open"_s;
        return;
    }
    profile.name = name;
    profile.environment = environment;
    m_application->services().connections.put(profile);
    m_application->services().connections.setCurrent(profile.name);
    window().resize(1280, 800);
    open();
    if (!panel() || panel()->objectName() != "timeline"_L1)
        m_error = u"the timeline is not in front"_s;
}

ShownTimeline::~ShownTimeline() = default;

MainWindow &ShownTimeline::window() { return m_application->window(); }

Panel *ShownTimeline::panel() { return window().tabs().current(); }

void ShownTimeline::open() { window().findChild<QAction *>(u"timeline.open"_s)->trigger(); }

QString ShownTimeline::agree(const QString &typed)
{
    const auto button = [this] { return panel()->findChild<QPushButton *>(u"confirmAgree"_s); };
    if (!QTest::qWaitFor([&] { return button() != nullptr; }, Patience))
        return u"nothing is asked"_s;
    QStringList words{button()->text()};
    for (const auto *label : button()->window()->findChildren<QLabel *>())
        words += label->text();
    if (!typed.isEmpty())
        panel()->findChild<QLineEdit *>(u"confirmTypedName"_s)->setText(typed);
    QTest::mouseClick(button(), Qt::LeftButton);
    return words.join(u'\n');
}

} // namespace relata::tests
