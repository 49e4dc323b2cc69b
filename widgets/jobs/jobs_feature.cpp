#include "widgets/jobs/jobs_feature.h"
#include "models/items/job_list_model.h"
#include "models/items/message_log.h"
#include "models/items/problem_model.h"
#include "models/jobs/job_center.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/list_panel.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/jobs/job_delegate.h"

#include <QAction>
#include <QCoreApplication>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

QString said(const char *text) { return QCoreApplication::translate("Jobs", text); }

Panel *makeJobs(const Services &services, QWidget *parent)
{
    auto *empty = new EmptyState(services.theme, u"job"_s, said(QT_TRANSLATE_NOOP("Jobs", "No jobs")),
        said(QT_TRANSLATE_NOOP(
            "Jobs", "Work that takes longer than a moment shows here with its progress, and can be cancelled.")));
    auto *model = new JobListModel(services.jobs);
    auto *panel = new ListPanel(services.theme, *model, u"jobs"_s, empty, parent);
    model->setParent(panel);
    QTreeView *view = panel->view();
    view->setAccessibleName(said(QT_TRANSLATE_NOOP("Jobs", "Jobs")));
    auto *delegate = new JobDelegate(services.theme, view);
    view->setItemDelegate(delegate);
    view->setMouseTracking(true);
    JobCenter &jobs = services.jobs;
    QObject::connect(delegate, &JobDelegate::cancelClicked, &jobs, &JobCenter::cancel);
    auto *cancel = new QAction(said(QT_TRANSLATE_NOOP("Jobs", "Cancel Job")), view);
    cancel->setObjectName(u"cancelJob"_s);
    cancel->setShortcut(Qt::Key_Delete);
    cancel->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(cancel, &QAction::triggered, view, [view, &jobs] {
        const QModelIndexList rows = view->selectionModel()->selectedRows();
        for (const QModelIndex &row : rows)
            jobs.cancel(row.data(JobIdRole).toULongLong());
    });
    view->addAction(cancel);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    panel->setColumnWidths({280, 220, 88, -1});
    panel->setIcon(u"job"_s);
    return panel;
}

Panel *makeMessages(const Services &services, QWidget *parent)
{
    auto *empty = new EmptyState(services.theme, u"messages"_s, said(QT_TRANSLATE_NOOP("Jobs", "No messages yet")),
        said(QT_TRANSLATE_NOOP("Jobs", "What servers say while they work, and how jobs ended, is kept here.")));
    auto *panel = new ListPanel(services.theme, services.messages, u"messages"_s, empty, parent);
    panel->view()->setAccessibleName(said(QT_TRANSLATE_NOOP("Jobs", "Messages")));
    panel->setColumnWidths({88, 160, -1});
    panel->setIcon(u"messages"_s);
    return panel;
}

Panel *makeProblems(const Services &services, QWidget *parent)
{
    auto *empty = new EmptyState(services.theme, u"ok"_s, said(QT_TRANSLATE_NOOP("Jobs", "No problems")),
        said(QT_TRANSLATE_NOOP(
            "Jobs", "What is risky or wrong in the design, in migrations and in queries is listed here.")));
    auto *panel = new ListPanel(services.theme, services.problems, u"problems"_s, empty, parent);
    panel->view()->setAccessibleName(said(QT_TRANSLATE_NOOP("Jobs", "Problems")));
    panel->setColumnWidths({360, -1, 160, 88});
    panel->setIcon(u"problems"_s);
    QObject::connect(panel, &ListPanel::opened, panel, [&services](const QModelIndex &index) {
        services.navigator.open(services.problems.finding(index.row()).object);
    });
    return panel;
}

} // namespace

Feature jobsFeature(Services &services)
{
    Feature feature{.id = "jobs"};
    feature.panels = {
        {.kind = "jobs",
            .title = said(QT_TRANSLATE_NOOP("Jobs", "Jobs")),
            .icon = u"job"_s,
            .place = PanelRow::Place::Bottom,
            .make = [&services](const Document &, QWidget *parent) { return makeJobs(services, parent); }},
        {.kind = "messages",
            .title = said(QT_TRANSLATE_NOOP("Jobs", "Messages")),
            .icon = u"messages"_s,
            .place = PanelRow::Place::Bottom,
            .make = [&services](const Document &, QWidget *parent) { return makeMessages(services, parent); }},
        {.kind = "problems",
            .title = said(QT_TRANSLATE_NOOP("Jobs", "Problems")),
            .icon = u"problems"_s,
            .place = PanelRow::Place::Bottom,
            .make = [&services](const Document &, QWidget *parent) { return makeProblems(services, parent); }},
    };
    feature.commands = {
        {.id = "jobs.cancel_all",
            .title = said(QT_TRANSLATE_NOOP("Jobs", "Cancel All Jobs")),
            .icon = u"cancel"_s,
            .enabled = [&services](Panel *) { return services.jobs.activeCount() > 0; },
            .run = [&services](Panel *) { services.jobs.cancelAll(); }},
        {.id = "jobs.forget",
            .title = said(QT_TRANSLATE_NOOP("Jobs", "Clear Ended Jobs")),
            .icon = u"trash"_s,
            .run = [&services](Panel *) { services.jobs.forgetEnded(); }},
        {.id = "messages.clear",
            .title = said(QT_TRANSLATE_NOOP("Jobs", "Clear Messages")),
            .icon = u"trash"_s,
            .enabled = [&services](Panel *) { return services.messages.rowCount() > 0; },
            .run = [&services](Panel *) { services.messages.clear(); }},
    };
    return feature;
}

} // namespace relata
