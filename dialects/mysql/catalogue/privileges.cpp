#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/grants.h"
#include "dialects/mysql/server_facts.h"
#include "models/schema/all_kinds.h"
#include "models/schema/knowledge.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// Whether it tells that this user may not look, or that the server has no such tables: not that nothing was asked.
bool isHidden(const Error &error)
{
    return error.code != Error::Code::Cancelled && error.code != Error::Code::ConnectionLost;
}

/// "Select,Create View,Grant" as GRANT writes them.
QStringList privilegesIn(const QString &set)
{
    QStringList result;
    for (const QString &word : set.split(u',', Qt::SkipEmptyParts)) {
        const QString upper = word.toUpper();
        result += upper == "GRANT"_L1              ? QString(GrantOption)
            : upper == "DELETE VERSIONING ROWS"_L1 ? u"DELETE HISTORY"_s
                                                   : upper;
    }
    result.sort();
    return result;
}

} // namespace

/// Who may not read all of these tables knows nothing of privileges: what is absent may only be hidden. Nor does a
/// server of our own, on which nobody's accounts are.
Result<> Reading::readGrants()
{
    const Result<std::vector<Rows>> answers = m_ahead->fetchAll(queries::privileges());
    if (!answers && !isHidden(answers.error()))
        return failure(answers.error());
    const bool isOurServer = answers && answers->at(0).truth(0, 0);
    const QString needs = u"SELECT ON mysql.tables_priv, ON mysql.columns_priv and ON mysql.procs_priv"_s;
    builder.put(space, knowing(*builder.find(space), Kind::Grant, answers && !isOurServer ? QString() : needs));
    if (!answers || isOurServer)
        return {};
    addGrants(
        answers->at(1), [this](const Rows &rows, qsizetype row) { return relations.value(folded(rows.text(row, 3))); });
    addGrants(answers->at(2), [this](const Rows &rows, qsizetype row) {
        return scope().column(relations.value(folded(rows.text(row, 3))), rows.text(row, 4));
    });
    addGrants(answers->at(3), [this](const Rows &rows, qsizetype row) {
        const QString form = rows.text(row, 4), name = rows.text(row, 3).toLower();
        return form == "FUNCTION"_L1 ? routines.value(name)
            : form == "PROCEDURE"_L1 ? m_procedures.value(name)
                                     : ObjectId();
    });
    return {};
}

/// On what is managed: {user, host, privileges, …}.
void Reading::addGrants(const Rows &rows, const std::function<ObjectId(const Rows &, qsizetype)> &objectOf)
{
    for (qsizetype row = 0; row < rows.count; ++row) {
        const ObjectId id = objectOf(rows, row);
        const Object *object = builder.find(id);
        Grant grant;
        grant.object = id;
        grant.name = grantee(rows.text(row, 0), rows.text(row, 1), isMariaDb(server));
        grant.privileges = privilegesIn(rows.text(row, 2));
        const bool isManaged = object && !as<Opaque>(*object) && !as<Opaque>(builder.find(parentOf(*object)));
        if (isManaged && !grant.privileges.isEmpty() && !comesWith(*object, rows, row))
            builder.add(std::move(grant));
    }
}

/// Who makes a routine is given these two by the server, where he has not got them otherwise.
bool Reading::comesWith(const Object &object, const Rows &rows, qsizetype row) const
{
    const auto *routine = as<Routine>(object);
    if (!routine || rows.text(row, 2).compare("Execute,Alter Routine"_L1, Qt::CaseInsensitive) != 0)
        return false;
    const QString definer = routine->options.value("mysql.definer").toString();
    return QString(rows.text(row, 0) + u'@' + rows.text(row, 1))
        == (definer.isEmpty() ? server.settings.value("current_user").toString() : definer);
}

} // namespace relata::mysql
