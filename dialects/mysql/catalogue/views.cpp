#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/server_facts.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>

namespace relata::mysql {
using namespace Qt::StringLiterals;

/// By view's name; MySQL's information_schema does not tell them.
Result<QHash<QString, QString>> Reading::algorithms(const Rows &views)
{
    QList<ShownObject> objects;
    for (qsizetype row = 0; row < views.count && !isMariaDb(server); ++row) {
        if (!views.text(row, 1).isEmpty() && !isOurs(views.text(row, 0)))
            objects += {"VIEW"_L1, views.text(row, 0)};
    }
    const Result<QStringList> texts = shown(objects);
    if (!texts)
        return failure(texts.error());
    static const QRegularExpression pattern(u"^CREATE ALGORITHM=(\\w+) "_s);
    QHash<QString, QString> result;
    for (qsizetype i = 0; i < objects.size(); ++i)
        result.insert(objects.at(i).name, pattern.match(texts->at(i)).captured(1));
    return result;
}

Result<> Reading::readViews()
{
    const Result<Rows> rows = m_ahead->fetch(queries::views(server));
    if (!rows)
        return failure(rows.error());
    const Result<QHash<QString, QString>> shownAlgorithms = algorithms(*rows);
    if (!shownAlgorithms)
        return failure(shownAlgorithms.error());
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
        const QString algorithm = rows->isNull(row, 4) ? shownAlgorithms->value(view.name) : rows->text(row, 4);
        if (!algorithm.isEmpty() && algorithm != "UNDEFINED"_L1)
            view.options.insert("mysql.algorithm", algorithm);
        if (const QString definer = rows->text(row, 5); definer != server.settings.value("current_user").toString())
            view.options.insert("mysql.definer", definer);
        // Who may not see a view's text gets an empty one.
        if (rows->text(row, 1).isEmpty())
            addUnmanaged(space, view.name, u"view"_s, Expression::of({}, false));
        else
            builder.put(id, makeObject(std::move(view)));
    }
    return {};
}

} // namespace relata::mysql
