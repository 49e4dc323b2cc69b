#include "models/engine/engine.h"
#include "models/project/migration_desk.h"
#include "widgets/common/banner.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/services.h"
#include "widgets/timeline/repair_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QPointer>

// The part of TimelinePanel that settles what the ledger and the files say differently.
namespace relata {
using namespace Qt::StringLiterals;

void TimelinePanel::repair()
{
    if (m_desk->connection() && !m_desk->isRunning())
        m_desk->planRepair();
}

void TimelinePanel::askToRepair(const RepairList &list)
{
    const auto &profile = m_desk->connection();
    if (!profile || !m_desk->engine())
        return;
    const QString where = profile->displayName();
    if (list.isEmpty())
        return m_banner->show(Tone::Ok, tr("The ledger of %1 agrees with the files.").arg(where));
    auto *view = new RepairView(m_services.theme, *m_desk->engine()->flavour, list);
    const Confirmation question{
        .title = tr("Correct the ledger of %1?").arg(where),
        .text = tr("Nothing of a migration runs: what is ticked is written into the ledger as if it had always been "
                   "so. Lines that begin with − were applied, those with + stand in the file."),
        .action = tr("Correct What Is Ticked"),
        .part = view,
    };
    changeDatabase(false, question, [this, view = QPointer(view)] {
        if (view && !(view->accepted() + view->forgotten()).isEmpty())
            m_desk->repair(view->accepted(), view->forgotten());
    });
}

} // namespace relata
