#include "widgets/diagram/diagram_search.h"

#include "widgets/common/buttons.h"
#include "widgets/common/fuzzy_match.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>
#include <optional>

namespace relata {

namespace {

constexpr int columnPenalty = 40; ///< a table's own name fits better than one of its columns

std::optional<int> scoreOf(const DiagramTable &table, const QString &text)
{
    std::optional<int> best = fuzzyScore(text, table.name);
    for (const DiagramRow &row : table.rows) {
        if (!row.name.contains(text, Qt::CaseInsensitive))
            continue;
        const auto score = fuzzyScore(text, row.name);
        if (score && (!best || *score - columnPenalty > *best))
            best = *score - columnPenalty;
    }
    return best;
}

} // namespace

DiagramSearch::DiagramSearch(const Theme &theme, DiagramView *view)
    : QFrame(view)
    , m_view(view)
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("diagramSearch"));
    setAccessibleName(tr("Find in the diagram"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("diagramSearchText"));
    m_text->setAccessibleName(tr("Table or column"));
    m_text->setPlaceholderText(tr("Table or column"));
    m_count->setObjectName(QStringLiteral("diagramSearchCount"));
    m_count->setAccessibleName(tr("Number of matches"));
    auto *closing =
        glyphButton(theme, QStringLiteral("close"), tr("Close"), QStringLiteral("diagramSearchClose"), this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::related, grid::unit, grid::unit, grid::unit);
    layout->addWidget(m_text);
    layout->addWidget(m_count);
    layout->addWidget(closing);
    connect(m_text, &QLineEdit::textChanged, this, &DiagramSearch::find);
    connect(closing, &QToolButton::clicked, this, &DiagramSearch::close);
    m_text->installEventFilter(this);
    view->installEventFilter(this);
    hide();
}

void DiagramSearch::open()
{
    setVisible(true);
    place();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    find(m_text->text());
}

void DiagramSearch::close()
{
    hide();
    m_view->setFocus(Qt::OtherFocusReason);
}

void DiagramSearch::place()
{
    setFixedWidth(std::min(320, m_view->viewport()->width() - 2 * grid::edge));
    adjustSize();
    move(m_view->viewport()->geometry().right() - width() - grid::group, grid::group);
    raise();
}

void DiagramSearch::find(const QString &text)
{
    m_matches.clear();
    std::vector<std::pair<int, int>> scored;
    const auto &tables = m_view->scene().content().tables;
    for (size_t i = 0; !text.isEmpty() && i < tables.size(); ++i) {
        if (const auto score = scoreOf(tables[i], text))
            scored.emplace_back(-*score, int(i));
    }
    std::sort(scored.begin(), scored.end());
    for (const auto &[score, table] : scored)
        m_matches.push_back(table);
    show(0);
}

void DiagramSearch::show(int match)
{
    const int count = int(m_matches.size());
    m_match = count == 0 ? 0 : (match % count + count) % count;
    if (count > 0)
        m_view->showTable(m_view->scene().content().tables[size_t(m_matches[size_t(m_match)])].id);
    m_count->setText(m_text->text().isEmpty() ? QString()
            : count == 0                      ? tr("None")
                                              : tr("%1 of %2").arg(m_match + 1).arg(count));
}

bool DiagramSearch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool back = key->modifiers() & Qt::ShiftModifier;
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Down) {
            show(m_match + (back ? -1 : 1));
            return true;
        }
        if (key->key() == Qt::Key_Up) {
            show(m_match - 1);
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            close();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace relata

#include "moc_diagram_search.cpp"
