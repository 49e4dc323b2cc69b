#include "models/project/replay_cache.h"

#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/migrate.h"
#include "models/timeline/ledger.h"

#include <QCryptographicHash>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

static QByteArray keyOf(const Timeline &timeline, const Engine &engine, const ConnectionProfile &beside)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(engine.key);
    hash.addData((beside.url() + u'\n' + beside.defaultSchema).toUtf8());
    for (const MigrationFile &migration : timeline.migrations)
        hash.addData((u'\n' + migrationChecksum(migration, engine)).toUtf8());
    for (const MigrationFile &repeatable : timeline.repeatables)
        hash.addData((u"\nrepeatable "_s + migrationChecksum(repeatable, engine)).toUtf8());
    return hash.result();
}

Result<Schema> ReplayCache::schemaAt(const Timeline &timeline, const QString &version, const Engine &engine,
    const ConnectionProfile &beside, JobContext &context)
{
    const MigrationFile *last = timeline.find(version);
    if (!last && version.toLongLong() != 0)
        return failure({.code = Error::Code::Usage,
            .message = {"Compare", QT_TRANSLATE_NOOP("Compare", "The project has no migration %1."), {version}},
            .detail = {},
            .sqlState = {},
            .position = {}});
    Timeline upTo;
    upTo.python = timeline.python;
    for (const MigrationFile &migration : timeline.migrations) {
        if (migration.version.toLongLong() <= version.toLongLong())
            upTo.migrations += migration;
    }
    if (upTo.migrations.size() == timeline.migrations.size())
        upTo.repeatables = timeline.repeatables;
    const QByteArray key = keyOf(upTo, engine, beside);
    {
        const QMutexLocker lock(&m_mutex);
        if (const auto known = m_schemas.constFind(key); known != m_schemas.cend())
            return *known;
    }
    Result<Schema> schema = replayed(upTo, nullptr, engine, beside, context);
    if (schema) {
        const QMutexLocker lock(&m_mutex);
        m_schemas.insert(key, *schema);
    }
    return schema;
}

} // namespace relata
