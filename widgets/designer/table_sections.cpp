#include "models/items/check_list_model.h"
#include "models/items/column_table_model.h"
#include "models/items/foreign_key_list_model.h"
#include "models/items/index_list_model.h"
#include "models/items/key_list_model.h"
#include "models/items/table_design.h"
#include "models/items/trigger_list_model.h"
#include "models/schema/schema.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/designer/design_grid.h"
#include "widgets/designer/table_editor.h"

#include <QStackedLayout>
#include <QStackedWidget>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace relata {

void TableEditor::addSection(QList<Kind> kinds, const QString &title, const QString &name, PartTableModel *model,
    EmptyState *empty, const QList<int> &widths)
{
    auto *page = new QWidget(m_pages);
    page->setObjectName(name + u"Page"_s);
    page->setAccessibleName(title);
    auto *grid = new DesignGrid(m_services.theme, *model, page);
    grid->setObjectName(name + u"Grid"_s);
    grid->setAccessibleName(title);
    grid->fitColumns(widths);
    auto *stack = new QStackedLayout(page);
    stack->addWidget(empty);
    stack->addWidget(grid);
    const auto show = [stack, grid, empty, model] {
        stack->setCurrentWidget(model->rowCount() ? static_cast<QWidget *>(grid) : empty);
    };
    connect(model, &QAbstractItemModel::rowsInserted, page, show);
    connect(model, &QAbstractItemModel::rowsRemoved, page, show);
    show();
    connect(grid, &DesignGrid::currentIdChanged, this, [this](ObjectId id) {
        updateButtons();
        emit statusChanged();
        if (id)
            m_services.navigator.select(m_design->schema().ref(id));
    });
    m_tabs->addTab(title);
    m_pages->addWidget(page);
    m_sections += Section{std::move(kinds), title, model, grid};
}

void TableEditor::makeSections()
{
    const Theme &theme = m_services.theme;
    const auto empty = [&](const QString &icon, const QString &title, const QString &sentence, const QString &action) {
        auto *state = new EmptyState(theme, icon, title, sentence, m_pages);
        if (!action.isEmpty())
            state->addAction(action, [this] { addRow(); });
        return state;
    };
    addSection({Kind::Column}, tr("Columns"), u"columns"_s, new ColumnTableModel(*m_design, this),
        empty(u"column"_s, tr("No columns yet"), tr("A table needs at least one."), tr("Add Column")),
        {44, 200, 200, 72, 190, 120, 90, 110, 160});
    addSection({Kind::PrimaryKey, Kind::Unique}, tr("Keys"), u"keys"_s, new KeyListModel(*m_design, this),
        empty(u"primary_key"_s, tr("No keys yet"),
            tr("A primary key tells rows apart; a unique constraint keeps other columns from repeating."),
            tr("Add Key")),
        {44, 220, 260, 160});
    addSection({Kind::ForeignKey}, tr("Foreign keys"), u"foreignKeys"_s, new ForeignKeyListModel(*m_design, this),
        empty(u"foreign_key"_s, tr("No foreign keys yet"), tr("A foreign key makes columns refer to a row elsewhere."),
            tr("Add Foreign Key")),
        {220, 150, 150, 150, 110, 110});
    addSection({Kind::Check}, tr("Checks"), u"checks"_s, new CheckListModel(*m_design, this),
        empty(u"check"_s, tr("No checks yet"), tr("A check is a condition that each row must meet."), tr("Add Check")),
        {220, 420});
    addSection({Kind::Index}, tr("Indexes"), u"indexes"_s, new IndexListModel(*m_design, this),
        empty(u"index"_s, tr("No indexes yet"), tr("An index finds rows by these columns without reading them all."),
            tr("Add Index")),
        {220, 220, 72, 90, 220});
    addSection({Kind::Trigger}, tr("Triggers"), u"triggers"_s, new TriggerListModel(*m_design, this),
        empty(u"trigger"_s, tr("No triggers"), tr("Triggers that the database has are shown here."), {}), {220, 520});
}

} // namespace relata
