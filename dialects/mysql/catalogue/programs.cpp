#include "dialects/mysql/body_cutter.h"
#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/column_words.h"
#include "dialects/mysql/server_facts.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

enum RoutineAnswer {
    Name,
    Type,
    Parameters,
    Returns,
    Body,
    Deterministic,
    DataAccess,
    Security,
    Comment,
    ReturnsCharset
};

QString withCharset(const QString &type, const QString &charset)
{
    return charset.isEmpty() || type.startsWith("enum"_L1) || type.startsWith("set("_L1)
        ? type
        : type + u" CHARSET "_s + charset;
}

/// What stands between a routine's head and its body, a line each, as the server shows it.
QString characteristics(const Rows &rows, qsizetype row)
{
    QString result;
    const QString access = rows.text(row, DataAccess).replace(u'_', u' ');
    if (access != "CONTAINS SQL"_L1)
        result += u"    "_s + access + u'\n';
    if (rows.truth(row, Deterministic))
        result += u"    DETERMINISTIC\n"_s;
    if (rows.text(row, Security) == "INVOKER"_L1)
        result += u"    SQL SECURITY INVOKER\n"_s;
    if (const QString comment = rows.text(row, Comment); !comment.isEmpty())
        result += u"    COMMENT "_s + quotedText(comment) + u'\n';
    return result;
}

/// Parameters by the routine's type and name, as its head lists them.
QHash<QString, QString> parameterLists(const Rows &rows)
{
    QHash<QString, QString> lists;
    for (qsizetype row = 0; row < rows.count; ++row) {
        const bool isProcedure = rows.text(row, 1) == "PROCEDURE"_L1;
        QString name = rows.text(row, 3);
        name = u'`' + name.replace(u"`"_s, u"``"_s) + u'`';
        const QString parameter = (isProcedure ? rows.text(row, 2) + u' ' : QString()) + name + u' '
            + withCharset(rows.text(row, 4), rows.text(row, 5));
        QString &list = lists[rows.text(row, 1) + u' ' + rows.text(row, 0)];
        list += (list.isEmpty() ? QString() : u", "_s) + parameter;
    }
    return lists;
}

/// A head and its body as one definition.
Expression program(std::vector<Expression::Piece> head, Expression body)
{
    auto *last = std::get_if<QString>(&head.back());
    if (auto *first = body.pieces.empty() ? nullptr : std::get_if<QString>(&body.pieces.front()); last && first) {
        *first = *last + *first;
        head.pop_back();
    }
    body.pieces.insert(body.pieces.begin(), head.begin(), head.end());
    return body;
}

} // namespace

Result<> Reading::readRoutines()
{
    const bool hasStored = isMariaDb(server) || server.version < 80000;
    Result<Rows> rows = fetch(connection, hasStored ? queries::storedRoutines() : queries::routines());
    QHash<QString, QString> lists;
    if (!hasStored || !rows) {
        rows = fetch(connection, queries::routines());
        const Result<Rows> parameters = fetch(connection, queries::parameters());
        if (!rows || !parameters)
            return failure(rows ? parameters.error() : rows.error());
        lists = parameterLists(*parameters);
    }
    for (qsizetype row = 0; row < rows->count; ++row) {
        if (rows->text(row, Type) == "FUNCTION"_L1)
            routines.insert(rows->text(row, Name).toLower(), ObjectId::random());
    }
    for (qsizetype row = 0; row < rows->count; ++row) {
        const QString key = rows->text(row, Type) + u' ' + rows->text(row, Name);
        addRoutine(*rows, row, rows->isNull(row, Parameters) ? lists.value(key) : rows->text(row, Parameters));
    }
    return {};
}

void Reading::addRoutine(const Rows &rows, qsizetype row, const QString &parameters)
{
    const bool isFunction = rows.text(row, Type) == "FUNCTION"_L1;
    const QString name = rows.text(row, Name), body = rows.text(row, Body);
    if (isOurs(name))
        return;
    if (body.isEmpty()) // this user may not see it
        return addUnmanaged(space, name, isFunction ? u"function"_s : u"procedure"_s, Expression::of({}, false));
    Routine routine;
    routine.schema = space;
    routine.name = name;
    routine.form = isFunction ? Routine::Form::Function : Routine::Form::Procedure;
    const QString charset = rows.columns.size() > ReturnsCharset ? rows.text(row, ReturnsCharset) : QString();
    const QString returns = isFunction ? u" RETURNS "_s + withCharset(rows.text(row, Returns), charset) : QString();
    const ObjectId id = isFunction ? routines.value(name.toLower()) : ObjectId::random();
    const QString head = u"`("_s + parameters + u')' + returns + u'\n' + characteristics(rows, row);
    routine.definition = program({isFunction ? u"CREATE FUNCTION `"_s : u"CREATE PROCEDURE `"_s, id, head},
        cutBody(body, scope(), isMariaDb(server) ? mariadbFlavour() : mysqlFlavour()));
    builder.put(id, makeObject(std::move(routine)));
}

Result<> Reading::readTriggers()
{
    const Result<Rows> rows = fetch(connection, queries::triggers());
    if (!rows)
        return failure(rows.error());
    for (qsizetype row = 0; row < rows->count; ++row) {
        const TableEntry *entry = table(rows->text(row, 1));
        if (!entry || isOurs(rows->text(row, 0)))
            continue;
        if (!entry->managed) {
            addUnmanaged(space, rows->text(row, 0), u"trigger"_s, Expression::of(rows->text(row, 4), false));
            continue;
        }
        Trigger trigger;
        trigger.table = entry->id;
        trigger.name = rows->text(row, 0);
        const ObjectId id = ObjectId::random();
        const QString when = u"` "_s + rows->text(row, 2) + u' ' + rows->text(row, 3) + u" ON `"_s;
        trigger.definition = program({u"CREATE TRIGGER `"_s, id, when, entry->id, u"` FOR EACH ROW "_s},
            cutBody(rows->text(row, 4), scope(entry->id), isMariaDb(server) ? mariadbFlavour() : mysqlFlavour()));
        builder.put(id, makeObject(std::move(trigger)));
    }
    return {};
}

} // namespace relata::mysql
