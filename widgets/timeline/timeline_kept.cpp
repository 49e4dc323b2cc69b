#include "models/project/kept_desk.h"
#include "models/project/migration_desk.h"
#include "widgets/common/confirm_dialog.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/timeline/kept_view.h"
#include "widgets/timeline/timeline_panel.h"

#include <QBoxLayout>
#include <QLocale>

#include <algorithm>

// The part of TimelinePanel that shows what migrations keep aside, and purges it.
namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype shownTables = 8;
} // namespace

KeptView &TimelinePanel::keptView()
{
    if (m_keptView)
        return *m_keptView;
    m_kept = new KeptDesk(m_services.engines, m_services.jobs, m_services.sessions, this);
    m_kept->setConnection(m_desk->connection());
    m_keptView = new KeptView(m_services, *m_kept, this);
    m_keptView->hide();
    m_keptView->setReady(!m_desk->isRunning());
    qobject_cast<QBoxLayout *>(layout())->addWidget(m_keptView, 1);
    connect(m_keptView, &KeptView::purgeWanted, this, &TimelinePanel::askToPurge);
    connect(m_kept, &KeptDesk::done, this,
        [this](const Message &what) { m_services.navigator.notify(Tone::Ok, what.translated()); });
    // Each run, and each other database, keeps something else.
    connect(m_desk, &MigrationDesk::statesChanged, m_kept, [this] { m_kept->setConnection(m_desk->connection()); });
    connect(
        m_desk, &MigrationDesk::runningChanged, m_keptView, [this](bool running) { m_keptView->setReady(!running); });
    return *m_keptView;
}

static QString purgeText(const QList<KeptTable> &tables)
{
    const QLocale locale;
    QStringList lines{TimelinePanel::tr("These rows are gone for good then:")};
    for (const KeptTable &one : tables.first(std::min(tables.size(), shownTables))) {
        const QString rows = TimelinePanel::tr("%Ln row(s)", nullptr, int(one.rows));
        lines += one.isAwaited ? TimelinePanel::tr("• %1, %2: the way down of %3 will not bring them back")
                                     .arg(one.source, rows, one.version)
                               : TimelinePanel::tr("• %1, %2").arg(one.source, rows);
    }
    if (const int more = int(tables.size() - shownTables); more > 0)
        lines += TimelinePanel::tr("and %n more", nullptr, more);
    return lines.join(u'\n');
}

void TimelinePanel::askToPurge(const QList<KeptTable> &tables)
{
    const auto &profile = m_desk->connection();
    if (!profile || tables.isEmpty() || m_desk->isRunning())
        return;
    const int count = int(tables.size());
    const Confirmation question{
        .title = tr("Purge %n kept table(s) on %1?", nullptr, count).arg(profile->displayName()),
        .text = purgeText(tables),
        .action = tr("Purge %n Table(s) on %1", nullptr, count).arg(withBadge(*profile)),
    };
    changeDatabase(false, question, [this, tables] { m_kept->purge(tables); });
}

} // namespace relata
