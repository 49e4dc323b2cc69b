#include "models/timeline/evolution.h"

#include "models/base/file_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr Evolution::Phase Phases[] = {
    Evolution::Phase::Expand, Evolution::Phase::Backfill, Evolution::Phase::Contract};
constexpr Evolution::Kind Kinds[] = {
    Evolution::Kind::RenameColumn, Evolution::Kind::ChangeType, Evolution::Kind::Split, Evolution::Kind::Merge};

QString names(const QList<Evolution::Part> &parts)
{
    QStringList result;
    for (const Evolution::Part &part : parts)
        result += part.column;
    return result.join(u", "_s);
}

QString placeOf(const QStringList &path)
{
    QStringList parts = path;
    parts.removeAll(QString()); // the default namespace has no name
    return parts.join(u'.');
}

QJsonArray partsJson(const QList<Evolution::Part> &parts)
{
    QJsonArray array;
    for (const Evolution::Part &part : parts) {
        QJsonObject json{{u"column"_s, part.column}};
        if (!part.type.isEmpty())
            json.insert(u"type"_s, part.type);
        if (!part.value.isEmpty())
            json.insert(u"value"_s, part.value);
        array += json;
    }
    return array;
}

QList<Evolution::Part> partsFrom(const QJsonValue &json)
{
    QList<Evolution::Part> parts;
    for (const QJsonValue &one : json.toArray())
        parts += {one[u"column"].toString(), one[u"type"].toString(), one[u"value"].toString()};
    return parts;
}

QStringList textsFrom(const QJsonValue &json)
{
    QStringList texts;
    for (const QJsonValue &one : json.toArray())
        texts += one.toString();
    return texts;
}

/// The line, from 1, of the first place that names this.
int lineOf(const QByteArray &content, const QString &word)
{
    const qsizetype at = content.indexOf(QByteArray('"' + word.toUtf8() + '"'));
    return at < 0 ? 0 : int(content.left(at).count('\n')) + 1;
}

class Reader {
public:
    Reader(const QByteArray &content, const QString &path)
        : m_content(content)
        , m_path(path)
    { }

    Result<Evolution> read()
    {
        if (const int line = conflictMarkerLine(m_content))
            return wrong(line, QT_TRANSLATE_NOOP("Evolution", "A merge conflict is left here: settle it first."));
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(m_content, &error);
        if (!document.isObject())
            return wrong(int(m_content.left(error.offset).count('\n')) + 1,
                QT_TRANSLATE_NOOP("Evolution", "This is not valid JSON: %1."), {error.errorString()});
        return take(document.object());
    }

private:
    tl::unexpected<Error> wrong(int line, const char *text, const QStringList &arguments = {}) const
    {
        return failure(fileError(m_path, line, {"Evolution", text, arguments}));
    }

    Result<Evolution> take(const QJsonObject &json) const
    {
        Evolution evolution;
        evolution.id = json[u"id"].toString();
        const QString kind = json[u"kind"].toString();
        const auto known = std::find_if(
            std::begin(Kinds), std::end(Kinds), [&](Evolution::Kind one) { return kindWord(one) == kind; });
        if (known == std::end(Kinds))
            return wrong(lineOf(m_content, u"kind"_s),
                QT_TRANSLATE_NOOP("Evolution", "\"%1\" is no kind of change in phases."), {kind});
        evolution.kind = *known;
        evolution.table = textsFrom(json[u"table"]);
        evolution.before = partsFrom(json[u"before"]);
        evolution.after = partsFrom(json[u"after"]);
        evolution.required = textsFrom(json[u"required"]);
        for (const QJsonValue &one : json[u"helpers"].toArray())
            evolution.helpers += {one[u"kind"].toString(), textsFrom(one[u"path"])};
        for (const char *member : {"id", "table", "before", "after"}) {
            const QJsonValue value = json[QLatin1StringView(member)];
            if (value.toString().isEmpty() && value.toArray().isEmpty())
                return wrong(
                    0, QT_TRANSLATE_NOOP("Evolution", "The member \"%1\" is missing."), {QString::fromLatin1(member)});
        }
        return withPhases(evolution, json[u"phases"].toArray());
    }

    Result<Evolution> withPhases(Evolution evolution, const QJsonArray &phases) const
    {
        for (const QJsonValue &one : phases) {
            const auto expected = evolution.next();
            const QString word = one[u"phase"].toString();
            if (!expected || phaseWord(*expected) != word)
                return wrong(lineOf(m_content, word.isEmpty() ? u"phases"_s : word),
                    QT_TRANSLATE_NOOP("Evolution", "The phase \"%1\" does not stand here in its order."), {word});
            if (!one[u"migration"].toString().isEmpty())
                evolution.phases += {*expected, one[u"migration"].toString()};
            else
                break;
        }
        return evolution;
    }

    const QByteArray &m_content;
    const QString &m_path;
};

} // namespace

QString kindWord(Evolution::Kind kind)
{
    static const char *words[] = {"rename-column", "change-type", "split", "merge"};
    return QLatin1StringView(words[int(kind)]);
}

QString phaseWord(Evolution::Phase phase)
{
    static const char *words[] = {"expand", "backfill", "contract"};
    return QLatin1StringView(words[int(phase)]);
}

std::optional<Evolution::Phase> Evolution::next() const
{
    return phases.size() < qsizetype(std::size(Phases)) ? std::optional(Phases[phases.size()]) : std::nullopt;
}

Message Evolution::title() const
{
    const QStringList arguments{placeOf(table), names(before), names(after)};
    switch (kind) {
    case Kind::RenameColumn:
        return {"Evolution", QT_TRANSLATE_NOOP("Evolution", "Rename column %1.%2 to %3"), arguments};
    case Kind::ChangeType:
        return {"Evolution", QT_TRANSLATE_NOOP("Evolution", "Change the type of %1.%2 by way of %3"), arguments};
    case Kind::Split:
        return {"Evolution", QT_TRANSLATE_NOOP("Evolution", "Split %1.%2 into %3"), arguments};
    case Kind::Merge:
        break;
    }
    return {"Evolution", QT_TRANSLATE_NOOP("Evolution", "Merge %2 of %1 into %3"), arguments};
}

Message Evolution::toDo(Phase phase) const
{
    const QStringList arguments{placeOf(table), names(before), names(after)};
    if (phase == Phase::Expand)
        return {"Evolution",
            QT_TRANSLATE_NOOP("Evolution", "Nothing: %1 gets %3 beside %2, and code that uses %2 goes on."), arguments};
    if (phase == Phase::Backfill)
        return {"Evolution",
            QT_TRANSLATE_NOOP(
                "Evolution", "Nothing yet: deploy code that uses %3 of %1 only when this is applied everywhere."),
            arguments};
    return {"Evolution",
        QT_TRANSLATE_NOOP("Evolution",
            "Deploy the version that reads and writes %3 of %1 only, everywhere; nothing may use %2 any more"),
        arguments};
}

Message phaseTitle(const Evolution &evolution, Evolution::Phase phase)
{
    static const char *texts[] = {QT_TRANSLATE_NOOP("Evolution", "%1: expand"),
        QT_TRANSLATE_NOOP("Evolution", "%1: backfill"), QT_TRANSLATE_NOOP("Evolution", "%1: contract")};
    return {"Evolution", texts[int(phase)], {evolution.title().source()}};
}

Result<Evolution> parseEvolution(const QByteArray &content, const QString &path)
{
    return Reader(content, path).read();
}

QByteArray writeEvolution(const Evolution &evolution)
{
    QJsonArray phases, helpers;
    for (const Evolution::Phase phase : Phases) {
        QJsonObject json{{u"phase"_s, phaseWord(phase)}, {u"to_do"_s, evolution.toDo(phase).source()}};
        for (const Evolution::Done &done : evolution.phases) {
            if (done.phase == phase)
                json.insert(u"migration"_s, done.migration);
        }
        phases += json;
    }
    for (const Evolution::Helper &helper : evolution.helpers)
        helpers += QJsonObject{{u"kind"_s, helper.kind}, {u"path"_s, QJsonArray::fromStringList(helper.path)}};
    QJsonObject json{{u"id"_s, evolution.id}, {u"kind"_s, kindWord(evolution.kind)},
        {u"table"_s, QJsonArray::fromStringList(evolution.table)}, {u"before"_s, partsJson(evolution.before)},
        {u"after"_s, partsJson(evolution.after)}, {u"phases"_s, phases}};
    if (!evolution.required.isEmpty())
        json.insert(u"required"_s, QJsonArray::fromStringList(evolution.required));
    if (!helpers.isEmpty())
        json.insert(u"helpers"_s, helpers);
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}

} // namespace relata
