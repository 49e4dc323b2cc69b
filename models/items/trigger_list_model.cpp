#include "models/items/trigger_list_model.h"

#include "models/project/typed_text.h"
#include "models/schema/kinds/trigger.h"
#include "models/schema/schema.h"

namespace relata {

TriggerListModel::TriggerListModel(TableDesign &design, QObject *parent)
    : PartTableModel(design, {{tr("Name"), "name"}, {tr("Definition"), "definition"}}, parent)
{
    start();
}

QList<ObjectId> TriggerListModel::wantedRows(const Schema &schema) const
{
    return schema.children(design().table(), Kind::Trigger);
}

QVariant TriggerListModel::cell(ObjectId id, int column, int role) const
{
    const Trigger &trigger = *schema().find<Trigger>(id);
    if (role == CodeRole)
        return true;
    if (role != Qt::DisplayRole)
        return {};
    return column == Name ? trigger.name
                          : expressionText(schema(), trigger.definition, design().flavour()).simplified();
}

} // namespace relata

#include "moc_trigger_list_model.cpp"
