#include "models/engine/engine.h"
#include "models/project/migration_desk.h"
#include "models/project/phase_desk.h"
#include "models/project/project.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/timeline/phase_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

// The part of TimelinePanel that makes changes in phases.
namespace relata {
using namespace Qt::StringLiterals;

void TimelinePanel::connectPhases()
{
    m_phases = new PhaseDesk(*m_services.project, m_services.engines, m_services.jobs, this);
    m_openPhases = new PhaseList(m_services.theme, m_scroll->widget());
    qobject_cast<QBoxLayout *>(m_scroll->widget()->layout())->insertWidget(0, m_openPhases);
    m_openPhases->setOpen(m_phases->open());
    connect(m_phases, &PhaseDesk::openChanged, this, [this] {
        m_openPhases->setOpen(m_phases->open());
        makeRoom();
    });
    connect(m_phases, &PhaseDesk::planningChanged, this, &TimelinePanel::offerPhases);
    connect(m_desk, &MigrationDesk::runningChanged, this, &TimelinePanel::offerPhases);
    connect(m_phases, &PhaseDesk::planned, this, &TimelinePanel::askToKeepPhase);
    connect(m_phases, &PhaseDesk::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(m_phases, &PhaseDesk::done, this, [this](const Message &what) {
        m_banner->dismiss();
        m_services.navigator.notify(Tone::Ok, what.translated());
    });
    connect(m_openPhases, &PhaseList::nextWanted, this, &TimelinePanel::makeNextPhase);
    connect(m_openPhases, &PhaseList::abandonWanted, this,
        [this](const QString &id) { m_phases->goOn(id, true, m_desk->connection()); });
}

/// Where the unsaved migration is one column with a new name or type, and nothing else.
void TimelinePanel::offerPhases()
{
    const bool isIdle = !m_phases->isPlanning() && !m_desk->isRunning();
    m_openPhases->setReady(isIdle);
    if (!m_asPhases || !m_desk->engine())
        return;
    m_asPhases->setVisible(unsavedEvolution(*m_services.project, *m_desk->engine()).has_value());
    m_asPhases->setEnabled(isIdle);
}

static QString termsText(const Evolution &evolution)
{
    if (evolution.kind == Evolution::Kind::ChangeType)
        return TimelinePanel::tr(
            "The new type comes in a column of its own, beside the old one, and triggers keep both equal. Where the "
            "server does not convert the values by itself, both ways are said here, each by columns of the other "
            "side.");
    return TimelinePanel::tr("New and old columns stand beside each other meanwhile, and triggers keep both equal. Say "
                             "how the value of each "
                             "comes of the columns of the other side.");
}

void TimelinePanel::askForPhases()
{
    const auto evolution = m_desk->engine() ? unsavedEvolution(*m_services.project, *m_desk->engine()) : std::nullopt;
    if (!evolution)
        return m_banner->show(Tone::Plain,
            tr("Phases are made of one column's new name or type, or of columns that are split or merged: the unsaved "
               "migration must be that alone."));
    if (evolution->kind == Evolution::Kind::RenameColumn)
        return m_phases->begin(*evolution, m_desk->connection());
    auto *terms = new PhaseTerms(*evolution);
    confirm(this,
        {.title = tr("%1 in phases?").arg(evolution->title().translated()),
            .text = termsText(*evolution),
            .action = tr("Plan and Prove"),
            .danger = false,
            .part = terms},
        [this, terms = QPointer(terms)] {
            if (terms)
                m_phases->begin(terms->evolution(), m_desk->connection());
        });
}

/// The one before must be applied on the database that the timeline stands on.
void TimelinePanel::makeNextPhase(const QString &id)
{
    const Evolution *evolution = m_phases->find(id);
    if (!evolution || evolution->phases.isEmpty())
        return;
    const auto &profile = m_desk->connection();
    const QList<MigrationFile> &all = m_services.project->timeline().migrations;
    const auto before = std::find_if(
        all.begin(), all.end(), [&](const MigrationFile &one) { return one.id == evolution->phases.last().migration; });
    const MigrationStatus *status = before == all.end() ? nullptr : m_desk->state(before->version);
    if (profile && (!status || status->state != MigrationState::Applied))
        return m_banner->show(Tone::Warning,
            tr("The phase before is not applied on %1 yet: apply it first.").arg(profile->displayName()));
    m_phases->goOn(id, false, profile);
}

/// All of them are shown before the first is saved.
void TimelinePanel::askToKeepPhase(const PhasePlan &plan)
{
    const PhaseMigration &phase = plan.first.phase;
    QStringList lines{plan.first.proof.summary().translated() + u'.'};
    for (const Finding &finding : phase.findings)
        lines += u"• "_s + finding.message.translated();
    if (!plan.later.isEmpty())
        lines += tr("The next phase is made once this one is applied; what it would be is shown beside.");
    confirm(this,
        {.title = tr("Save “%1”?").arg(phase.file.title),
            .text = lines.join(u'\n'),
            .action = tr("Save Migration"),
            .danger = false,
            .part = phasePages(m_services.theme, *m_desk->engine()->flavour, plan)},
        [this, plan] { m_phases->keep(plan); });
}

} // namespace relata
