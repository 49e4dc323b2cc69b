#include "models/engine/sync_port.h"

#include "models/schema/kinds/column.h"

namespace relata {
using namespace Qt::StringLiterals;

Expression joined(const QList<Expression> &conditions, QStringView word)
{
    ExpressionPieces out;
    for (qsizetype i = 0; i < conditions.size(); ++i) {
        if (i > 0)
            out << u" " << word << u" ";
        out << conditions.at(i);
    }
    return out.take();
}

Expression SyncPort::column(ObjectId column, Row row) const
{
    ExpressionPieces out;
    if (row != Row::Table)
        out << (row == Row::New ? u"NEW." : u"OLD.");
    return (out << column).take();
}

Expression SyncPort::value(const Expression &value, Row row) const
{
    ExpressionPieces out;
    for (const Expression::Piece &piece : value.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece))
            out << column(*id, row);
        else
            out << QStringView(std::get<QString>(piece));
    }
    return out.take();
}

Expression SyncPort::anyDiffers(const QList<SyncedColumns::Side> &sides, Row row, const Schema &schema) const
{
    QList<Expression> conditions;
    for (const SyncedColumns::Side &side : sides)
        conditions +=
            differs(column(side.column, row), value(side.value, row), *schema.find<Column>(side.column), schema);
    return joined(conditions, u"OR");
}

Expression SyncPort::strays(const SyncedColumns &columns, Row row, const Schema &schema) const
{
    Expression after = anyDiffers(columns.after, row, schema);
    if (columns.isCopy)
        return after;
    ExpressionPieces out;
    out << u"(" << after << u") AND (" << anyDiffers(columns.before, row, schema) << u" OR "
        << allEmpty(columns.after, row) << u")";
    return out.take();
}

Expression SyncPort::updated(const QList<SyncedColumns::Side> &sides, const Schema &schema) const
{
    QList<Expression> conditions;
    for (const SyncedColumns::Side &side : sides)
        conditions += differs(
            column(side.column, Row::New), column(side.column, Row::Old), *schema.find<Column>(side.column), schema);
    return joined(conditions, u"OR");
}

Expression SyncPort::inserted(const QList<SyncedColumns::Side> &sides, Row row, const Schema &schema) const
{
    QList<Expression> conditions;
    for (const SyncedColumns::Side &side : sides) {
        const auto *of = schema.find<Column>(side.column);
        const Expression given = column(side.column, row);
        if (of->defaultValue.isEmpty())
            conditions += (ExpressionPieces() << given << u" IS NOT NULL").take();
        else
            conditions += differs(given, of->defaultValue, *of, schema);
    }
    return joined(conditions, u"OR");
}

Expression SyncPort::allEmpty(const QList<SyncedColumns::Side> &sides, Row row) const
{
    QList<Expression> conditions;
    for (const SyncedColumns::Side &side : sides)
        conditions += (ExpressionPieces() << column(side.column, row) << u" IS NULL").take();
    return joined(conditions, u"AND");
}

SqlText SyncPort::text(const Expression &expression, const Schema &schema) const
{
    return {written(expression, [&](ObjectId id) {
        const Object *object = schema.find(id);
        if (object && as<Column>(object))
            return quoted(Identifier{nameOf(*object)}, m_flavour);
        return quoted(QualifiedIdentifier{schema.path(id)}, m_flavour);
    })};
}

SqlText SyncPort::fill(const SyncedColumns &columns, Fill side, const Schema &schema) const
{
    SqlWriter out(m_flavour);
    out << "UPDATE " << QualifiedIdentifier{schema.path(columns.table)} << " SET ";
    out.list(side == Fill::After ? columns.after : columns.before, [&](const SyncedColumns::Side &one) {
        out << Identifier{nameOf(*schema.find(one.column))} << " = " << text(one.value, schema);
    });
    const Expression wanted =
        side == Fill::BeforeAnew ? anyDiffers(columns.before, Row::Table, schema) : strays(columns, Row::Table, schema);
    out << " WHERE " << text(wanted, schema);
    return out.text();
}

SqlText SyncPort::rows(const SyncedColumns &columns, const Expression &condition, const Schema &schema) const
{
    SqlWriter out(m_flavour);
    out << "SELECT ";
    out.list(columns.key, [&](ObjectId id) { out << Identifier{nameOf(*schema.find(id))}; });
    out << " FROM " << QualifiedIdentifier{schema.path(columns.table)} << " WHERE " << text(condition, schema);
    return out.text();
}

SqlText SyncPort::strays(const SyncedColumns &columns, const Schema &schema) const
{
    return rows(columns, strays(columns, Row::Table, schema), schema);
}

SqlText SyncPort::onlyBefore(const SyncedColumns &columns, const Schema &schema) const
{
    return rows(columns, anyDiffers(columns.before, Row::Table, schema), schema);
}

SqlText SyncPort::onlyAfter(const SyncedColumns &columns, const Schema &schema) const
{
    ExpressionPieces out;
    out << u"(" << anyDiffers(columns.after, Row::Table, schema) << u") AND ("
        << inserted(columns.after, Row::Table, schema) << u")";
    return rows(columns, out.take(), schema);
}

SqlText SyncPort::lossy(const SyncedColumns &columns, const Schema &schema) const
{
    QList<Expression> conditions;
    for (const SyncedColumns::Side &side : columns.before) {
        ExpressionPieces back;
        for (const Expression::Piece &piece : side.value.pieces) {
            const auto *id = std::get_if<ObjectId>(&piece);
            for (const SyncedColumns::Side &given : columns.after) {
                if (id && given.column == *id)
                    back << u"(" << given.value << u")";
            }
            if (!id)
                back << QStringView(std::get<QString>(piece));
        }
        conditions += differs(column(side.column, Row::Table), back.take(), *schema.find<Column>(side.column), schema);
    }
    return rows(columns, joined(conditions, u"OR"), schema);
}

} // namespace relata
