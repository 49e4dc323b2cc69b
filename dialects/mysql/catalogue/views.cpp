#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/server_facts.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>

namespace relata::mysql {
using namespace Qt::StringLiterals;

/// MySQL's information_schema does not know it.
static Result<QString> algorithmOf(Connection &connection, QString view)
{
    const Result<Rows> rows = fetch(connection, u"SHOW CREATE VIEW `"_s + view.replace(u"`"_s, u"``"_s) + u'`');
    if (!rows)
        return failure(rows.error());
    static const QRegularExpression pattern(u"^CREATE ALGORITHM=(\\w+) "_s);
    const auto match = pattern.match(rows->text(0, 1));
    return match.hasMatch() ? match.captured(1) : u"UNDEFINED"_s;
}

Result<> Reading::readViews()
{
    const Result<Rows> rows = fetch(connection, queries::views(server));
    if (!rows)
        return failure(rows.error());
    const NameScope names = scope();
    for (qsizetype row = 0; row < rows->count; ++row) {
        const ObjectId id = names.relation(rows->text(row, 0));
        if (id.isNull() || isOurs(rows->text(row, 0)))
            continue;
        View view;
        view.schema = space;
        view.name = rows->text(row, 0);
        view.query = cutDefinition(rows->text(row, 1), names);
        if (rows->text(row, 2) != "NONE"_L1)
            view.options.insert("mysql.check_option", rows->text(row, 2));
        if (rows->text(row, 3) == "INVOKER"_L1)
            view.options.insert("mysql.security", u"INVOKER"_s);
        if (!rows->isNull(row, 4) && rows->text(row, 4) != "UNDEFINED"_L1)
            view.options.insert("mysql.algorithm", rows->text(row, 4));
        if (const QString definer = rows->text(row, 5); definer != server.settings.value("current_user").toString())
            view.options.insert("mysql.definer", definer);
        if (!isMariaDb(server) && !rows->text(row, 1).isEmpty()) {
            const Result<QString> algorithm = algorithmOf(connection, view.name);
            if (!algorithm)
                return failure(algorithm.error());
            if (*algorithm != "UNDEFINED"_L1)
                view.options.insert("mysql.algorithm", *algorithm);
        }
        // Who may not see a view's text gets an empty one.
        if (rows->text(row, 1).isEmpty())
            addUnmanaged(space, view.name, u"view"_s, Expression::of({}, false));
        else
            builder.put(id, makeObject(std::move(view)));
    }
    return {};
}

} // namespace relata::mysql
