#include "dialects/mysql/backquote.h"
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
    Definer,
    Mode,
    ReturnsCharset,
    ExactBody
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
        const QString parameter = (isProcedure ? rows.text(row, 2) + u' ' : QString()) + backquoted(rows.text(row, 3))
            + u' ' + withCharset(rows.text(row, 4), rows.text(row, 5));
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
    const bool hasStored = queries::hasStoredRoutines(server);
    Result<Rows> rows = m_ahead->fetch(hasStored ? queries::storedRoutines() : queries::routines());
    QHash<QString, QString> lists;
    if (!hasStored || !rows) {
        rows = m_ahead->fetch(queries::routines());
        const Result<Rows> parameters = m_ahead->fetch(queries::parameters());
        if (!rows || !parameters)
            return failure(rows ? parameters.error() : rows.error());
        lists = parameterLists(*parameters);
    }
    std::vector<Program> programs;
    for (qsizetype row = 0; row < rows->count; ++row) {
        const bool isFunction = rows->text(row, Type) == "FUNCTION"_L1;
        if (isFunction)
            routines.insert(rows->text(row, Name).toLower(), ObjectId::random());
        const bool isExact = !rows->isNull(row, ExactBody);
        programs.push_back({{isFunction ? "FUNCTION"_L1 : "PROCEDURE"_L1, rows->text(row, Name)},
            rows->text(row, isExact ? ExactBody : Body), isExact});
    }
    if (Result<> done = makeExact(programs); !done)
        return done;
    for (qsizetype row = 0; row < rows->count; ++row) {
        const QString key = rows->text(row, Type) + u' ' + rows->text(row, Name);
        const QString parameters = rows->isNull(row, Parameters) ? lists.value(key) : rows->text(row, Parameters);
        addRoutine(*rows, row, parameters, programs[std::size_t(row)].body);
    }
    return {};
}

void Reading::addRoutine(const Rows &rows, qsizetype row, const QString &parameters, const QString &body)
{
    const bool isFunction = rows.text(row, Type) == "FUNCTION"_L1;
    const QString name = rows.text(row, Name);
    if (isOurs(name))
        return;
    if (body.isEmpty()) { // this user may not see it
        addUnmanaged(space, name, isFunction ? u"function"_s : u"procedure"_s, Expression::of({}, false));
        return;
    }
    Routine routine;
    routine.schema = space;
    routine.name = name;
    routine.form = isFunction ? Routine::Form::Function : Routine::Form::Procedure;
    const QString type = withCharset(rows.text(row, Returns), rows.text(row, ReturnsCharset));
    const QString returns = isFunction ? u" RETURNS "_s + type : QString();
    const ObjectId id = isFunction ? routines.value(name.toLower()) : ObjectId::random();
    if (!isFunction)
        m_procedures.insert(name.toLower(), id);
    const QString head = u"`("_s + parameters + u')' + returns + u'\n' + characteristics(rows, row);
    routine.definition = program(
        {isFunction ? u"CREATE FUNCTION `"_s : u"CREATE PROCEDURE `"_s, id, head}, cutBody(body, scope(), flavour()));
    routine.options = programOptions(rows.text(row, Definer), rows.text(row, Mode));
    builder.put(id, makeObject(std::move(routine)));
}

namespace {
enum TriggerAnswer { TriggerName, OnTable, Timing, Happening, TriggerBody, TriggerDefiner, TriggerMode };
}

Result<> Reading::readTriggers()
{
    const Result<Rows> rows = m_ahead->fetch(queries::triggers());
    if (!rows)
        return failure(rows.error());
    std::vector<Program> programs;
    for (qsizetype row = 0; row < rows->count; ++row) {
        const TableEntry *entry = table(rows->text(row, OnTable));
        const bool isManaged = entry && entry->managed && !isOurs(rows->text(row, TriggerName));
        programs.push_back(
            {{"TRIGGER"_L1, rows->text(row, TriggerName)}, isManaged ? rows->text(row, TriggerBody) : QString()});
    }
    if (Result<> done = makeExact(programs); !done)
        return done;
    ObjectId previous;
    for (qsizetype row = 0; row < rows->count; ++row) {
        const TableEntry *entry = table(rows->text(row, OnTable));
        const QString name = rows->text(row, TriggerName);
        if (!entry || isOurs(name))
            continue;
        if (!entry->managed) {
            addUnmanaged(space, name, u"trigger"_s, Expression::of(rows->text(row, TriggerBody), false));
            continue;
        }
        const auto same = [&](int column) { return row > 0 && rows->text(row, column) == rows->text(row - 1, column); };
        const bool follows = previous && same(OnTable) && same(Timing) && same(Happening);
        const ObjectId id = ObjectId::random();
        addTrigger(*rows, row, follows ? previous : ObjectId(), id, programs[std::size_t(row)].body);
        previous = id;
    }
    return {};
}

/// The order of triggers that fire at the same moment stands in their definitions.
void Reading::addTrigger(const Rows &rows, qsizetype row, ObjectId follows, ObjectId id, const QString &body)
{
    const TableEntry *entry = table(rows.text(row, OnTable));
    Trigger trigger;
    trigger.table = entry->id;
    trigger.name = rows.text(row, TriggerName);
    trigger.options = programOptions(rows.text(row, TriggerDefiner), rows.text(row, TriggerMode));
    const QString when = u"` "_s + rows.text(row, Timing) + u' ' + rows.text(row, Happening) + u" ON `"_s;
    std::vector<Expression::Piece> head{u"CREATE TRIGGER `"_s, id, when, entry->id, u"` FOR EACH ROW "_s};
    if (follows) {
        head.back() = u"` FOR EACH ROW FOLLOWS `"_s;
        head.insert(head.end(), {follows, u"` "_s});
    }
    trigger.definition = program(std::move(head), cutBody(body, scope(entry->id), flavour()));
    builder.put(id, makeObject(std::move(trigger)));
}

namespace {
enum EventAnswer {
    EventName,
    EventBody,
    At,
    Every,
    Unit,
    Starts,
    Ends,
    Status,
    Completion,
    EventComment,
    OwnZone,
    EventDefiner,
    EventMode
};
}

Result<> Reading::readEvents()
{
    const Result<Rows> rows = m_ahead->fetch(queries::events());
    if (!rows)
        return failure(rows.error());
    std::vector<Program> programs;
    for (qsizetype row = 0; row < rows->count; ++row) {
        const bool isManaged = rows->truth(row, OwnZone) && !isOurs(rows->text(row, EventName));
        programs.push_back(
            {{"EVENT"_L1, rows->text(row, EventName)}, isManaged ? rows->text(row, EventBody) : QString()});
    }
    if (Result<> done = makeExact(programs); !done)
        return done;
    for (qsizetype row = 0; row < rows->count; ++row) {
        if (!isOurs(rows->text(row, EventName)))
            addEvent(*rows, row, programs[std::size_t(row)].body);
    }
    return {};
}

void Reading::addEvent(const Rows &rows, qsizetype row, const QString &body)
{
    const auto time = [&](QLatin1StringView word, int column) -> QString {
        return rows.isNull(row, column) ? QString() : word + u" '"_s + rows.text(row, column) + u'\'';
    };
    // Its times are those of a zone of its own, or its text may not be seen.
    if (body.isEmpty()) {
        addUnmanaged(space, rows.text(row, EventName), u"event"_s,
            Expression::of(time("AT"_L1, At) + rows.text(row, Every) + rows.text(row, EventBody), false));
        return;
    }
    Event event;
    event.schema = space;
    event.name = rows.text(row, EventName);
    event.schedule = time("AT"_L1, At);
    if (event.schedule.isEmpty()) {
        event.schedule = u"EVERY "_s + rows.text(row, Every) + u' ' + rows.text(row, Unit) + time(" STARTS"_L1, Starts)
            + time(" ENDS"_L1, Ends);
    }
    event.enabled = rows.text(row, Status) == "ENABLED"_L1;
    event.comment = rows.text(row, EventComment);
    event.options = programOptions(rows.text(row, EventDefiner), rows.text(row, EventMode));
    if (rows.text(row, Completion) == "PRESERVE"_L1)
        event.options.insert("mysql.preserve", true);
    if (rows.text(row, Status).startsWith("SLAVE"_L1) || rows.text(row, Status).startsWith("REPLICA"_L1))
        event.options.insert("mysql.disabled_on_replica", true);
    event.body = cutBody(body, scope(), flavour());
    builder.add(std::move(event));
}

} // namespace relata::mysql
