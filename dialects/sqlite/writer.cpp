#include "dialects/sqlite/writer.h"

#include "dialects/common/missing_feature.h"
#include "dialects/sqlite/definition_text.h"
#include "dialects/sqlite/names.h"
#include "dialects/sqlite/statements.h"
#include "dialects/sqlite/table_alteration.h"
#include "dialects/sqlite/virtual_table.h"
#include "models/engine/server_info.h"
#include "models/schema/kinds/foreign_key.h"
#include "models/schema/kinds/opaque.h"
#include "models/schema/kinds/table.h"

#include <QSet>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

/// Whether tables that refer to this one also go, or still refer to it when it is dropped.
bool isInCircle(ObjectId table, const Schema &schema)
{
    QList<ObjectId> open{table};
    QSet<ObjectId> seen;
    while (!open.isEmpty()) {
        for (const ObjectId id : schema.children(open.takeLast(), Kind::ForeignKey)) {
            const ObjectId next = schema.find<ForeignKey>(id)->referencedTable;
            if (next == table && schema.find<ForeignKey>(id)->table != table)
                return true;
            if (next != table && !seen.contains(next)) {
                seen += next;
                open += next;
            }
        }
    }
    return false;
}

QString definitionText(ObjectId id, const Schema &schema)
{
    switch (kindOf(*schema.find(id))) {
    case Kind::Table:
        return tableText(id, schema);
    case Kind::VirtualTable:
        return virtualTableText(id, schema);
    case Kind::Index:
        return indexText(id, schema);
    case Kind::View:
        return viewText(id, schema);
    case Kind::Trigger:
        return triggerText(id, schema);
    default:
        return {};
    }
}

/// The relation that people name when they speak of the object.
ObjectRef relationOf(ObjectId id, const Schema &schema)
{
    const Kind kind = kindOf(*schema.find(id));
    return schema.ref(
        kind == Kind::Table || kind == Kind::VirtualTable || kind == Kind::View ? id : parentOf(*schema.find(id)));
}

} // namespace

std::vector<Statement> SqliteWriter::create(ObjectId id, const PlanContext &context) const
{
    const QString text = definitionText(id, context.to);
    if (text.isEmpty())
        return {};
    Statement result = statement(text, relationOf(id, context.to));
    result.facts.scans = kindOf(*context.to.find(id)) == Kind::Index;
    if (const std::optional<Statement> filled = filledFromContent(id, context)) {
        result.undo = {u"DROP TABLE "_s + quoted(nameOf(*context.to.find(id)))};
        result.facts.effects = {Created{id, *context.to.find(id)}};
        return {result, *filled};
    }
    return {result};
}

std::vector<Statement> SqliteWriter::drop(ObjectId id, const PlanContext &context) const
{
    const Object &object = *context.from.find(id);
    const QString name = quoted(nameOf(object));
    const ObjectRef relation = relationOf(id, context.from);
    switch (kindOf(object)) {
    case Kind::Table: {
        const Statement dropped = statement(u"DROP TABLE "_s + name, relation);
        if (!isInCircle(id, context.from))
            return {dropped};
        // Its rows leave with it: rows of the other tables of the circle may refer to them until these go too.
        return {pragma(u"PRAGMA defer_foreign_keys = ON"_s, {}, TransactionMode::Joined), dropped};
    }
    case Kind::VirtualTable:
        return {statement(u"DROP TABLE "_s + name, relation)};
    case Kind::Index:
        return {statement(u"DROP INDEX "_s + name, relation)};
    case Kind::View:
        return {statement(u"DROP VIEW "_s + name, relation)};
    case Kind::Trigger:
        return {statement(u"DROP TRIGGER "_s + name, relation)};
    default:
        return {};
    }
}

std::optional<std::vector<Statement>> SqliteWriter::alter(const Altered &change, const PlanContext &context) const
{
    const bool cosmetic = change.fields == QList<QByteArray>{"comment"};
    const Kind kind = kindOf(change.after);
    if (cosmetic || kind == Kind::Namespace || kind == Kind::Opaque)
        return std::vector<Statement>();
    if (kind == Kind::VirtualTable)
        return alterVirtualTable(change, context);
    return std::nullopt;
}

Loss SqliteWriter::lossOf(const Change &change, const Schema &from, const Schema &to) const
{
    return kindOf(change) == Kind::VirtualTable ? virtualTableLoss(change, from, to) : Writer::lossOf(change, from, to);
}

bool SqliteWriter::isFolded(const Object &child) const
{
    switch (kindOf(child)) {
    case Kind::Column:
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
        return true;
    default:
        return false;
    }
}

bool SqliteWriter::isGrouped(const Change &change) const
{
    return kindOf(change) == Kind::Table || isFolded(objectOf(change));
}

std::optional<std::vector<Statement>> SqliteWriter::alterTable(
    const TableChange &change, const PlanContext &context) const
{
    return TableAlteration(change, context).statements();
}

Message SqliteWriter::lacking(const Change &change, const Schema &to, const ServerInfo &server) const
{
    constexpr int Strict = 3'037'000; // "STRICT Tables"
    const auto *table = as<Table>(objectOf(change));
    const bool lacks =
        server.version > 0 && server.version < Strict && table && table->options.value(option::Strict).toBool();
    return lacks ? missingFeature(to.displayName(idOf(change)), "STRICT", Strict, {"SQLite"_L1, "sqlite", server})
                 : Message();
}

QString SqliteWriter::script(ObjectId id, const Schema &schema) const
{
    if (const auto *opaque = as<Opaque>(schema.find(id)))
        return written(opaque->definition, quotedNames(schema)) + u";\n"_s;
    QStringList texts{definitionText(id, schema)};
    for (const Kind kind : {Kind::Index, Kind::Trigger}) {
        for (const ObjectId child : schema.children(id, kind))
            texts += definitionText(child, schema);
    }
    return texts.join(";\n"_L1) + u";\n"_s;
}

} // namespace relata::sqlite
