#include "widgets/timeline/repair_view.h"

#include "models/timeline/text_diff.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/sql_view.h"
#include "widgets/common/theme.h"

#include <QListWidget>
#include <QVBoxLayout>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int shownLines = 12, shownRows = 5;
} // namespace

RepairView::RepairView(const Theme &theme, const SqlFlavour &flavour, const RepairList &list, QWidget *parent)
    : QWidget(parent)
    , m_list(list)
    , m_lines(makeLines(theme))
    , m_difference(new SqlView(theme, flavour, this))
{
    setObjectName(u"repairView"_s);
    setAccessibleName(tr("What the ledger and the files say differently"));
    m_difference->setObjectName(u"repairDifference"_s);
    m_difference->setAccessibleName(tr("As it was applied, and as the file is"));
    m_difference->setMaximumLines(shownLines);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, grid::related, 0, 0);
    layout->setSpacing(grid::related);
    layout->addWidget(m_lines);
    layout->addWidget(m_difference);
    connect(m_lines, &QListWidget::currentRowChanged, this, &RepairView::showDifference);
    m_lines->setCurrentRow(0);
}

QListWidget *RepairView::makeLines(const Theme &theme)
{
    auto *lines = new QListWidget(this);
    lines->setObjectName(u"repairLines"_s);
    lines->setAccessibleName(tr("Migrations to settle"));
    lines->setItemDelegate(new ItemDelegate(theme, lines));
    const auto add = [lines](const QString &text) {
        auto *item = new QListWidgetItem(text, lines);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    };
    for (const RepairList::Edited &one : m_list.edited)
        add(tr("%1 %2: take the file for what was applied").arg(one.version, one.title));
    for (const Ledger::Entry &one : m_list.missing)
        add(tr("%1 %2: forget it, as its file is gone").arg(one.version, one.title));
    const int rows = std::min(lines->count(), shownRows);
    lines->setVerticalScrollBarPolicy(lines->count() > shownRows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    lines->setFixedHeight(rows * lines->sizeHintForRow(0) + 2 * (lines->frameWidth() + lines->spacing()) + 2);
    return lines;
}

void RepairView::showDifference()
{
    const int row = m_lines->currentRow();
    const bool isEdited = row >= 0 && row < m_list.edited.size();
    const int other = row - int(m_list.edited.size());
    if (isEdited)
        m_difference->setProgram(lineDiff(m_list.edited.at(row).stored, m_list.edited.at(row).file));
    else if (other >= 0 && other < m_list.missing.size())
        m_difference->setProgram(m_list.missing.at(other).body);
}

QStringList RepairView::ticked(bool isEdited) const
{
    QStringList result;
    for (int i = 0; i < m_lines->count(); ++i) {
        if (m_lines->item(i)->checkState() != Qt::Checked || (i < m_list.edited.size()) != isEdited)
            continue;
        result += isEdited ? m_list.edited.at(i).version : m_list.missing.at(i - m_list.edited.size()).version;
    }
    return result;
}

QStringList RepairView::accepted() const { return ticked(true); }

QStringList RepairView::forgotten() const { return ticked(false); }

} // namespace relata
