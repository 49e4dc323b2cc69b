#include "widgets/designer/designer_feature.h"
#include "models/project/project.h"
#include "models/schema/schema.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/designer/design_commands.h"
#include "widgets/designer/design_selection.h"
#include "widgets/designer/inspector_panel.h"
#include "widgets/designer/object_editor.h"
#include "widgets/designer/table_editor.h"

#include <QCoreApplication>

#include <memory>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

QString said(const char *text) { return QCoreApplication::translate("Design", text); }

ObjectId idFrom(const Document &document) { return ObjectId{document.id.toULongLong(nullptr, 16)}; }

/// Tables, and the parts of tables in their table's editor.
std::optional<Document> documentOf(const Services &services, const ObjectRef &object)
{
    if (!services.project)
        return {};
    const Schema &schema = services.project->designed();
    const Object *shown = schema.find(object.id);
    if (!shown || kindOf(*shown) == Kind::Namespace)
        return {};
    const ObjectId parent = parentOf(*shown);
    const bool isTable = kindOf(*shown) == Kind::Table, isPart = as<Table>(schema.find(parent));
    if (!isTable && (!isPart || kindOf(*shown) == Kind::Opaque))
        return Document{"object", QString::number(object.id.value, 16), nameOf(*shown), {}};
    const ObjectId table = isTable ? object.id : parent;
    return Document{"table", QString::number(table.value, 16), nameOf(*schema.find(table)), {}};
}

Panel *makeTable(Services &services, const Document &document, QWidget *parent)
{
    const ObjectId id = idFrom(document);
    if (!services.project || !services.project->designed().find<Table>(id))
        return nullptr;
    return new TableEditor(services, id, parent);
}

Panel *makeObject(Services &services, const Document &document, QWidget *parent)
{
    const ObjectId id = idFrom(document);
    if (!services.project || !services.project->designed().find(id))
        return nullptr;
    return new ObjectEditor(services, id, parent);
}

} // namespace

Feature designerFeature(Services &services)
{
    // Kept by this feature, and so gone before the services it looks at.
    const auto selection = std::make_shared<DesignSelection>(services);
    Feature feature{.id = "designer"};
    feature.panels = {{.kind = "table",
                          .title = said(QT_TRANSLATE_NOOP("Design", "Table")),
                          .icon = u"table"_s,
                          .make = [&services](const Document &document,
                                      QWidget *parent) { return makeTable(services, document, parent); }},
        {.kind = "object",
            .title = said(QT_TRANSLATE_NOOP("Design", "Object")),
            .icon = u"view"_s,
            .make = [&services](
                        const Document &document, QWidget *parent) { return makeObject(services, document, parent); }},
        {.kind = "inspector",
            .title = said(QT_TRANSLATE_NOOP("Design", "Inspector")),
            .icon = u"inspector"_s,
            .place = PanelRow::Place::Right,
            .make = [&services](const Document &, QWidget *parent) { return new InspectorPanel(services, parent); }}};
    feature.commands = designCommands(services, selection.get());
    feature.documentFor = [&services, selection](const ObjectRef &object) { return documentOf(services, object); };
    return feature;
}

} // namespace relata
