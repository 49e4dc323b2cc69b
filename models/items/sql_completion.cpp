#include "models/items/sql_completion.h"

#include "models/items/sql_place.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/foreign_key.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_flavour.h"

#include <QCoreApplication>

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

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
    using Wanted = Place::Wanted;
    const Place place = placeOf(text, caret);
    Answers answers;
    switch (place.wanted) {
    case Wanted::Member:
        addMembers(answers, place, limit);
        break;
    case Wanted::JoinedTable:
        addRelated(answers, place);
        [[fallthrough]];
    case Wanted::Table:
        addCommonTables(answers, place);
        addTables(answers, place, limit);
        break;
    case Wanted::Target:
    case Wanted::Assignment:
        addTargetColumns(answers, place);
        break;
    case Wanted::Shared:
        addShared(answers, place);
        break;
    case Wanted::Star:
        addStar(answers, place);
        break;
    case Wanted::Condition:
        addJoins(answers, place);
        [[fallthrough]];
    case Wanted::Order:
    case Wanted::Anything:
        addSeen(answers, place, limit);
    }
    return {.begin = place.begin,
        .items = answers.first(std::min<qsizetype>(answers.size(), limit)),
        .isExpected = place.wanted != Wanted::Anything && place.wanted != Wanted::Star};
}

/// What a name of the statement means: the nearest query of a WITH first, as servers do.
std::optional<CompletionNames::Source> CompletionNames::resolved(
    const Scopes &scopes, int scope, const QuerySource &written) const
{
    Source source{
        .id = {}, .called = written.called(), .query = written.query, .renamed = written.columns, .end = written.end};
    if (source.query >= 0)
        return source;
    for (int i = scope; i >= 0 && written.path.size() == 1; i = scopes.at(i).outer) {
        for (const CommonTable &table : scopes.at(i).commonTables) {
            if (table.name.compare(written.path.first(), Qt::CaseInsensitive) != 0)
                continue;
            source.query = table.query;
            if (source.renamed.isEmpty())
                source.renamed = table.columns;
            return source;
        }
    }
    source.id = relationNamed(written.path);
    return source.id ? std::optional(source) : std::nullopt;
}

QList<CompletionNames::OutputColumn> CompletionNames::columnsOf(
    const Scopes &scopes, const Source &source, int depth) const
{
    QList<OutputColumn> columns;
    if (source.query >= 0 && source.query < scopes.size())
        columns = outputsOf(scopes, source.query, depth + 1);
    for (const ObjectId id : m_schema.children(source.id, Kind::Column)) {
        const Column &column = *m_schema.find<Column>(id);
        if (source.id)
            columns += {column.name, column.type.name};
    }
    for (qsizetype i = 0; i < source.renamed.size(); ++i) {
        if (i < columns.size())
            columns[i].name = source.renamed.at(i);
        else
            columns += {source.renamed.at(i), {}};
    }
    return columns;
}

/// What a query answers: its select list, each * as what it stands for.
QList<CompletionNames::OutputColumn> CompletionNames::outputsOf(const Scopes &scopes, int scope, int depth) const
{
    constexpr int Deepest = 12; // a query of WITH RECURSIVE reads itself
    QList<OutputColumn> result;
    if (depth > Deepest)
        return result;
    QList<std::pair<QString, QList<OutputColumn>>> sources;
    for (const QuerySource &written : scopes.at(scope).sources) {
        if (const std::optional<Source> source = resolved(scopes, scope, written))
            sources += {source->called, columnsOf(scopes, *source, depth + 1)};
    }
    for (const QueryOutput &output : scopes.at(scope).outputs) {
        const QString qualifier =
            output.isStar ? output.path.value(output.path.size() - 1) : output.path.value(output.path.size() - 2);
        QString detail;
        for (const auto &[called, columns] : sources) {
            if (!qualifier.isEmpty() && called.compare(qualifier, Qt::CaseInsensitive) != 0)
                continue;
            if (output.isStar)
                result += columns;
            for (const OutputColumn &column : columns) {
                if (!output.path.isEmpty() && column.name.compare(output.path.last(), Qt::CaseInsensitive) == 0)
                    detail = column.detail;
            }
        }
        if (!output.isStar && !output.name.isEmpty())
            result += {output.name, detail};
    }
    return result;
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

void CompletionNames::addMembers(Answers &answers, const Place &place, int limit) const
{
    const QString called = place.qualifier.last();
    for (const Source &source : place.sources) {
        if (place.qualifier.size() == 1 && source.called.compare(called, Qt::CaseInsensitive) == 0)
            return addColumns(answers, source, place, false);
    }
    for (const Relation &relation : m_relations) {
        const QStringList path = m_schema.path(relation.id);
        const bool inSpace = path.size() > 1 && path.first().compare(called, Qt::CaseInsensitive) == 0;
        if (place.qualifier.size() > 1 || !inSpace || answers.size() >= limit)
            continue;
        const Object &object = *m_schema.find(relation.id);
        if (place.fits(nameOf(object)))
            answers += Completion{.text = written(nameOf(object)),
                .icon = QString::fromLatin1(catalogue(kindOf(object)).info->icon),
                .detail = {}};
    }
    const ObjectId id = relationNamed(place.qualifier);
    if (answers.isEmpty() && id)
        addColumns(answers, {.id = id, .called = called, .query = -1, .renamed = {}, .end = 0}, place, false);
}

void CompletionNames::addCommonTables(Answers &answers, const Place &place) const
{
    for (int scope = place.scope; scope >= 0; scope = place.scopes.at(scope).outer) {
        for (const CommonTable &table : place.scopes.at(scope).commonTables) {
            if (place.fits(table.name))
                answers += Completion{.text = written(table.name), .icon = u"query"_s, .detail = u"WITH"_s};
        }
    }
}

/// Columns of what an INSERT or UPDATE writes; those of an INSERT all at once where none is listed yet.
void CompletionNames::addTargetColumns(Answers &answers, const Place &place) const
{
    if (place.scopes.first().sources.isEmpty())
        return;
    const std::optional<Source> target = resolved(place.scopes, 0, place.scopes.first().sources.first());
    QStringList all;
    const QList<OutputColumn> columns = target ? columnsOf(place.scopes, *target) : QList<OutputColumn>();
    for (const OutputColumn &column : columns)
        all += written(column.name);
    if (place.wanted == Place::Wanted::Target && place.listed.isEmpty() && place.prefix.isEmpty() && all.size() > 1)
        answers += Completion{.text = all.join(u", "_s),
            .icon = u"column"_s,
            .detail = QCoreApplication::translate("SqlCompletion", QT_TRANSLATE_NOOP("SqlCompletion", "All columns"))};
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (place.fits(columns.at(i).name) && !place.listed.contains(columns.at(i).name.toLower()))
            answers += Completion{.text = all.at(i), .icon = u"column"_s, .detail = columns.at(i).detail};
    }
}

/// After USING: what the joined one and those before it both have.
void CompletionNames::addShared(Answers &answers, const Place &place) const
{
    if (place.ownSources < 2)
        return;
    const auto has = [&](const Source &source, const QString &name) {
        const QList<OutputColumn> columns = columnsOf(place.scopes, source);
        return std::any_of(columns.begin(), columns.end(),
            [&](const OutputColumn &column) { return column.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    const QList<OutputColumn> joined = columnsOf(place.scopes, place.sources.at(place.ownSources - 1));
    for (const OutputColumn &column : joined) {
        const auto others = place.sources.first(place.ownSources - 1);
        const bool shared =
            std::any_of(others.begin(), others.end(), [&](const Source &other) { return has(other, column.name); });
        if (shared && place.fits(column.name))
            answers += Completion{.text = written(column.name), .icon = u"column"_s, .detail = column.detail};
    }
}

/// The columns that a * stands for, in one piece.
void CompletionNames::addStar(Answers &answers, const Place &place) const
{
    QStringList names;
    for (const Source &source : place.sources.first(place.ownSources)) {
        const bool asked =
            place.qualifier.isEmpty() || source.called.compare(place.qualifier.last(), Qt::CaseInsensitive) == 0;
        const QList<OutputColumn> columns = asked ? columnsOf(place.scopes, source) : QList<OutputColumn>();
        const bool qualify = place.ownSources > 1 || !place.qualifier.isEmpty();
        for (const OutputColumn &column : columns) {
            // What stands before the dot stays where it is.
            const bool first = names.isEmpty() && !place.qualifier.isEmpty();
            names += qualify && !first ? QString(written(source.called) + u'.' + written(column.name))
                                       : written(column.name);
        }
    }
    if (!names.isEmpty())
        answers += Completion{.text = names.join(u", "_s),
            .icon = u"column"_s,
            .detail = QCoreApplication::translate("SqlCompletion", QT_TRANSLATE_NOOP("SqlCompletion", "All columns"))};
}

/// Everything that is seen at the caret, the nearest first.
void CompletionNames::addSeen(Answers &answers, const Place &place, int limit) const
{
    if (place.wanted == Place::Wanted::Order) {
        for (const OutputColumn &output : outputsOf(place.scopes, place.scope, 0)) {
            if (place.fits(output.name))
                answers += Completion{.text = written(output.name), .icon = u"column"_s, .detail = output.detail};
        }
    }
    const QStringList outputs = [&] {
        QStringList names;
        for (const Completion &completion : std::as_const(answers))
            names += completion.text;
        return names;
    }();
    Answers columns;
    for (const Source &source : place.sources)
        addColumns(columns, source, place, place.sources.size() > 1);
    columns.removeIf([&](const Completion &column) { return outputs.contains(column.text); });
    answers += columns;
    addKeywords(answers, place, limit);
    if (!place.prefix.isEmpty())
        addTables(answers, place, limit);
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
    for (const Source &source : place.sources.first(place.ownSources)) {
        if (!source.id)
            continue;
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
    qsizetype known = 0; // what is joined further on is not there yet
    while (known < place.ownSources && place.sources.at(known).end <= place.caret)
        ++known;
    if (known < 2)
        return;
    const Source &joined = place.sources.at(known - 1);
    for (const Source &source : place.sources.first(known - 1)) {
        for (const auto &[from, to] : {std::pair(joined, source), std::pair(source, joined)}) {
            if (!from.id || !to.id)
                continue;
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
    qualify = qualify && !source.called.isEmpty();
    for (const OutputColumn &column : columnsOf(place.scopes, source)) {
        if (!place.fits(column.name) && !(qualify && place.fits(source.called)))
            continue;
        const QString text = written(column.name);
        answers += Completion{.text = qualify ? QString(written(source.called) + u'.' + text) : text,
            .icon = u"column"_s,
            .detail = column.detail};
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
