#include "widgets/designer/design_selection.h"
#include "models/project/project.h"
#include "models/schema/schema.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"

namespace relata {

DesignSelection::DesignSelection(Services &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&services.navigator, &Navigator::selectionChanged, this, [this](const ObjectRef &object) {
        if (!m_services.project || !object.id || m_object == object.id)
            return;
        m_object = object.id;
        m_services.navigator.refreshCommands();
    });
}

ObjectId DesignSelection::object() const
{
    return m_services.project && m_services.project->designed().find(m_object) ? m_object : ObjectId();
}

ObjectId DesignSelection::table() const
{
    const Object *chosen = object() ? m_services.project->designed().find(object()) : nullptr;
    if (!chosen)
        return {};
    const ObjectId table = kindOf(*chosen) == Kind::Table ? object() : parentOf(*chosen);
    return as<Table>(m_services.project->designed().find(table)) ? table : ObjectId();
}

} // namespace relata

#include "moc_design_selection.cpp"
