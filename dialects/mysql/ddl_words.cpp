#include "dialects/mysql/ddl_words.h"

#include "dialects/mysql/backquote.h"
#include "dialects/mysql/column_words.h"
#include "models/schema/all_kinds.h"
#include "models/sql/identifier.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

QString DdlWords::quoted(const QString &name) const { return relata::quoted(Identifier{name}, target.flavour); }

QString DdlWords::name(ObjectId id) const
{
    const Object *object = schema.find(id);
    return object ? quoted(nameOf(*object)) : QString();
}

QString DdlWords::text(const Expression &expression) const
{
    return written(expression, [this](ObjectId id) -> QString {
        const Object *object = schema.find(id);
        return backquoted(object ? nameOf(*object) : QString());
    });
}

QString DdlWords::program(const Expression &definition) const
{
    QString result;
    for (const Expression::Piece &piece : definition.pieces) {
        const auto *id = std::get_if<ObjectId>(&piece);
        if (!id)
            result += std::get<QString>(piece);
        else if (result.endsWith(u'`')) // the quotes stand in the text
            result += schema.find(*id) ? betweenBackquotes(nameOf(*schema.find(*id))) : QString();
        else
            result += name(*id);
    }
    return result;
}

QString DdlWords::literal(const QString &value) const { return quotedText(value); }

QString DdlWords::charsetAndCollation(const QString &collation) const
{
    QString name = collation;
    if (target.version > 0) { // the same three bytes, under an old name and a new one
        const bool isNew = target.has(VersionRule::Utf8mb3Collations);
        const auto from = isNew ? "utf8_"_L1 : "utf8mb3_"_L1, to = isNew ? "utf8mb3_"_L1 : "utf8_"_L1;
        if (name.startsWith(from))
            name.replace(0, from.size(), to);
    }
    return u"CHARACTER SET %1 COLLATE %2"_s.arg(name.section(u'_', 0, 0), name);
}

QString DdlWords::columnList(const QList<ObjectId> &columns) const
{
    QStringList names;
    for (const ObjectId id : columns)
        names += name(id);
    return u'(' + names.join(u", "_s) + u')';
}

QString DdlWords::collationOf(const Table &table) const
{
    QString stated = table.options.value("mysql.collation").toString();
    if (const auto *space = schema.find<Namespace>(table.schema); space && stated.isEmpty())
        stated = space->options.value("mysql.collation").toString();
    return stated.isEmpty() ? target.serverCollation : stated;
}

ObjectId DdlWords::holderOf(const Check &check) const
{
    const QVariant holder = check.options.value("mysql.of_column");
    if (!holder.isValid())
        return {};
    if (holder.typeId() != QMetaType::Bool)
        return schema.child(check.table, Kind::Column, holder.toString());
    for (const Expression::Piece &piece : check.expression.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece); id && schema.find<Column>(*id))
            return *id;
    }
    return {};
}

QString DdlWords::columnChecks(ObjectId id, ObjectId table) const
{
    QString result;
    for (const ObjectId child : schema.children(table, Kind::Check)) {
        const auto *check = schema.find<Check>(child);
        if (holderOf(*check) == id)
            result += u" CHECK ("_s + text(check->expression) + u')';
    }
    return result;
}

QString DdlWords::plainColumn(const Column &column) const
{
    QString result;
    const bool isTimestamp = column.type.name.startsWith("timestamp"_L1);
    if (!column.nullable)
        result += u" NOT NULL"_s;
    else if (isTimestamp) // which older servers take for NOT NULL by themselves
        result += u" NULL"_s;
    if (!column.defaultValue.isEmpty())
        result += u" DEFAULT "_s + text(column.defaultValue);
    else if (column.nullable && isTimestamp)
        result += u" DEFAULT NULL"_s;
    if (const QString update = column.options.value("mysql.on_update").toString(); !update.isEmpty())
        result += u" ON UPDATE "_s + update;
    if (column.identity != Column::Identity::None)
        result += u" AUTO_INCREMENT"_s;
    return result;
}

bool isRowPeriod(const Column &column)
{
    const Expression start = Expression::of(u"ROW START"_s), end = Expression::of(u"ROW END"_s);
    return column.generation == start || column.generation == end;
}

QString DdlWords::generatedColumn(const Column &column) const
{
    if (isRowPeriod(column))
        return u" GENERATED ALWAYS AS "_s + text(column.generation);
    QString result = u" GENERATED ALWAYS AS ("_s + text(column.generation) + u')';
    result += column.generated == Column::Generated::Stored ? u" STORED"_s : u" VIRTUAL"_s;
    if (!column.nullable && !target.mariaDb)
        result += u" NOT NULL"_s;
    return result;
}

QString DdlWords::column(ObjectId id) const
{
    const auto *column = schema.find<Column>(id);
    QString result =
        quoted(column->name) + u' ' + written(column->type, [this](ObjectId named) { return name(named); });
    if (!column->collation.isEmpty())
        result += u' ' + charsetAndCollation(column->collation);
    result += column->generated == Column::Generated::No ? plainColumn(*column) : generatedColumn(*column);
    if (const QString srid = column->options.value("mysql.srid").toString(); !srid.isEmpty())
        result += u" SRID "_s + srid;
    if (column->options.value("mysql.without_system_versioning").toBool())
        result += u" WITHOUT SYSTEM VERSIONING"_s;
    if (column->options.value("mysql.invisible").toBool())
        result += u" INVISIBLE"_s;
    if (!column->comment.isEmpty())
        result += u" COMMENT "_s + literal(column->comment);
    return result + columnChecks(id, column->table);
}

QString DdlWords::parts(const KeyParts &parts) const
{
    QStringList result;
    for (const KeyPart &part : parts) {
        QString one = part.column ? name(part.column) : u'(' + text(part.expression) + u')';
        if (part.prefixLength)
            one += u'(' + QString::number(part.prefixLength) + u')';
        if (part.descending)
            one += u" DESC"_s;
        result += one;
    }
    return u'(' + result.join(u", "_s) + u')';
}

QString DdlWords::keyOptions(const QString &comment, const Options &options) const
{
    QString result = comment.isEmpty() ? QString() : u" COMMENT "_s + literal(comment);
    if (options.value("mysql.invisible").toBool())
        result += target.mariaDb ? u" IGNORED"_s : u" INVISIBLE"_s;
    return result;
}

/// The server names what has no name.
QString DdlWords::nameBefore(const QString &name) const { return name.isEmpty() ? QString() : quoted(name) + u' '; }

QString DdlWords::key(const Object &object) const
{
    const auto entries = [this](const auto &key) {
        const QString period = key.options.value("mysql.without_overlaps").toString(), all = parts(key.parts);
        return period.isEmpty() ? all : all.chopped(1) + u", "_s + quoted(period) + u" WITHOUT OVERLAPS)"_s;
    };
    if (const auto *primary = as<PrimaryKey>(object))
        return u"PRIMARY KEY "_s + entries(*primary) + keyOptions(primary->comment, primary->options);
    if (const auto *unique = as<Unique>(object))
        return u"UNIQUE KEY "_s + nameBefore(unique->name) + entries(*unique)
            + keyOptions(unique->comment, unique->options);
    const auto *index = as<Index>(object);
    const bool special = index->method == "fulltext"_L1 || index->method == "spatial"_L1;
    QString result = special ? index->method.toUpper() + u' ' : index->unique ? u"UNIQUE "_s : QString();
    result += u"KEY "_s + nameBefore(index->name) + parts(index->parts);
    if (!special && !index->method.isEmpty())
        result += u" USING "_s + index->method.toUpper();
    result += keyOptions(index->comment, index->options);
    const QString parser = index->options.value("mysql.parser").toString();
    return parser.isEmpty() ? result : result + u" WITH PARSER "_s + quoted(parser);
}

static QString actionWord(ForeignKey::Action action)
{
    switch (action) {
    case ForeignKey::Action::Cascade:
        return u"CASCADE"_s;
    case ForeignKey::Action::SetNull:
        return u"SET NULL"_s;
    case ForeignKey::Action::SetDefault:
        return u"SET DEFAULT"_s;
    case ForeignKey::Action::Restrict:
        return u"RESTRICT"_s;
    case ForeignKey::Action::NoAction:
        return u"NO ACTION"_s;
    }
    return {};
}

QString DdlWords::foreignKey(const ForeignKey &key) const
{
    // What the server takes when nothing is said, and then does not show either.
    const bool newer = target.version > 0 && target.has(VersionRule::NoActionShown);
    const auto usual = newer ? ForeignKey::Action::NoAction : ForeignKey::Action::Restrict;
    QString result = key.name.isEmpty() ? QString() : u"CONSTRAINT "_s + quoted(key.name) + u' ';
    result += u"FOREIGN KEY "_s + columnList(key.columns) + u" REFERENCES "_s + name(key.referencedTable) + u' '
        + columnList(key.referencedColumns);
    if (key.onDelete != usual)
        result += u" ON DELETE "_s + actionWord(key.onDelete);
    if (key.onUpdate != usual)
        result += u" ON UPDATE "_s + actionWord(key.onUpdate);
    return result;
}

QString DdlWords::check(const Check &check) const
{
    if (check.options.value("mysql.period").toBool()) {
        QStringList columns;
        for (const Expression::Piece &piece : check.expression.pieces) {
            if (const auto *id = std::get_if<ObjectId>(&piece))
                columns += name(*id);
        }
        return u"PERIOD FOR "_s + quoted(check.name) + u" ("_s + columns.join(u", "_s) + u')';
    }
    QString result = check.name.isEmpty() ? QString() : u"CONSTRAINT "_s + quoted(check.name) + u' ';
    result += u"CHECK ("_s + text(check.expression) + u')';
    if (check.options.value("mysql.not_enforced").toBool())
        result += u" NOT ENFORCED"_s;
    return result;
}

QString DdlWords::tableOptions(const Table &table) const
{
    QString result = u"ENGINE="_s + table.options.value("mysql.engine", u"InnoDB"_s).toString();
    if (const QString collation = table.options.value("mysql.collation").toString(); !collation.isEmpty())
        result += u" DEFAULT "_s + charsetAndCollation(collation);
    for (auto it = table.options.begin(); it != table.options.end(); ++it) {
        const bool apart = it.key() == "mysql.engine" || it.key() == "mysql.collation" || it.key() == VersionedOption
            || it.key() == PartitionOption;
        if (!apart && it.key().startsWith("mysql."))
            result += u' ' + QString::fromLatin1(it.key().mid(6)).toUpper() + u'=' + it.value().toString();
    }
    if (!table.comment.isEmpty())
        result += u" COMMENT="_s + literal(table.comment);
    if (table.options.value(VersionedOption).toBool())
        result += u" WITH SYSTEM VERSIONING"_s;
    const QString parts = table.options.value(PartitionOption).toString();
    return parts.isEmpty() ? result : result + u'\n' + parts;
}

QString DdlWords::rowPeriod(ObjectId table) const
{
    QStringList columns;
    for (const ObjectId id : schema.children(table, Kind::Column)) {
        if (isRowPeriod(*schema.find<Column>(id)))
            columns += name(id);
    }
    return columns.size() == 2 ? u"PERIOD FOR SYSTEM_TIME ("_s + columns.join(u", "_s) + u')' : QString();
}

QString DdlWords::event(const Event &event, const QString &renamedTo) const
{
    QString result = u" ON SCHEDULE "_s + event.schedule + u" ON COMPLETION "_s
        + (event.options.value("mysql.preserve").toBool() ? u"PRESERVE"_s : u"NOT PRESERVE"_s);
    if (!renamedTo.isEmpty())
        result += u" RENAME TO "_s + quoted(renamedTo);
    const bool onReplica = event.options.value("mysql.disabled_on_replica").toBool();
    result += event.enabled ? u" ENABLE"_s : onReplica ? u" DISABLE ON SLAVE"_s : u" DISABLE"_s;
    return result + u" COMMENT "_s + literal(event.comment) + u" DO "_s + program(event.body);
}

QString DdlWords::withDefiner(const QString &definition, const Options &options) const
{
    const QString definer = options.value("mysql.definer").toString();
    if (definer.isEmpty())
        return definition;
    const qsizetype at = definer.lastIndexOf(u'@');
    const QString account =
        at < 0 ? backquoted(definer) : QString(backquoted(definer.left(at)) + u'@' + backquoted(definer.mid(at + 1)));
    const qsizetype space = definition.indexOf(u' ');
    return definition.left(space) + u" DEFINER="_s + account + definition.mid(space);
}

QString DdlWords::sequence(const Sequence &sequence) const
{
    return u"%1 START WITH %2 MINVALUE %3 MAXVALUE %4 INCREMENT BY %5 CACHE %6 %7"_s.arg(quoted(sequence.name))
        .arg(sequence.start)
        .arg(sequence.minimum)
        .arg(sequence.maximum)
        .arg(sequence.increment)
        .arg(sequence.cache)
        .arg(sequence.cycle ? u"CYCLE"_s : u"NOCYCLE"_s);
}

} // namespace relata::mysql
