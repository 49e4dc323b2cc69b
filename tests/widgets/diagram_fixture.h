#pragma once
#include "models/diagram/diagram_edits.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_metrics.h"
#include "widgets/diagram/diagram_scene.h"

namespace relata::tests {

/// A small shop: customer ← order ← order line → product, employees that report to employees, and a lone table.
struct Shop {
    Schema schema;
    ObjectId customer, order, line, product, employee, lone;

    Shop()
    {
        customer = add(QStringLiteral("customer"));
        order = add(QStringLiteral("order"));
        line = add(QStringLiteral("order_line"));
        product = add(QStringLiteral("product"));
        employee = add(QStringLiteral("employee"));
        lone = add(QStringLiteral("setting"));
        relate(order, customer);
        relate(line, order);
        relate(line, product);
        relate(employee, employee);
    }

    ObjectId add(const QString &name)
    {
        const SchemaAddition added = withNewTable(schema, name);
        schema = added.schema;
        return added.id;
    }

    void relate(ObjectId from, ObjectId to) { schema = withNewRelation(schema, from, to)->schema; }

    DiagramScene scene(const Theme &theme, const Diagram &diagram = {}) const
    {
        const DiagramMetrics metrics(theme);
        DiagramContent content = diagramContent(schema);
        std::vector<QSize> sizes;
        for (const DiagramTable &table : content.tables)
            sizes.push_back(metrics.sizeOf(table));
        DiagramScene scene(std::move(content), sizes);
        Q_UNUSED(scene.arrange(diagram, {}).has_value());
        return scene;
    }
};

} // namespace relata::tests
