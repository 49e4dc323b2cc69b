#include "models/engine/engine.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/squash_desk.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/sql_view.h"
#include "widgets/timeline/squash_range.h"
#include "widgets/timeline/timeline_panel.h"

#include <QPointer>

// The part of TimelinePanel that puts one migration in the place of several.
namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int shownLines = 18;
} // namespace

void TimelinePanel::connectSquash()
{
    m_squash = new SquashDesk(*m_services.project, m_services.engines, m_services.jobs, this);
    connect(m_squash, &SquashDesk::planned, this, &TimelinePanel::askToKeepSquash);
    connect(m_squash, &SquashDesk::failed, this, [this](const Error &error) { m_banner->show(error); });
    connect(m_squash, &SquashDesk::done, this, [this](const Message &what) {
        m_banner->dismiss();
        m_services.navigator.notify(Tone::Ok, what.translated());
    });
}

bool TimelinePanel::maySquash() const
{
    return m_desk->engine() && !m_desk->isRunning() && !m_squash->isPlanning()
        && m_services.project->timeline().migrations.size() > 1;
}

void TimelinePanel::squash() { askToSquash(m_desk->lastApplied()); }

void TimelinePanel::askToSquash(const QString &last)
{
    if (!maySquash())
        return m_banner->show(Tone::Plain, tr("There are no two migrations that one could replace now."));
    const auto &profile = m_desk->connection();
    auto *range = new SquashRange(m_services.theme, m_services.project->timeline(), last, m_desk->states(),
        profile ? profile->displayName() : QString());
    confirm(this,
        {.title = tr("Replace migrations by one?"),
            .text = tr("The old ones and the new one run, each on a scratch database of their own, and must lead to "
                       "the same schema and rows. You see the SQL before anything is written. Databases that have "
                       "applied all of them are recognised."),
            .action = tr("Try It Out"),
            .danger = false,
            .part = range},
        [this, range = QPointer(range)] {
            if (range)
                m_squash->plan(range->from(), range->to(), range->title(), m_desk->connection());
        });
}

/// All of it is shown before a file changes.
void TimelinePanel::askToKeepSquash(const SquashPlan &plan)
{
    auto *sql = new SqlView(m_services.theme, *m_desk->engine()->flavour);
    sql->setObjectName(u"squashSql"_s);
    sql->setAccessibleName(tr("SQL of the one migration"));
    sql->setMaximumLines(shownLines);
    sql->setSql(QString::fromUtf8(writeMigration(plan.file)));
    const int count = int(plan.replaced.size());
    const QString how =
        plan.isPlanned ? tr("Written anew from the schema.") : tr("Made of the old statements, one behind the other.");
    confirm(this,
        {.title = tr("Replace %n migration(s) by %1?", nullptr, count).arg(plan.file.fileName),
            .text = tr("Proved the same as those from %1 to %2, %3. %4 The old files are kept in %5.")
                        .arg(plan.replaced.first().fileName, plan.replaced.last().fileName, plan.place.translated(),
                            how, plan.folder()),
            .action = tr("Replace %n Migration(s)", nullptr, count),
            .danger = false,
            .part = sql},
        [this, plan] {
            m_desk->forgetProof(plan.file.version);
            m_squash->keep(plan);
        });
}

} // namespace relata
