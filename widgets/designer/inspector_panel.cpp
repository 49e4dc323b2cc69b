#include "widgets/designer/inspector_panel.h"
#include "models/items/schema_words.h"
#include "models/project/edits.h"
#include "models/project/project.h"
#include "models/schema/schema.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"
#include "widgets/designer/ddl_pane.h"
#include "widgets/designer/field_form.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonValue>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

InspectorPanel::InspectorPanel(Services &services, QWidget *parent)
    : Panel(parent)
    , m_services(services)
    , m_pages(new QStackedLayout(this))
    , m_nothing(new EmptyState(services.theme, u"inspector"_s, tr("Nothing selected"),
          tr("Select a table, a column or anything else to see and change what it is made of."), this))
{
    setObjectName(u"inspectorPanel"_s);
    setAccessibleName(tr("Inspector"));
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(makePage());
    connect(&services.navigator, &Navigator::selectionChanged, this, [this](const ObjectRef &object) {
        if (object.id)
            showObject(object.id);
    });
    if (services.project)
        connect(services.project, &Project::designedChanged, this, &InspectorPanel::refresh);
    refresh();
}

QString InspectorPanel::iconName() const { return u"inspector"_s; }

QWidget *InspectorPanel::makePage()
{
    auto *page = new QWidget(this);
    page->setObjectName(u"inspectorPage"_s);
    page->setAccessibleName(tr("Selected object"));
    m_glyph = new SymbolLabel(m_services.theme, u"table"_s, ColorToken::Muted, grid::icon, page);
    m_glyph->setObjectName(u"inspectorGlyph"_s);
    m_glyph->setAccessibleName(tr("Kind"));
    m_kind = new ElidedLabel({}, page, Qt::ElideMiddle);
    m_kind->setObjectName(u"inspectorKind"_s);
    m_kind->setAccessibleName(tr("Selected object"));
    m_kind->setProperty("role", u"title"_s);
    m_form = new FieldForm(m_services.theme, page);
    connect(m_form, &FieldForm::edited, this, [this](ObjectId id, const QByteArray &field, const QJsonValue &value) {
        const Result<Edit> edit = edits::setField(m_services.project->designed(), id, field, value);
        if (edit)
            m_services.project->edit(edit->schema, edit->label, QString::number(id.value) + QString::fromUtf8(field));
    });
    makeRelated(page);
    m_ddl = new DdlPane(m_services, page);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(grid::group, grid::related, grid::group, 0);
    head->setSpacing(grid::related);
    head->addWidget(m_glyph);
    head->addWidget(m_kind, 1);
    auto *lines = new QVBoxLayout(page);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addLayout(head);
    lines->addWidget(m_form);
    lines->addWidget(m_related, 1);
    lines->addWidget(m_ddl, 1);
    lines->addStretch(); // where nothing fills the rest
    return page;
}

void InspectorPanel::makeRelated(QWidget *page)
{
    m_related = new QTreeWidget(page);
    m_related->setObjectName(u"inspectorRelated"_s);
    m_related->setAccessibleName(tr("What belongs to it and what names it"));
    m_related->setHeaderHidden(true);
    m_related->header()->setObjectName(u"inspectorRelatedHeader"_s);
    m_related->header()->setAccessibleName(tr("Names"));
    m_related->setFrameShape(QFrame::NoFrame);
    m_related->setItemDelegate(new ItemDelegate(m_services.theme, m_related));
    connect(m_related, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        const auto object = item->data(0, ObjectRole).value<ObjectRef>();
        if (!object.id)
            return;
        m_services.navigator.open(object);
        m_services.navigator.select(object);
    });
}

void InspectorPanel::showObject(ObjectId id)
{
    m_id = id;
    refresh();
}

void InspectorPanel::addGroup(const QString &title, const QList<ObjectId> &ids)
{
    if (ids.isEmpty())
        return;
    const Schema &schema = m_services.project->designed();
    auto *group = new QTreeWidgetItem(m_related, {title});
    group->setData(0, DetailRole, QString::number(ids.size()));
    for (const ObjectId id : ids) {
        const Object &object = *schema.find(id);
        const QString owner = schema.displayName(parentOf(object));
        const bool own = parentOf(object) == m_id || kindOf(object) == Kind::Table || owner.isEmpty();
        const QString elsewhere =
            nameOf(object).isEmpty() ? objectTitle(schema, id) : QString(owner + u'.' + nameOf(object));
        auto *item = new QTreeWidgetItem(group, {own ? objectLabel(schema, id) : elsewhere});
        item->setData(0, IconNameRole, kindIcon(kindOf(object)));
        item->setData(0, DetailRole, objectDetail(schema, id));
        item->setData(0, ObjectRole, QVariant::fromValue(schema.ref(id)));
    }
    group->setExpanded(true);
}

void InspectorPanel::refresh()
{
    const Object *object = m_services.project ? m_services.project->designed().find(m_id) : nullptr;
    m_pages->setCurrentIndex(object ? 1 : 0);
    if (!object)
        return;
    const Schema &schema = m_services.project->designed();
    m_glyph->setSymbol(kindIcon(kindOf(*object)), ColorToken::Muted);
    m_kind->setText(objectTitle(schema, m_id));
    m_form->show(schema, m_id);
    const int scrolled = m_related->verticalScrollBar() ? m_related->verticalScrollBar()->value() : 0;
    m_related->clear();
    if (kindOf(*object) == Kind::Table || kindOf(*object) == Kind::View) {
        for (const Kind kind :
            {Kind::Column, Kind::PrimaryKey, Kind::Unique, Kind::ForeignKey, Kind::Check, Kind::Index, Kind::Trigger})
            addGroup(kindPlural(kind), schema.children(m_id, kind));
    }
    QList<ObjectId> named = schema.dependants(m_id);
    named.removeIf([&](ObjectId id) { return parentOf(*schema.find(id)) == m_id; });
    std::sort(named.begin(), named.end(),
        [&](ObjectId a, ObjectId b) { return schema.displayName(a) < schema.displayName(b); });
    addGroup(tr("Named by"), named);
    m_related->setVisible(m_related->topLevelItemCount() > 0);
    m_related->verticalScrollBar()->setValue(scrolled);
    const Kind kind = kindOf(*object);
    m_ddl->showObject(m_id);
    m_ddl->setVisible(m_ddl->canWrite()
        && (kind == Kind::View || kind == Kind::Table || kind == Kind::Sequence || kind == Kind::EnumType
            || kind == Kind::Routine));
}

} // namespace relata

#include "moc_inspector_panel.cpp"
