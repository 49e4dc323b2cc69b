#include "models/timeline/repeatable.h"

#include "models/base/file_text.h"
#include "models/diff/change_set.h"
#include "models/engine/engine.h"
#include "models/sql/query_scopes.h"
#include "models/sql/sql_lexer.h"
#include "models/sql/statement_splitter.h"

#include <QDir>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

/// One statement's words and signs, white space and comments left out.
class StatementReader {
public:
    StatementReader(QStringView text, const SqlFlavour &flavour)
        : m_text(text)
    {
        for (const SqlToken &token : SqlLexer::tokens(text, flavour)) {
            if (!token.isBlank())
                m_tokens += token;
        }
    }

    QString word() const
    {
        return m_at < m_tokens.size() && m_tokens.at(m_at).type == SqlToken::Type::Word ? here().toUpper() : QString();
    }
    bool skip(const char *word)
    {
        const bool isHere = this->word() == QLatin1StringView(word);
        m_at += isHere ? 1 : 0;
        return isHere;
    }
    bool skip(const char *first, const char *second, const char *third = nullptr)
    {
        const qsizetype begin = m_at;
        if (skip(first) && skip(second) && (!third || skip(third)))
            return true;
        m_at = begin;
        return false;
    }
    bool holds(QLatin1StringView word) const
    {
        return std::any_of(m_tokens.begin(), m_tokens.end(), [&](const SqlToken &token) {
            return token.type == SqlToken::Type::Word && token.in(m_text).compare(word, Qt::CaseInsensitive) == 0;
        });
    }
    /// Up to the word of a kind, over what MySQL and MariaDB have before it.
    void skipToKind()
    {
        static const QStringList before{u"ALGORITHM"_s, u"DEFINER"_s, u"SQL"_s, u"AGGREGATE"_s, u"RECURSIVE"_s};
        if (!before.contains(word()))
            return;
        while (m_at < m_tokens.size() && !kindHere() && here() != u"("_s)
            ++m_at;
        while (m_at < m_tokens.size() && !kindHere()) // CURRENT_USER()
            ++m_at;
    }
    std::optional<Kind> kindHere() const
    {
        const QString kind = word();
        if (kind == "VIEW"_L1)
            return Kind::View;
        if (kind == "FUNCTION"_L1 || kind == "PROCEDURE"_L1)
            return Kind::Routine;
        return kind == "TRIGGER"_L1 ? std::optional(Kind::Trigger) : std::nullopt;
    }
    std::optional<Kind> takeKind()
    {
        const bool isMaterialized = skip("MATERIALIZED");
        const std::optional<Kind> kind = kindHere();
        m_at += kind ? 1 : 0;
        return kind == Kind::View && isMaterialized ? Kind::MaterializedView : kind;
    }
    RepeatedObject takeName(Kind kind)
    {
        RepeatedObject object{kind, {}, {}};
        while (m_at < m_tokens.size()) {
            object.name = unquotedName(here());
            if (++m_at >= m_tokens.size() || here() != u"."_s)
                break;
            object.schema = object.name;
            ++m_at;
        }
        return object;
    }

private:
    QString here() const { return m_tokens.at(m_at).in(m_text).toString(); }

    QStringView m_text;
    QList<SqlToken> m_tokens;
    qsizetype m_at = 0;
};

/// MySQL's and MariaDB's, which is no comment to them.
bool holdsActiveComment(const QString &sql, const SqlFlavour &flavour)
{
    const QList<SqlToken> tokens = SqlLexer::tokens(sql, flavour);
    return std::any_of(tokens.begin(), tokens.end(), [](const SqlToken &token) {
        return token.type == SqlToken::Type::Comment && (token.flags & SqlToken::Active);
    });
}

bool isSame(const RepeatedObject &a, const RepeatedObject &b)
{
    return a.kind == b.kind && a.name.compare(b.name, Qt::CaseInsensitive) == 0
        && a.schema.compare(b.schema, Qt::CaseInsensitive) == 0;
}

bool holds(const QList<RepeatedObject> &objects, const RepeatedObject &object)
{
    return std::any_of(objects.begin(), objects.end(), [&](const RepeatedObject &one) { return isSame(one, object); });
}

/// Why one statement may not run again; empty where it may. What it drops or makes comes into the lists.
Message objectionTo(
    QStringView statement, const SqlFlavour &flavour, QList<RepeatedObject> &dropped, QList<RepeatedObject> &made)
{
    constexpr const char *Context = "Repeatable";
    StatementReader reader(statement, flavour);
    if (reader.skip("GRANT") || reader.skip("REVOKE") || reader.skip("COMMENT", "ON"))
        return {};
    Message other{Context,
        QT_TRANSLATE_NOOP("Repeatable",
            "it does not make a view, a routine or a trigger: what writes rows or shapes tables belongs into a "
            "migration"),
        {}};
    if (reader.skip("DROP")) {
        const std::optional<Kind> kind = reader.takeKind();
        if (!kind)
            return other;
        if (!reader.skip("IF", "EXISTS"))
            return {Context, QT_TRANSLATE_NOOP("Repeatable", "it needs IF EXISTS to run again"), {}};
        if (reader.holds("CASCADE"_L1))
            return {Context, QT_TRANSLATE_NOOP("Repeatable", "CASCADE drops what this file does not make again"), {}};
        dropped += reader.takeName(*kind);
        return {};
    }
    if (!reader.skip("CREATE"))
        return other;
    const bool replaces = reader.skip("OR", "REPLACE");
    reader.skipToKind();
    const std::optional<Kind> kind = reader.takeKind();
    if (!kind)
        return other;
    const bool keepsOld = reader.skip("IF", "NOT", "EXISTS");
    made += reader.takeName(*kind);
    if (!keepsOld && (replaces || holds(dropped, made.last())))
        return {};
    return {Context,
        QT_TRANSLATE_NOOP("Repeatable",
            "it runs once: write CREATE OR REPLACE, or where there is none DROP … IF EXISTS of the same name before"),
        {}};
}

Error wrong(const MigrationFile &file, const char *text, const QString &argument)
{
    return fileError(RepeatableFolder + u'/' + file.fileName, 0, {"Repeatable", text, {argument}});
}

Result<> mustLeadSomewhere(const QList<MigrationFile> &all)
{
    for (const MigrationFile &one : all) {
        for (const QString &name : one.all(u"after")) {
            if (std::none_of(all.begin(), all.end(), [&](const MigrationFile &it) { return it.version == name; }))
                return failure(wrong(one,
                    QT_TRANSLATE_NOOP("Repeatable", "It is to run after %1, which this folder does not hold."), name));
        }
        const auto twin = std::find_if(all.begin(), all.end(),
            [&](const MigrationFile &it) { return it.version != one.version && it.id == one.id; });
        if (twin != all.end())
            return failure(
                wrong(one, QT_TRANSLATE_NOOP("Repeatable", "%1 has the same id: a copied file needs an id of its own."),
                    twin->fileName));
    }
    return {};
}

} // namespace

QStringList repeatableFileNames(const QString &folder)
{
    return QDir(folder).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
}

Result<QList<MigrationFile>> readRepeatables(const QString &folder)
{
    QList<MigrationFile> result;
    for (const QString &name : repeatableFileNames(folder)) {
        Result<QByteArray> content = readFile(folder + u'/' + name);
        if (!content)
            return failure(content.error());
        Result<MigrationFile> file = parseRepeatable(*content, name);
        if (!file)
            return failure(file.error());
        result += std::move(*file);
    }
    if (Result<> fine = mustLeadSomewhere(result); !fine)
        return failure(fine.error());
    return inOrder(std::move(result));
}

Result<QList<MigrationFile>> inOrder(QList<MigrationFile> repeatables)
{
    std::sort(repeatables.begin(), repeatables.end(),
        [](const MigrationFile &a, const MigrationFile &b) { return a.version < b.version; });
    QList<MigrationFile> result;
    while (!repeatables.isEmpty()) {
        const auto next = std::find_if(repeatables.begin(), repeatables.end(), [&](const MigrationFile &one) {
            const QStringList before = one.all(u"after");
            return std::none_of(repeatables.begin(), repeatables.end(),
                [&](const MigrationFile &other) { return before.contains(other.version); });
        });
        if (next == repeatables.end())
            return failure(wrong(repeatables.first(),
                QT_TRANSLATE_NOOP("Repeatable", "What it is to run after leads back to it: %1."),
                repeatables.first().all(u"after").join(u", "_s)));
        result += *next;
        repeatables.erase(next);
    }
    return result;
}

static tl::unexpected<Error> unrepeatable(const MigrationFile &repeatable, int statement, const Message &why)
{
    return failure({.code = Error::Code::Refused,
        .message = {"Repeatable",
            QT_TRANSLATE_NOOP("Repeatable", "Statement %1 of repeatable %2 may not run again and again: %3."),
            {QString::number(statement), repeatable.version, why.source()}},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

Result<QList<RepeatedObject>> repeatedObjects(const MigrationFile &repeatable, const SqlFlavour &flavour)
{
    const Message hidden{"Repeatable", QT_TRANSLATE_NOOP("Repeatable", "a comment holds what the server runs"), {}};
    const Message client{"Repeatable", QT_TRANSLATE_NOOP("Repeatable", "it is for the client, not for the server"), {}};
    if (holdsActiveComment(repeatable.up, flavour))
        return unrepeatable(repeatable, 1, hidden);
    QList<RepeatedObject> dropped, made;
    int number = 0;
    for (const SqlStatementRange &range : splitStatements(repeatable.up, flavour)) {
        const QString text = range.in(repeatable.up).toString();
        if (range.isMetaCommand() && text.startsWith("DELIMITER"_L1, Qt::CaseInsensitive))
            continue;
        ++number;
        if (range.kind != SqlStatementRange::Kind::Statement)
            return unrepeatable(repeatable, number, client);
        const Message objection = objectionTo(text, flavour, dropped, made);
        if (!objection.source().isEmpty())
            return unrepeatable(repeatable, number, objection);
    }
    if (number == 0)
        return failure({.code = Error::Code::Refused,
            .message = {"Repeatable", QT_TRANSLATE_NOOP("Repeatable", "Repeatable %1 holds no statement."),
                {repeatable.version}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    for (const RepeatedObject &one : std::as_const(dropped)) {
        if (!holds(made, one))
            made += one;
    }
    return made;
}

QList<RepeatedObject> repeatedObjects(const QList<MigrationFile> &repeatables, const SqlFlavour &flavour)
{
    QList<RepeatedObject> result;
    for (const MigrationFile &one : repeatables)
        result += repeatedObjects(one, flavour).value_or(QList<RepeatedObject>());
    return result;
}

bool isRepeated(const Schema &schema, ObjectId id, const QList<RepeatedObject> &objects)
{
    QList<const Object *> chain;
    for (const Object *object = schema.find(id); object; object = schema.find(parentOf(*object)))
        chain += object;
    const QString place =
        chain.isEmpty() || kindOf(*chain.last()) != Kind::Namespace ? QString() : nameOf(*chain.last());
    return std::any_of(chain.begin(), chain.end(), [&](const Object *object) {
        return std::any_of(objects.begin(), objects.end(), [&](const RepeatedObject &one) {
            return one.kind == kindOf(*object) && one.name.compare(nameOf(*object), Qt::CaseInsensitive) == 0
                && (place.isEmpty() || one.schema.compare(place, Qt::CaseInsensitive) == 0);
        });
    });
}

Schema withoutRepeated(
    const Schema &from, const Schema &wanted, const QList<RepeatedObject> &objects, const Engine &engine)
{
    Schema result = wanted;
    if (objects.isEmpty())
        return result;
    const ChangeSet changes = ChangeSet::between(from, wanted, engine.diffPolicy());
    for (const Change &change : changes.changes()) {
        const auto *created = std::get_if<Created>(&change);
        const auto *dropped = std::get_if<Dropped>(&change);
        if (!isRepeated(dropped ? from : wanted, idOf(change), objects))
            continue;
        if (created)
            result = result.withoutTree(created->id);
        else
            result = result.with(idOf(change), dropped ? dropped->before : std::get<Altered>(change).before);
    }
    return result;
}

} // namespace relata
