#include "models/diagram/diagram_text.h"

#include <QStringList>

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

using Key = DiagramRow::Key;

bool isPrimary(const DiagramRow &row) { return row.key == Key::Primary || row.key == Key::PrimaryForeign; }
bool isForeign(const DiagramRow &row) { return row.key == Key::Foreign || row.key == Key::PrimaryForeign; }

QString fullName(const DiagramTable &table)
{
    return table.schema.isEmpty() ? table.name : QString(table.schema + u'.' + table.name);
}

QStringList primaryColumns(const DiagramTable &table)
{
    QStringList names;
    for (const DiagramRow &row : table.rows) {
        if (isPrimary(row))
            names << row.name;
    }
    return names;
}

QStringList columns(const DiagramTable &table, const QList<int> &rows)
{
    QStringList names;
    for (const int row : rows)
        names << table.rows[size_t(row)].name;
    return names;
}

/// A word of Mermaid: letters, digits, underscores and what `also` allows.
QString word(const QString &text, QLatin1StringView also = {})
{
    QString result;
    for (const QChar c : text) {
        const bool plain = (c.unicode() < 128 && c.isLetterOrNumber()) || also.contains(c);
        result += plain ? c : QChar(u'_');
    }
    return result.isEmpty() || !result.at(0).isLetter() ? QString(u'_' + result) : result;
}

QString mermaidName(const DiagramTable &table)
{
    return u"\"%1\""_s.arg(fullName(table).remove(u'"').remove(u'%').remove(u'\\'));
}

QString mermaidKeys(const DiagramRow &row)
{
    QStringList keys;
    if (isPrimary(row))
        keys << u"PK"_s;
    if (isForeign(row))
        keys << u"FK"_s;
    if (row.key == Key::Unique)
        keys << u"UK"_s;
    return keys.isEmpty() ? QString() : QString(u' ' + keys.join(u", "_s));
}

QString dbmlName(const QString &name) { return u'"' + QString(name).replace(u'"', u'\'') + u'"'; }

QString dbmlTable(const DiagramTable &table)
{
    return table.schema.isEmpty() ? dbmlName(table.name)
                                  : QString(dbmlName(table.schema) + u'.' + dbmlName(table.name));
}

QString dbmlColumn(const DiagramRow &row, bool alone)
{
    QStringList settings;
    if (isPrimary(row) && alone)
        settings << u"pk"_s;
    if (row.key == Key::Unique)
        settings << u"unique"_s;
    if (row.notNull)
        settings << u"not null"_s;
    const QString type = row.type.isEmpty() ? u"unknown"_s : row.type;
    const bool isWord =
        std::all_of(type.begin(), type.end(), [](QChar c) { return c.isLetterOrNumber() || u"_(),"_s.contains(c); });
    const QString text = u"  "_s + dbmlName(row.name) + u' ' + (isWord ? type : dbmlName(type));
    if (settings.isEmpty())
        return text + u'\n';
    return text + u" ["_s + settings.join(u", "_s) + u"]\n"_s;
}

QString dbmlEnd(const DiagramTable &table, const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names)
        quoted << dbmlName(name);
    return dbmlTable(table) + u'.'
        + (quoted.size() == 1 ? quoted.first() : QString(u'(' + quoted.join(u", "_s) + u')'));
}

QString dotText(const QString &text)
{
    QString escaped;
    for (const QChar c : text) {
        if (u"\\\"{}|<>"_s.contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

} // namespace

QString mermaidText(const DiagramContent &content)
{
    QString text = u"erDiagram\n"_s;
    for (const DiagramTable &table : content.tables) {
        text += u"    "_s + mermaidName(table) + u" {\n"_s;
        for (const DiagramRow &row : table.rows)
            text += u"        "_s + word(row.type, "()[]-"_L1) + u' ' + word(row.name) + mermaidKeys(row) + u'\n';
        text += u"    }\n"_s;
    }
    for (const DiagramRelation &relation : content.relations) {
        const DiagramTable &from = content.tables[size_t(relation.from)], &to = content.tables[size_t(relation.to)];
        const QString line = (relation.ends.to.optional ? u"|o"_s : u"||"_s)
            + (relation.ends.identifying ? u"--"_s : u".."_s) + (relation.ends.from.many ? u"o{"_s : u"o|"_s);
        const QString label = columns(from, relation.fromRows).join(u", "_s).remove(u'"');
        text += u"    %1 %2 %3 : \"%4\"\n"_s.arg(mermaidName(to), line, mermaidName(from), label);
    }
    return text;
}

QString dbmlText(const DiagramContent &content)
{
    QString text;
    for (const DiagramTable &table : content.tables) {
        const QStringList primary = primaryColumns(table);
        text += u"Table "_s + dbmlTable(table) + u" {\n"_s;
        for (const DiagramRow &row : table.rows)
            text += dbmlColumn(row, primary.size() == 1);
        if (primary.size() > 1) {
            QStringList quoted;
            for (const QString &name : primary)
                quoted << dbmlName(name);
            text += u"\n  indexes {\n    (%1) [pk]\n  }\n"_s.arg(quoted.join(u", "_s));
        }
        text += u"}\n\n"_s;
    }
    for (const DiagramRelation &relation : content.relations) {
        if (relation.fromRows.isEmpty() || relation.fromRows.size() != relation.toRows.size())
            continue;
        const DiagramTable &from = content.tables[size_t(relation.from)], &to = content.tables[size_t(relation.to)];
        text += u"Ref: %1 %2 %3\n"_s.arg(dbmlEnd(from, columns(from, relation.fromRows)),
            relation.ends.from.many ? u">"_s : u"-"_s, dbmlEnd(to, columns(to, relation.toRows)));
    }
    return text;
}

QString graphvizText(const DiagramContent &content)
{
    QString text = u"digraph relata {\n  rankdir=LR;\n  node [shape=record, fontname=\"sans-serif\", fontsize=10];\n"_s;
    for (size_t i = 0; i < content.tables.size(); ++i) {
        const DiagramTable &table = content.tables[i];
        QString label = dotText(fullName(table));
        for (size_t k = 0; k < table.rows.size(); ++k) {
            const DiagramRow &row = table.rows[k];
            label += u"|<c%1> %2 : %3"_s.arg(QString::number(k), dotText(row.name), dotText(row.type));
        }
        text += u"  t%1 [label=\"%2\"];\n"_s.arg(QString::number(i), label);
    }
    for (const DiagramRelation &relation : content.relations) {
        const auto end = [](int table, const QList<int> &rows) {
            const QString name = u't' + QString::number(table);
            return rows.isEmpty() ? name : QString(name + u":c"_s + QString::number(rows.first()));
        };
        text += u"  %1 -> %2 [arrowhead=%3, arrowtail=%4, dir=both];\n"_s.arg(end(relation.to, relation.toRows),
            end(relation.from, relation.fromRows), relation.ends.from.many ? u"crowodot"_s : u"teeodot"_s,
            relation.ends.to.optional ? u"teeodot"_s : u"teetee"_s);
    }
    return text + u"}\n"_s;
}

} // namespace relata
