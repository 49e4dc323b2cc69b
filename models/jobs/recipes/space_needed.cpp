#include "models/jobs/recipes/space_needed.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/engine/space_port.h"
#include "models/jobs/recipes/run_script.h"
#include "models/timeline/migration_file.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Message said(const char *text, const QStringList &arguments) { return {"Space", text, arguments}; }

QString nameOf(const SpaceNeed &need)
{
    QStringList path = need.table;
    path.removeAll(QString()); // the default namespace has no name
    return path.join(u'.');
}

Message textOf(const SpaceNeed &need)
{
    const QString statement = QString::number(need.statement);
    if (!need.bytes)
        return said(
            QT_TRANSLATE_NOOP("Space", "Statement %1 needs room beside %2 until it ends; how much is not known."),
            {statement, nameOf(need)});
    if (need.isIndex)
        return said(QT_TRANSLATE_NOOP("Space", "Statement %1 builds an index of %2, which takes less than %3."),
            {statement, nameOf(need), sizeText(*need.bytes)});
    return said(QT_TRANSLATE_NOOP("Space", "Statement %1 writes %2 anew: about %3 more are taken until it ends."),
        {statement, nameOf(need), sizeText(*need.bytes)});
}

/// With their sizes; a table that is made by the migration itself has none.
Result<QList<SpaceNeed>> measured(Connection &connection, const SpacePort &port, const QList<SpaceNeed> &needs)
{
    QList<SpaceNeed> result;
    for (SpaceNeed need : needs) {
        const Result<std::optional<qint64>> size = port.tableSize(connection, need.table);
        if (!size && size.error().code != Error::Code::Sql)
            return failure(size.error());
        if (size && !*size)
            continue;
        need.bytes = size.value_or(std::nullopt);
        result += need;
    }
    return result;
}

tl::unexpected<Error> tooLittle(const MigrationFile &migration, const SpaceNeed &need, qint64 free)
{
    return failure({.code = Error::Code::Refused,
        .message = said(
            QT_TRANSLATE_NOOP("Space",
                "Nothing of migration %1 was run: statement %2 writes %3 anew, which takes about %4 more until it "
                "ends, and %5 are free where the database stands."),
            {migration.version, QString::number(need.statement), nameOf(need), sizeText(*need.bytes), sizeText(free)}),
        .detail = {},
        .sqlState = {},
        .position = {}});
}

} // namespace

bool buildsIndex(QStringView statement)
{
    static const QRegularExpression create(
        u"^\\s*CREATE\\s+(?:(?:UNIQUE|FULLTEXT|SPATIAL)\\s+)?INDEX\\b"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression add(
        u"^\\s*ALTER\\s+TABLE\\b.*\\bADD\\s+(?:CONSTRAINT\\s+\\S+\\s+)?(?:UNIQUE|PRIMARY|"
        "FULLTEXT|SPATIAL|INDEX|KEY|EXCLUDE)\\b"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return create.match(statement).hasMatch() || add.match(statement).hasMatch();
}

QStringList strongestTable(const StatementFacts &facts)
{
    const Lock *strongest = nullptr;
    for (const Lock &lock : facts.locks) {
        if (lock.object.kind == Kind::Table && (!strongest || lock.level > strongest->level))
            strongest = &lock;
    }
    return strongest ? strongest->object.path : QStringList();
}

QString sizeText(qint64 bytes) { return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat); }

QList<SpaceNeed> spaceNeeds(const QString &section, const Engine &engine, const ServerInfo &server)
{
    QList<SpaceNeed> result;
    int statement = 0;
    for (const StatementFacts &facts : scriptFacts(section, engine, server)) {
        ++statement;
        const QStringList table = strongestTable(facts);
        const bool isIndex =
            !facts.rewrites && buildsIndex(QStringView(section).mid(facts.begin, facts.end - facts.begin));
        if (!table.isEmpty() && (facts.rewrites || isIndex))
            result += SpaceNeed{statement, table, isIndex, {}};
    }
    return result;
}

Result<SpaceOutlook> spaceOutlook(
    Connection &connection, const Engine &engine, const ConnectionProfile &target, const QString &section)
{
    const RunWatchPort *watch = engine.runner ? engine.runner->watch() : nullptr;
    const SpacePort *port = watch ? watch->space() : nullptr;
    const QList<SpaceNeed> wanted = port ? spaceNeeds(section, engine, connection.server()) : QList<SpaceNeed>();
    if (wanted.isEmpty())
        return SpaceOutlook();
    const Result<QList<SpaceNeed>> needs = measured(connection, *port, wanted);
    if (!needs || needs->isEmpty())
        return needs ? Result<SpaceOutlook>(SpaceOutlook()) : failure(needs.error());
    const Result<std::optional<qint64>> free = port->freeSpace(connection, target);
    return free ? Result<SpaceOutlook>(SpaceOutlook{*needs, *free}) : failure(free.error());
}

Result<> mustHaveSpace(Connection &connection, const Engine &engine, const ConnectionProfile &target,
    const MigrationFile &migration, const SpaceRules &rules, const std::function<void(const Message &)> &tell)
{
    const Result<SpaceOutlook> outlook = spaceOutlook(connection, engine, target, migration.up);
    if (!outlook)
        return failure(outlook.error());
    const std::optional<qint64> free = outlook->free;
    bool isTold = false;
    for (const SpaceNeed &need : outlook->needs) {
        const bool fits = !free || !need.bytes || need.isIndex || *need.bytes <= *free - rules.reserve;
        if (!fits && !rules.isAllowed)
            return tooLittle(migration, need, *free);
        if (fits && need.bytes && *need.bytes < rules.worthTelling)
            continue;
        tell(textOf(need));
        isTold = true;
    }
    if (!isTold)
        return {};
    tell(free
            ? said(QT_TRANSLATE_NOOP("Space", "%1 are free where the database stands."), {sizeText(*free)})
            : said(QT_TRANSLATE_NOOP("Space", "How much is free where the database stands cannot be known from here."),
                {}));
    return {};
}

} // namespace relata
