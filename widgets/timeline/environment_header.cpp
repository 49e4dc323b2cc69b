#include "widgets/timeline/environment_header.h"

#include "models/items/environment_model.h"
#include "models/items/roles.h"
#include "widgets/common/theme.h"
#include "widgets/timeline/environment_head.h"

#include <QPainter>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int lines = 3; ///< of a head
constexpr int narrowest = 180, widest = 340; ///< of the rows' heads
} // namespace

EnvironmentHeader::EnvironmentHeader(const Theme &theme, EnvironmentModel &model, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
    , m_model(model)
{
    setObjectName(u"environmentColumns"_s);
    setAccessibleName(tr("Databases"));
    setSectionsClickable(false);
    setHighlightSections(false);
    setMinimumSectionSize(150);
    connect(&model, &QAbstractItemModel::modelReset, this, &EnvironmentHeader::rebuild);
    connect(&model, &QAbstractItemModel::headerDataChanged, this, [this](Qt::Orientation of, int first, int last) {
        if (of == Qt::Horizontal)
            fill(first, last);
    });
    connect(this, &QHeaderView::sectionResized, this, &EnvironmentHeader::place);
    connect(this, &QHeaderView::geometriesChanged, this, &EnvironmentHeader::place);
    connect(&theme, &Theme::changed, this, &EnvironmentHeader::rebuild);
}

void EnvironmentHeader::setModel(QAbstractItemModel *model)
{
    QHeaderView::setModel(model);
    rebuild();
}

QSize EnvironmentHeader::sizeHint() const
{
    const int line = std::max(QFontMetrics(m_theme.interfaceFont()).height() + 2 * grid::unit, grid::icon + grid::unit);
    return {QHeaderView::sizeHint().width(), lines * (line + grid::unit) + 2 * grid::related};
}

void EnvironmentHeader::rebuild()
{
    while (m_heads.size() > m_model.columnCount())
        m_heads.takeLast()->deleteLater();
    while (m_heads.size() < m_model.columnCount()) {
        auto *head = new EnvironmentHead(m_theme, viewport());
        connect(head, &EnvironmentHead::retryWanted, this, &EnvironmentHeader::retryWanted);
        connect(head, &EnvironmentHead::passwordWanted, this, &EnvironmentHeader::passwordWanted);
        connect(head, &EnvironmentHead::menuWanted, this, &EnvironmentHeader::menuWanted);
        m_heads += head;
    }
    fill(0, int(m_heads.size()) - 1);
    place();
}

void EnvironmentHeader::fill(int first, int last)
{
    for (int section = first; section <= last && section < m_heads.size(); ++section)
        m_heads.at(section)->show(m_model.column(section));
}

void EnvironmentHeader::place()
{
    for (int section = 0; section < m_heads.size() && section < count(); ++section) {
        QWidget *head = m_heads.at(section);
        head->setGeometry(sectionViewportPosition(section), 0, sectionSize(section), viewport()->height());
        head->setVisible(true);
    }
}

void EnvironmentHeader::resizeEvent(QResizeEvent *event)
{
    QHeaderView::resizeEvent(event);
    place();
}

/// The heads paint themselves.
void EnvironmentHeader::paintSection(QPainter *painter, const QRect &rect, int) const
{
    painter->fillRect(rect, m_theme.color(ColorToken::Window));
}

MigrationHeader::MigrationHeader(const Theme &theme, EnvironmentModel &model, QWidget *parent)
    : QHeaderView(Qt::Vertical, parent)
    , m_theme(theme)
    , m_model(model)
{
    setObjectName(u"environmentRows"_s);
    setAccessibleName(tr("Migrations"));
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    connect(&model, &QAbstractItemModel::modelReset, this, &MigrationHeader::measure);
    connect(&theme, &Theme::changed, this, &MigrationHeader::measure);
    measure();
}

/// As wide as the longest title, within bounds.
void MigrationHeader::measure()
{
    const QFontMetrics metrics(m_theme.interfaceFont()), small(m_theme.smallFont());
    int wanted = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QString detail = m_model.headerData(row, Qt::Vertical, DetailRole).toString();
        const int behind = detail.isEmpty() ? 0 : small.horizontalAdvance(detail) + grid::group;
        wanted = std::max(wanted,
            metrics.horizontalAdvance(m_model.headerData(row, Qt::Vertical, Qt::DisplayRole).toString()) + behind);
    }
    m_width = std::clamp(wanted + 3 * grid::related, narrowest, widest);
    setDefaultSectionSize(metrics.height() + grid::rowPadding);
    updateGeometry();
    emit geometriesChanged();
}

QSize MigrationHeader::sizeHint() const { return {m_width, QHeaderView::sizeHint().height()}; }

void MigrationHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const QString version = m_model.versionAt(section), title = m_model.titleAt(section);
    const QString detail = m_model.headerData(section, Qt::Vertical, DetailRole).toString();
    const Tone tone = Tone(m_model.headerData(section, Qt::Vertical, ToneRole).toInt());
    painter->save();
    painter->fillRect(rect, m_theme.color(ColorToken::Window));
    painter->setPen(m_theme.color(ColorToken::Border));
    painter->drawLine(rect.topRight(), rect.bottomRight());
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    QRect inside = rect.adjusted(grid::related, 0, -grid::related, 0);
    painter->setFont(m_theme.smallFont());
    painter->setPen(m_theme.color(tone));
    painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter, detail);
    if (!detail.isEmpty())
        inside.setRight(inside.right() - painter->fontMetrics().horizontalAdvance(detail) - grid::related);
    QFont code = m_theme.codeFont();
    painter->setFont(code);
    painter->setPen(m_theme.color(ColorToken::Muted));
    painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter, version);
    inside.setLeft(inside.left() + QFontMetrics(code).horizontalAdvance(version) + grid::related);
    painter->setFont(m_theme.interfaceFont());
    painter->setPen(m_theme.color(ColorToken::Text));
    painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(title, Qt::ElideRight, std::max(0, inside.width())));
    painter->restore();
}

} // namespace relata

#include "moc_environment_header.cpp"
