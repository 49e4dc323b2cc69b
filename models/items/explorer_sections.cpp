#include "models/items/explorer_sections.h"

#include "models/engine/connection_book.h"
#include "models/engine/environment_key.h"
#include "models/project/project.h"

#include <QCoreApplication>
#include <QDir>

#include <ranges>

namespace relata::explorer {
using namespace Qt::StringLiterals;

namespace {

QString said(const char *text) { return QCoreApplication::translate("Explorer", text); }

QString environmentWord(const QString &key)
{
    const char *word = isProduction(key) ? QT_TRANSLATE_NOOP("Environment", "PROD")
        : isStaging(key)                 ? QT_TRANSLATE_NOOP("Environment", "STAGE")
        : isDevelopment(key)             ? QT_TRANSLATE_NOOP("Environment", "DEV")
                                         : nullptr;
    return word ? QCoreApplication::translate("Environment", word) : QString();
}

} // namespace

TreeSection migrationSection(const Project &project)
{
    TreeSection section{.key = migrations,
        .title = said(QT_TRANSLATE_NOOP("Explorer", "Migrations")),
        .icon = u"migration"_s,
        .leaves = {}};
    const auto &all = project.timeline().migrations;
    for (const MigrationFile &migration : all | std::views::reverse) {
        section.leaves += {.id = migration.version,
            .title = u"%1  %2"_s.arg(migration.version, migration.title),
            .icon = u"migration"_s,
            .tip = migration.description};
    }
    return section;
}

TreeSection diagramSection(const Project &project)
{
    TreeSection section{
        .key = diagrams, .title = said(QT_TRANSLATE_NOOP("Explorer", "Diagrams")), .icon = u"diagram"_s, .leaves = {}};
    const QDir folder(project.diagramsFolder());
    for (const QString &file : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name | QDir::IgnoreCase)) {
        const QString name = file.chopped(5);
        section.leaves +=
            {.id = name, .title = name, .icon = u"diagram"_s, .tip = QDir::toNativeSeparators(folder.filePath(file))};
    }
    return section;
}

TreeSection querySection(const Project &project)
{
    TreeSection section{
        .key = queries, .title = said(QT_TRANSLATE_NOOP("Explorer", "Queries")), .icon = u"query"_s, .leaves = {}};
    for (const QString &name : project.queries().names()) {
        section.leaves += {.id = name,
            .title = name,
            .icon = u"query"_s,
            .tip = QDir::toNativeSeparators(project.queries().path(name)),
            .editable = true};
    }
    return section;
}

TreeSection connectionSection(const ConnectionBook &book)
{
    TreeSection section{.key = connections,
        .title = said(QT_TRANSLATE_NOOP("Explorer", "Connections")),
        .icon = u"connection"_s,
        .leaves = {},
        .onTop = true};
    for (const ConnectionProfile &profile : book.profiles()) {
        section.leaves += {.id = profile.name,
            .title = profile.displayName(),
            .detail = environmentWord(profile.environment),
            .icon = u"database"_s,
            .tip = profile.url(),
            .expandable = true};
    }
    return section;
}

} // namespace relata::explorer
