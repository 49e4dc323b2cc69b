#include "widgets/designer/table_editor.h"
#include "models/base/error.h"
#include "models/items/column_table_model.h"
#include "models/items/table_design.h"
#include "models/schema/schema.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/designer/ddl_pane.h"
#include "widgets/designer/design_grid.h"
#include "widgets/designer/table_header.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

TableEditor::TableEditor(Services &services, ObjectId table, QWidget *parent)
    : Panel(parent)
    , m_services(services)
    , m_design(new TableDesign(*services.project, table, this))
    , m_header(new TableHeader(services.theme, *m_design, this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_issues(new Banner(services.theme, this))
    , m_refusal(new Banner(services.theme, this))
    , m_ddl(new DdlPane(services, this))
{
    layOut();
    makeSections();
    m_ddl->showObject(table);
    follow();
    if (!m_design->head().find(table))
        m_header->nameEdit()->selectAll();
}

void TableEditor::layOut()
{
    setObjectName(u"tableEditor"_s);
    m_pages->setObjectName(u"tableSections"_s);
    m_pages->setAccessibleName(tr("Parts of the table"));
    m_issues->setObjectName(u"tableIssues"_s);
    m_issues->setAccessibleName(tr("What is wrong with the table"));
    m_refusal->setObjectName(u"tableRefusal"_s);
    m_refusal->setAccessibleName(tr("Why this could not be done"));
    auto *top = new QWidget(this);
    top->setObjectName(u"tableTop"_s);
    top->setAccessibleName(tr("Table"));
    auto *lines = new QVBoxLayout(top);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_header);
    lines->addWidget(makeBar());
    lines->addWidget(m_refusal);
    lines->addWidget(m_pages, 1);
    lines->addWidget(m_issues);
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setObjectName(u"tableSplit"_s);
    split->setAccessibleName(tr("Table and SQL"));
    split->addWidget(top);
    split->addWidget(m_ddl);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setCollapsible(0, false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(split);
}

TableEditor::~TableEditor() = default;

ObjectId TableEditor::table() const { return m_design->table(); }
QString TableEditor::iconName() const { return u"table"_s; }
DesignGrid *TableEditor::grid() const { return m_sections.at(std::max(0, m_tabs->currentIndex())).grid; }

QToolButton *TableEditor::barButton(
    const QString &iconName, const QString &text, const QString &objectName, void (TableEditor::*act)())
{
    QToolButton *button = glyphButton(m_services.theme, iconName, text, objectName, this);
    connect(button, &QToolButton::clicked, this, act);
    return button;
}

QWidget *TableEditor::makeBar()
{
    auto *bar = new QWidget(this);
    bar->setObjectName(u"tableBar"_s);
    bar->setAccessibleName(tr("Parts of the table"));
    m_tabs->setObjectName(u"tableTabs"_s);
    m_tabs->setAccessibleName(tr("Parts of the table"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_key = barButton(u"primary_key"_s, tr("Primary key on or off (Ctrl+K)"), u"toggleKey"_s, &TableEditor::toggleKey);
    m_up = barButton(u"chevron_up"_s, tr("Move up (Alt+Up)"), u"moveUp"_s, &TableEditor::moveUp);
    m_down = barButton(u"chevron_down"_s, tr("Move down (Alt+Down)"), u"moveDown"_s, &TableEditor::moveDown);
    m_remove = barButton(u"trash"_s, tr("Drop (Del)"), u"removeRow"_s, &TableEditor::removeRows);
    m_add = barButton(u"add"_s, tr("Add (Ctrl+Return)"), u"addRow"_s, &TableEditor::addRow);
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(grid::related, 0, grid::related, 0);
    line->setSpacing(grid::unit);
    line->addWidget(m_tabs, 1);
    for (QToolButton *button : {m_key, m_up, m_down, m_remove, m_add})
        line->addWidget(button);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        updateButtons();
        emit statusChanged();
        emit stateChanged();
    });
    return bar;
}

void TableEditor::follow()
{
    connect(m_design, &TableDesign::changed, this, &TableEditor::showDesign);
    connect(m_design, &TableDesign::refused, this, [this](const Error &error) { m_refusal->show(error); });
    connect(&m_services.navigator, &Navigator::selectionChanged, this, &TableEditor::showSelected);
    showDesign();
    updateButtons();
}

void TableEditor::showDesign()
{
    const Object *object = m_design->schema().find(table());
    if (!object) {
        emit closeRequested();
        return;
    }
    setWindowTitle(nameOf(*object));
    setAccessibleName(tr("Table %1").arg(nameOf(*object)));
    m_refusal->dismiss();
    for (int i = 0; i < m_sections.size(); ++i) {
        const int rows = m_sections.at(i).model->rowCount();
        m_tabs->setTabText(i, rows ? tr("%1 %2").arg(m_sections.at(i).title).arg(rows) : m_sections.at(i).title);
    }
    showIssues();
    updateButtons();
    emit statusChanged();
}

void TableEditor::showIssues()
{
    const QList<DesignIssue> &issues = m_design->issues();
    if (issues.isEmpty())
        return m_issues->dismiss();
    const DesignIssue &first = *std::min_element(issues.begin(), issues.end(),
        [](const DesignIssue &a, const DesignIssue &b) { return a.severity > b.severity; });
    const Tone tone = first.severity == Finding::Severity::Danger ? Tone::Danger : Tone::Warning;
    const Object *object = m_design->schema().find(first.object);
    const QString name = object && first.object != table() ? nameOf(*object) : QString();
    const QString message = first.message.translated();
    const QString text = name.isEmpty() ? message : tr("%1: %2", "name: what is wrong").arg(name, message);
    const int more = int(issues.size()) - 1;
    m_issues->show(tone, text, more ? tr("And %n more", nullptr, more) : QString());
    m_issues->addAction(tr("Show"), [this, at = m_design->schema().ref(first.object)] { showSelected(at); });
}

void TableEditor::showSection(Kind kind)
{
    for (int i = 0; i < m_sections.size(); ++i) {
        if (m_sections.at(i).kinds.contains(kind))
            m_tabs->setCurrentIndex(i);
    }
}

void TableEditor::showSelected(const ObjectRef &object)
{
    const Object *part = m_design->schema().find(object.id);
    if (!part || parentOf(*part) != table())
        return;
    showSection(kindOf(*part));
    grid()->selectId(object.id);
}

// They change what the editor shows, though none of its members.
// NOLINTBEGIN(readability-make-member-function-const)
void TableEditor::addRow() { grid()->addRow(); }
void TableEditor::removeRows() { grid()->removeRows(); }
void TableEditor::moveRow(int by) { grid()->moveRow(by); }
// NOLINTEND(readability-make-member-function-const)

void TableEditor::toggleKey()
{
    showSection(Kind::Column);
    auto *columns = qobject_cast<ColumnTableModel *>(&grid()->parts());
    if (columns && !grid()->selectedIds().isEmpty())
        columns->toggleKey(grid()->selectedIds());
}

void TableEditor::editName()
{
    m_header->nameEdit()->setFocus(Qt::OtherFocusReason);
    m_header->nameEdit()->selectAll();
}

void TableEditor::updateButtons()
{
    if (m_sections.isEmpty())
        return;
    const PartTableModel &model = grid()->parts();
    const int row = grid()->currentIndex().row();
    const bool canMove = model.canMove();
    m_add->setEnabled(model.canAdd());
    m_remove->setEnabled(row >= 0);
    m_up->setVisible(canMove);
    m_down->setVisible(canMove);
    m_key->setVisible(canMove);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < model.rowCount());
    m_key->setEnabled(row >= 0);
}

PanelStatus TableEditor::status() const
{
    PanelStatus status;
    const int row = m_sections.isEmpty() ? -1 : grid()->currentIndex().row();
    if (row >= 0)
        status.position = tr("Row %1 of %2").arg(row + 1).arg(grid()->parts().rowCount());
    return status;
}

QJsonObject TableEditor::state() const { return {{u"section"_s, m_tabs->currentIndex()}}; }

void TableEditor::restore(const QJsonObject &state)
{
    m_tabs->setCurrentIndex(std::clamp(state.value("section"_L1).toInt(), 0, m_tabs->count() - 1));
}

QWidget *TableEditor::focusTarget()
{
    // A table that is new in the design is named first.
    return m_design->head().find(table()) ? static_cast<QWidget *>(grid()) : m_header->nameEdit();
}

} // namespace relata

#include "moc_table_editor.cpp"
