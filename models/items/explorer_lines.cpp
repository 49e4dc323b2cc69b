#include "models/items/explorer_lines.h"

#include "models/engine/connection_book.h"
#include "models/project/project.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <ranges>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

QString said(const char *text) { return QCoreApplication::translate("Explorer", text); }

/// Every line carries its place: {"schema", inner payload}, {"live", connection, inner payload}, {"section", name},
/// {"document", kind, id}, {"connection", name}.
QVariant place(const QVariantList &values) { return values; }
QString placeName(const TreeLine &line) { return line.payload.toList().value(0).toString(); }
QString placeArgument(const TreeLine &line, int at = 1) { return line.payload.toList().value(at).toString(); }

TreeLine sectionLine(const QString &name, const QString &text, const QString &icon, qsizetype count = -1)
{
    TreeLine line{.key = name, .text = text};
    line.icon = icon;
    line.payload = place({u"section"_s, name});
    line.expandable = true;
    if (count >= 0)
        line.detail = QLocale().toString(count);
    return line;
}

/// The lines of a schema with their place put around what they carry.
QList<TreeLine> wrapped(QList<TreeLine> lines, const QVariantList &before)
{
    for (TreeLine &line : lines) {
        QVariantList values = before;
        values.append(QVariant(line.payload.toList()));
        line.payload = values;
    }
    return lines;
}

std::optional<TreeLine> unwrapped(const TreeLine *line, int at)
{
    if (!line)
        return {};
    TreeLine inner = *line;
    inner.payload = line->payload.toList().value(at);
    return inner;
}

TreeLine hint(const QString &text, Tone tone)
{
    TreeLine line{.key = u"hint"_s, .text = text};
    line.tone = tone;
    if (tone == Tone::Muted)
        line.icon = u"pending"_s;
    return line;
}

QString environmentWord(const QString &key)
{
    return key == "prod"_L1 ? u"PROD"_s : key == "stage"_L1 ? u"STAGE"_s : key == "dev"_L1 ? u"DEV"_s : QString();
}

} // namespace

ExplorerLines::ExplorerLines(const Project *project, const ConnectionBook &connections)
    : m_project(project)
    , m_connections(connections)
{ }

QList<TreeLine> ExplorerLines::operator()(const TreeLine *parent) const
{
    if (!parent)
        return top();
    const QString where = placeName(*parent);
    if (where == "section"_L1)
        return section(placeArgument(*parent));
    if (where == "connection"_L1)
        return live(placeArgument(*parent), nullptr);
    if (where == "live"_L1) {
        const auto inner = unwrapped(parent, 2);
        return live(placeArgument(*parent), &*inner);
    }
    if (where == "schema"_L1 && m_project) {
        const auto inner = unwrapped(parent, 1);
        return wrapped(schemaLines(m_project->designed(), &*inner, m_tones), {u"schema"_s});
    }
    return {};
}

QList<TreeLine> ExplorerLines::top() const
{
    QList<TreeLine> lines;
    if (m_project) {
        lines.append(sectionLine(u"schema"_s, said(QT_TRANSLATE_NOOP("Explorer", "Schema")), u"schema"_s));
        lines.append(sectionLine(u"migrations"_s, said(QT_TRANSLATE_NOOP("Explorer", "Migrations")), u"migration"_s,
            m_project->timeline().migrations.size()));
        lines.append(sectionLine(u"diagrams"_s, said(QT_TRANSLATE_NOOP("Explorer", "Diagrams")), u"diagram"_s));
        lines.append(sectionLine(u"queries"_s, said(QT_TRANSLATE_NOOP("Explorer", "Queries")), u"query"_s));
    }
    lines.append(sectionLine(u"connections"_s, said(QT_TRANSLATE_NOOP("Explorer", "Connections")), u"connection"_s));
    return lines;
}

QList<TreeLine> ExplorerLines::section(const QString &name) const
{
    if (name == "connections"_L1)
        return connections();
    if (!m_project)
        return {};
    if (name == "schema"_L1)
        return wrapped(schemaLines(m_project->designed(), nullptr, m_tones), {u"schema"_s});
    if (name == "migrations"_L1)
        return migrations();
    if (name == "diagrams"_L1)
        return files(m_project->diagramsFolder(), u".json"_s, "diagram");
    return files(m_project->queriesFolder(), u".sql"_s, "query");
}

QList<TreeLine> ExplorerLines::migrations() const
{
    QList<TreeLine> lines;
    for (const MigrationFile &migration : std::views::reverse(m_project->timeline().migrations)) {
        TreeLine line;
        line.key = migration.id.isEmpty() ? migration.fileName : migration.id;
        line.text = u"%1  %2"_s.arg(migration.version, migration.title);
        line.icon = u"migration"_s;
        line.tip = migration.description.isEmpty() ? line.text : migration.description;
        line.payload = place({u"document"_s, u"timeline"_s, migration.version});
        lines.append(line);
    }
    return lines;
}

QList<TreeLine> ExplorerLines::files(const QString &folder, const QString &suffix, const QByteArray &kind) const
{
    QList<TreeLine> lines;
    const QStringList names = QDir(folder).entryList({u'*' + suffix}, QDir::Files, QDir::Name | QDir::IgnoreCase);
    for (const QString &name : names) {
        TreeLine line{.key = name, .text = name.chopped(suffix.size())};
        line.icon = QLatin1StringView(kind);
        line.tip = QDir::toNativeSeparators(folder + u'/' + name);
        line.payload = place({u"document"_s, QString::fromLatin1(kind), line.text});
        lines.append(line);
    }
    return lines;
}

QList<TreeLine> ExplorerLines::connections() const
{
    QList<TreeLine> lines;
    for (const ConnectionProfile &profile : m_connections.profiles()) {
        const QString name = profile.displayName();
        TreeLine line{.key = name, .text = name};
        line.icon = u"database"_s;
        line.detail = environmentWord(profile.environment);
        line.tip = profile.url();
        line.payload = place({u"connection"_s, name});
        line.expandable = true;
        lines.append(line);
    }
    return lines;
}

QList<TreeLine> ExplorerLines::live(const QString &connection, const TreeLine *parent) const
{
    const LiveSchema live = m_live.value(connection);
    if (live.schema)
        return wrapped(schemaLines(*live.schema, parent, {}), {u"live"_s, connection});
    if (!live.problem.isEmpty())
        return {hint(live.problem, Tone::Danger)};
    return {hint(said(QT_TRANSLATE_NOOP("Explorer", "Reading …")), Tone::Muted)};
}

ExplorerTarget ExplorerLines::target(const TreeLine &line)
{
    const QString where = placeName(line);
    if (where == "document"_L1)
        return {ExplorerTarget::What::Document, placeArgument(line).toLatin1(), placeArgument(line, 2)};
    if (where == "connection"_L1)
        return {ExplorerTarget::What::Connection, {}, placeArgument(line)};
    return {};
}

QString ExplorerLines::connectionOf(const TreeLine &line)
{
    const QString where = placeName(line);
    return where == "connection"_L1 || where == "live"_L1 ? placeArgument(line) : QString();
}

} // namespace relata
