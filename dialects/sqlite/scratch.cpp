#include "dialects/sqlite/scratch.h"

#include "dialects/sqlite/driver.h"
#include "models/base/scratch_folder.h"
#include "models/engine/connection.h"
#include "models/engine/connection_profile.h"

#include <QUuid>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

class MemoryDatabase : public ScratchDatabase {
public:
    MemoryDatabase(ConnectionProfile profile, std::unique_ptr<Connection> connection)
        : m_profile(std::move(profile))
        , m_connection(std::move(connection))
    { }

    Connection &connection() override { return *m_connection; }
    const ConnectionProfile &profile() const override { return m_profile; }
    Message description() const override { return {"Sqlite", QT_TRANSLATE_NOOP("Sqlite", "in memory"), {}}; }

private:
    ConnectionProfile m_profile;
    std::unique_ptr<Connection> m_connection;
};

class FileDatabase : public MemoryDatabase {
public:
    FileDatabase(ScratchFolder folder, ConnectionProfile profile, std::unique_ptr<Connection> connection)
        : MemoryDatabase(std::move(profile), std::move(connection))
        , m_folder(std::move(folder))
    { }

    Message description() const override { return {"Sqlite", QT_TRANSLATE_NOOP("Sqlite", "in a file of its own"), {}}; }

private:
    ScratchFolder m_folder;
};

/// What a scratch database has of the one beside.
ConnectionProfile settingsBeside(const ConnectionProfile &beside)
{
    ConnectionProfile profile;
    profile.engine = "sqlite";
    if (beside.parameters.contains(u"foreign_keys"_s))
        profile.parameters.insert(u"foreign_keys"_s, beside.parameters.value(u"foreign_keys"_s));
    return profile;
}

} // namespace

Result<std::unique_ptr<ScratchDatabase>> SqliteScratch::createReachable(
    const ConnectionProfile &beside, JobContext &) const
{
    Result<ScratchFolder> folder = ScratchFolder::make();
    if (!folder)
        return failure(folder.error());
    ConnectionProfile profile = settingsBeside(beside);
    profile.database = folder->path() + u"/scratch.db"_s;
    profile.parameters.insert(u"mode"_s, u"rwc"_s);
    Result<std::unique_ptr<Connection>> connection = SqliteDriver().open(profile);
    if (!connection)
        return failure(connection.error());
    return std::make_unique<FileDatabase>(std::move(*folder), std::move(profile), std::move(*connection));
}

Result<std::unique_ptr<ScratchDatabase>> SqliteScratch::create(const ConnectionProfile &beside, JobContext &) const
{
    ConnectionProfile profile = settingsBeside(beside);
    profile.database = u"/relata_scratch_"_s + QUuid::createUuid().toString(QUuid::Id128);
    profile.parameters.insert(u"vfs"_s, u"memdb"_s);
    Result<std::unique_ptr<Connection>> connection = SqliteDriver().open(profile);
    if (!connection)
        return failure(connection.error());
    return std::make_unique<MemoryDatabase>(std::move(profile), std::move(*connection));
}

} // namespace relata::sqlite
