#include "dialects/mysql/grants.h"

#include "dialects/mysql/column_words.h"
#include "models/schema/all_kinds.h"

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView Everybody{"PUBLIC"};

QString inQuotes(const QString &text) { return u'\'' + QString(text).replace(u"'"_s, u"''"_s) + u'\''; }

/// The texts in quotes of a grantee's name.
QStringList partsOf(const QString &name)
{
    QStringList parts;
    for (qsizetype at = 0; at < name.size(); ++at) {
        if (name.at(at) != u'\'')
            continue;
        QString part;
        for (++at; at < name.size(); ++at) {
            if (name.at(at) == u'\'' && name.mid(at + 1, 1) != "'"_L1)
                break;
            at += name.at(at) == u'\'' ? 1 : 0;
            part += name.at(at);
        }
        parts += part;
    }
    return parts;
}

Statement session(const QString &sql)
{
    Statement statement;
    statement.sql = sql;
    return statement;
}

QStringList without(QStringList all, const QStringList &some)
{
    all.removeIf([&](const QString &one) { return some.contains(one); });
    return all;
}

QStringList common(QStringList all, const QStringList &some)
{
    all.removeIf([&](const QString &one) { return !some.contains(one); });
    return all;
}

/// GRANT and REVOKE for one account and one object, with the names of one schema.
class Words {
public:
    Words(const Grant &grant, const DdlWords &words)
        : m_words(words)
    {
        const Object &object = *words.schema.find(grant.object);
        if (as<Column>(object)) {
            m_object = u"TABLE "_s + words.name(parentOf(object));
            m_columns = u" ("_s + words.name(grant.object) + u')';
        } else if (const auto *routine = as<Routine>(object)) {
            const bool isFunction = routine->form == Routine::Form::Function;
            m_object = (isFunction ? u"FUNCTION "_s : u"PROCEDURE "_s) + words.name(grant.object);
        } else {
            m_object = u"TABLE "_s + words.name(grant.object);
        }
        m_account = accountOf(grant.name);
    }

    QString grant(const QStringList &privileges) const
    {
        const QStringList plain = without(privileges, {QString(GrantOption)});
        const QString listed = plain.isEmpty() ? u"USAGE"_s : onColumn(plain);
        return u"GRANT "_s + listed + u" ON "_s + m_object + u" TO "_s + m_account
            + (plain.size() < privileges.size() ? u" WITH GRANT OPTION"_s : QString());
    }

    QString revoke(const QStringList &privileges) const
    {
        return u"REVOKE "_s + onColumn(privileges) + u" ON "_s + m_object + u" FROM "_s + m_account;
    }

    /// Some servers make an account that is granted something and is not there, unless their mode forbids it.
    Statements granted(const QString &sql) const
    {
        const DdlTarget &target = m_words.target;
        const bool makesAccounts = target.version > 0 && !target.has(VersionRule::GrantMakesNoAccount)
            && !target.sqlMode.contains(u"NO_AUTO_CREATE_USER"_s);
        if (!makesAccounts)
            return {ddl(sql, m_words.schema)};
        return {session(u"SET "_s + AccountMode + u" = @@SESSION.sql_mode, SESSION sql_mode = 'NO_AUTO_CREATE_USER'"_s),
            ddl(sql, m_words.schema), session(u"SET SESSION sql_mode = "_s + AccountMode)};
    }

    /// With what it changes said of the statement itself.
    Statements granted(const QString &sql, const QString &undo, Change effect) const
    {
        Statements result = granted(sql);
        Statement &main = result.at(result.size() / 2);
        main.undo += undo;
        main.facts.effects.push_back(std::move(effect));
        return result;
    }

    Statement revoked(const QString &sql, const QString &undo, Change effect) const
    {
        Statement result = ddl(sql, m_words.schema);
        for (const Statement &one : granted(undo))
            result.undo += one.sql;
        result.facts.effects.push_back(std::move(effect));
        return result;
    }

private:
    QString onColumn(const QStringList &privileges) const
    {
        QStringList result;
        for (const QString &one : privileges)
            result += QString(one + m_columns);
        return result.join(u", "_s);
    }

    const DdlWords &m_words;
    QString m_object, m_columns, m_account;
};

/// What is taken from a table is taken from its columns too: what the account keeps on these is given again.
Statements keptOnColumns(const Grant &grant, const QStringList &taken, const DdlWords &before, const DdlWords &after)
{
    const Object *table = after.schema.find(grant.object);
    if (!table || nameOf(*table) != nameOf(*before.schema.find(grant.object)))
        return {};
    Statements result;
    for (const ObjectId column : before.schema.children(grant.object, Kind::Column)) {
        const Object *kept = after.schema.find(column);
        const auto *here =
            kept ? after.schema.find<Grant>(after.schema.child(column, Kind::Grant, grant.name)) : nullptr;
        const bool isSame = here && nameOf(*kept) == nameOf(*before.schema.find(column))
            && before.schema.child(column, Kind::Grant, grant.name);
        const QStringList lost = isSame ? common(here->privileges, taken) : QStringList();
        if (lost.isEmpty())
            continue;
        const Words words(*here, before);
        for (Statement &one : words.granted(words.grant(lost)))
            result.push_back(std::move(one));
    }
    return result;
}

void append(Statements &all, Statements more)
{
    for (Statement &one : more)
        all.push_back(std::move(one));
}

} // namespace

QString grantee(const QString &user, const QString &host, bool mariaDb)
{
    if (!mariaDb || !host.isEmpty())
        return inQuotes(user) + u'@' + inQuotes(host);
    return user == Everybody ? user : inQuotes(user);
}

std::pair<QString, QString> accountParts(const QString &grantee)
{
    const QStringList parts = partsOf(grantee);
    return parts.isEmpty() ? std::pair(QString(Everybody), QString()) : std::pair(parts.first(), parts.value(1));
}

QString accountOf(const QString &grantee)
{
    QStringList parts;
    for (const QString &part : partsOf(grantee))
        parts += quotedText(part);
    return parts.isEmpty() ? QString(Everybody) : parts.join(u'@');
}

Statements createGrant(ObjectId id, const DdlWords &after)
{
    const auto *grant = after.schema.find<Grant>(id);
    const Words words(*grant, after);
    return words.granted(
        words.grant(grant->privileges), words.revoke(grant->privileges), Created{id, *after.schema.find(id)});
}

Statements dropGrant(ObjectId id, const DdlWords &before, const DdlWords &after)
{
    const auto *grant = before.schema.find<Grant>(id);
    const Words words(*grant, before);
    Statements result{words.revoked(
        words.revoke(grant->privileges), words.grant(grant->privileges), Dropped{id, *before.schema.find(id)})};
    append(result, keptOnColumns(*grant, grant->privileges, before, after));
    return result;
}

std::optional<Statements> alterGrant(const Altered &change, const DdlWords &before, const DdlWords &after)
{
    if (change.fields != QList<QByteArray>{"privileges"})
        return {};
    const auto &from = *as<Grant>(change.before), &to = *as<Grant>(change.after);
    const QStringList given = without(to.privileges, from.privileges), taken = without(from.privileges, to.privileges);
    const Words words(from, before);
    Grant both = from;
    both.privileges += given;
    both.privileges.sort();
    const Object middle = makeObject(std::move(both));
    Statements result;
    if (!given.isEmpty())
        append(result,
            words.granted(words.grant(given), words.revoke(given),
                Altered{change.id, change.before, taken.isEmpty() ? change.after : middle, change.fields}));
    if (!taken.isEmpty()) {
        result.push_back(words.revoked(words.revoke(taken), words.grant(taken),
            Altered{change.id, given.isEmpty() ? change.before : middle, change.after, change.fields}));
        append(result, keptOnColumns(from, taken, before, after));
    }
    return result;
}

} // namespace relata::mysql
