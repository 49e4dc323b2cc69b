#include "models/items/sql_completion.h"

#include "models/schema/kinds/column.h"
#include "models/schema/kinds/foreign_key.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_lexer.h"
#include "models/sql/statement_splitter.h"

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

struct CompletionNames::Place {
    enum class Wanted { Anything, Table, JoinedTable, Condition, Member };
    qsizetype begin = 0;
    QString prefix; ///< lower case
    QString qualifier; ///< what stands before the dot
    Wanted wanted = Wanted::Anything;
    QList<Source> sources;

    bool fits(const QString &name) const { return name.startsWith(prefix, Qt::CaseInsensitive); }
};

namespace {

bool isWord(const SqlToken &token, QStringView text, QLatin1StringView word)
{
    return token.type == SqlToken::Type::Word && token.in(text).compare(word, Qt::CaseInsensitive) == 0;
}

bool isName(const SqlToken &token)
{
    return token.type == SqlToken::Type::Word || token.type == SqlToken::Type::QuotedIdentifier;
}

QString nameIn(const SqlToken &token, QStringView text)
{
    const QStringView piece = token.in(text);
    return token.type == SqlToken::Type::QuotedIdentifier && piece.size() >= 2
        ? piece.mid(1, piece.size() - 2).toString()
        : piece.toString();
}

bool isSign(const SqlToken &token, QStringView text, QChar sign)
{
    return token.type == SqlToken::Type::Punctuation && token.in(text) == QStringView(&sign, 1);
}

QList<SqlToken> meaningful(QStringView text, const SqlFlavour &flavour)
{
    QList<SqlToken> tokens = SqlLexer::tokens(text, flavour);
    tokens.removeIf([](const SqlToken &token) { return token.isBlank(); });
    return tokens;
}

} // namespace

CompletionNames::CompletionNames(Schema schema, const SqlFlavour &flavour)
    : m_schema(std::move(schema))
    , m_flavour(&flavour)
{
    for (const Kind kind : {Kind::Table, Kind::View}) {
        for (const ObjectId id : m_schema.all(kind))
            m_relations.push_back({nameOf(*m_schema.find(id)).toLower(), id});
    }
    std::stable_sort(
        m_relations.begin(), m_relations.end(), [](const Relation &a, const Relation &b) { return a.lower < b.lower; });
}

QString CompletionNames::written(const QString &name) const { return quoted(Identifier{name}, *m_flavour); }

CompletionAnswer CompletionNames::complete(QStringView text, qsizetype caret, int limit) const
{
    const Place place = placeOf(text, caret);
    Answers answers;
    switch (place.wanted) {
    case Place::Wanted::Member:
        for (const Source &source : place.sources) {
            if (source.called.compare(place.qualifier, Qt::CaseInsensitive) == 0)
                addColumns(answers, source, place, false);
        }
        if (answers.isEmpty())
            if (const ObjectId id = relationNamed({place.qualifier}); !id.isNull())
                addColumns(answers, {id, place.qualifier}, place, false);
        break;
    case Place::Wanted::JoinedTable:
        addRelated(answers, place);
        [[fallthrough]];
    case Place::Wanted::Table:
        addTables(answers, place, limit);
        break;
    case Place::Wanted::Condition:
        addJoins(answers, place);
        [[fallthrough]];
    case Place::Wanted::Anything:
        for (const Source &source : place.sources)
            addColumns(answers, source, place, place.sources.size() > 1);
        addKeywords(answers, place, limit);
        if (!place.prefix.isEmpty())
            addTables(answers, place, limit);
    }
    return {.begin = place.begin,
        .items = answers.first(std::min<qsizetype>(answers.size(), limit)),
        .isExpected = place.wanted != Place::Wanted::Anything};
}

CompletionNames::Place CompletionNames::placeOf(QStringView text, qsizetype caret) const
{
    Place place;
    place.begin = caret;
    const std::optional<SqlStatementRange> range = statementAt(text, caret, *m_flavour);
    const qsizetype from = range && range->begin <= caret ? range->begin : caret;
    const QStringView statement = range ? text.mid(from, std::max(range->end, caret) - from) : QStringView();
    place.sources = sourcesIn(statement, caret - from);
    QList<SqlToken> before = meaningful(statement.left(caret - from), *m_flavour);
    if (!before.isEmpty() && before.last().end == caret - from && before.last().type == SqlToken::Type::Word) {
        place.begin = from + before.last().begin;
        place.prefix = before.takeLast().in(statement).toString().toLower();
    }
    if (before.size() >= 2 && isSign(before.last(), statement, u'.') && isName(before.at(before.size() - 2))) {
        place.qualifier = nameIn(before.at(before.size() - 2), statement);
        place.wanted = Place::Wanted::Member;
        return place;
    }
    if (before.isEmpty())
        return place;
    const SqlToken &last = before.last();
    if (isWord(last, statement, "join"_L1))
        place.wanted = Place::Wanted::JoinedTable;
    else if (isWord(last, statement, "on"_L1))
        place.wanted = Place::Wanted::Condition;
    for (const auto word : {"from"_L1, "into"_L1, "update"_L1, "table"_L1, "view"_L1}) {
        if (isWord(last, statement, word))
            place.wanted = Place::Wanted::Table;
    }
    return place;
}

QList<CompletionNames::Source> CompletionNames::sourcesIn(QStringView statement, qsizetype caret) const
{
    QList<Source> sources;
    const QList<SqlToken> tokens = meaningful(statement, *m_flavour);
    qsizetype i = 0;
    const auto is = [&](QLatin1StringView word) { return i < tokens.size() && isWord(tokens.at(i), statement, word); };
    const auto isMark = [&](QChar mark) { return i < tokens.size() && isSign(tokens.at(i), statement, mark); };
    while (i < tokens.size()) {
        const bool list = is("from"_L1);
        if (!list && !is("join"_L1) && !is("update"_L1) && !is("into"_L1)) {
            ++i;
            continue;
        }
        do {
            ++i;
            QStringList path;
            while (i < tokens.size() && isName(tokens.at(i)) && tokens.at(i).end != caret) {
                path += nameIn(tokens.at(i), statement);
                ++i;
                if (i >= tokens.size() || !isSign(tokens.at(i), statement, u'.'))
                    break;
                ++i;
            }
            const ObjectId id = relationNamed(path);
            if (is("as"_L1))
                ++i;
            const bool aliased = i < tokens.size() && isName(tokens.at(i))
                && (tokens.at(i).type == SqlToken::Type::QuotedIdentifier
                    || m_flavour->classified(tokens.at(i).in(statement)) == SqlFlavour::Word::Plain);
            const QString alias = aliased ? nameIn(tokens.at(i++), statement) : QString();
            if (!id.isNull())
                sources += Source{id, alias.isEmpty() ? path.last() : alias};
        } while (list && isMark(u','));
    }
    return sources;
}

ObjectId CompletionNames::relationNamed(const QStringList &path) const
{
    if (path.isEmpty())
        return {};
    const QString lower = path.last().toLower();
    auto at = std::lower_bound(m_relations.begin(), m_relations.end(), lower,
        [](const Relation &relation, const QString &name) { return relation.lower < name; });
    for (; at != m_relations.end() && at->lower == lower; ++at) {
        const QStringList full = m_schema.path(at->id);
        if (path.size() < 2 || (full.size() > 1 && full.first().compare(path.first(), Qt::CaseInsensitive) == 0))
            return at->id;
    }
    return {};
}

Completion CompletionNames::relation(ObjectId id) const
{
    const Object &object = *m_schema.find(id);
    const QStringList path = m_schema.path(id);
    const QString space = path.size() > 1 ? path.first() : QString();
    const QString text =
        space.isEmpty() ? written(nameOf(object)) : QString(written(space) + u'.' + written(nameOf(object)));
    return {.text = text, .icon = QString::fromLatin1(catalogue(kindOf(object)).info->icon), .detail = space};
}

void CompletionNames::addTables(Answers &answers, const Place &place, int limit) const
{
    const auto known = [&](const Completion &found) {
        return std::any_of(
            answers.begin(), answers.end(), [&](const Completion &other) { return other.text == found.text; });
    };
    auto at = std::lower_bound(m_relations.begin(), m_relations.end(), place.prefix,
        [](const Relation &relation, const QString &name) { return relation.lower < name; });
    for (; at != m_relations.end() && at->lower.startsWith(place.prefix) && answers.size() < limit; ++at) {
        if (const Completion found = relation(at->id); !known(found))
            answers += found;
    }
    if (place.prefix.size() < 2)
        return;
    for (auto other = m_relations.begin(); other != m_relations.end() && answers.size() < limit; ++other) {
        if (other->lower.indexOf(place.prefix) > 0)
            answers += relation(other->id);
    }
}

void CompletionNames::addRelated(Answers &answers, const Place &place) const
{
    for (const Source &source : place.sources) {
        QList<ObjectId> keys = m_schema.children(source.id, Kind::ForeignKey);
        for (const ObjectId dependant : m_schema.dependants(source.id)) {
            if (m_schema.find<ForeignKey>(dependant))
                keys += dependant;
        }
        for (const ObjectId id : std::as_const(keys)) {
            const ForeignKey &key = *m_schema.find<ForeignKey>(id);
            const ObjectId other = key.table == source.id ? key.referencedTable : key.table;
            const Object *object = m_schema.find(other);
            if (!object || !place.fits(nameOf(*object)))
                continue;
            Completion found = relation(other);
            found.detail = key.name.isEmpty() ? u"→ "_s + source.called : key.name;
            if (std::none_of(answers.begin(), answers.end(), [&](const Completion &a) { return a.text == found.text; }))
                answers += found;
        }
    }
}

void CompletionNames::addJoins(Answers &answers, const Place &place) const
{
    if (place.sources.size() < 2)
        return;
    const Source &joined = place.sources.last();
    for (const Source &source : place.sources) {
        if (source.called == joined.called)
            continue;
        for (const auto &[from, to] : {std::pair(joined, source), std::pair(source, joined)}) {
            for (const ObjectId id : m_schema.children(from.id, Kind::ForeignKey)) {
                const ForeignKey &key = *m_schema.find<ForeignKey>(id);
                if (key.referencedTable != to.id)
                    continue;
                const QString text = condition(key, from, to);
                if (place.fits(text))
                    answers += Completion{.text = text, .icon = u"foreign_key"_s, .detail = key.name};
            }
        }
    }
}

QString CompletionNames::condition(const ForeignKey &key, const Source &from, const Source &to) const
{
    QStringList parts;
    for (qsizetype i = 0; i < std::min(key.columns.size(), key.referencedColumns.size()); ++i) {
        const Object *own = m_schema.find(key.columns.at(i));
        const Object *other = m_schema.find(key.referencedColumns.at(i));
        if (own && other)
            parts += written(from.called) + u'.' + written(nameOf(*own)) + u" = "_s + written(to.called) + u'.'
                + written(nameOf(*other));
    }
    return parts.join(u" and "_s);
}

void CompletionNames::addColumns(Answers &answers, const Source &source, const Place &place, bool qualify) const
{
    for (const ObjectId id : m_schema.children(source.id, Kind::Column)) {
        const Column &column = *m_schema.find<Column>(id);
        const QString text = written(column.name);
        if (!place.fits(column.name) && !(qualify && place.fits(source.called)))
            continue;
        answers += Completion{.text = qualify ? QString(written(source.called) + u'.' + text) : text,
            .icon = u"column"_s,
            .detail = column.type.name};
    }
}

void CompletionNames::addKeywords(Answers &answers, const Place &place, int limit) const
{
    if (place.prefix.isEmpty() || !m_flavour->keywords)
        return;
    const std::string prefix = place.prefix.toStdString();
    const KeywordTable &table = m_flavour->keywords();
    for (const auto words : {table.reserved, table.others}) {
        auto at = std::lower_bound(words.begin(), words.end(), std::string_view(prefix));
        for (; at != words.end() && at->starts_with(prefix) && answers.size() < limit; ++at)
            answers +=
                Completion{.text = QString::fromLatin1(at->data(), qsizetype(at->size())), .icon = {}, .detail = {}};
    }
}

} // namespace relata
