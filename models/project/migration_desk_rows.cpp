#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/jobs/recipes/review.h"
#include "models/project/migration_desk.h"
#include "models/project/project.h"
#include "models/project/row_check.h"

// The part of MigrationDesk that asks the rows of a database what they say to the next migration.
namespace relata {
using namespace Qt::StringLiterals;

static Message said(const char *text, const QStringList &arguments = {}) { return {"MigrationDesk", text, arguments}; }

static QString textOf(const MigrationFile &migration) { return migration.up + migration.python; }

static Message summaryOf(const RowCheck &check)
{
    if (const int inTheWay = check.inTheWay())
        return said(QT_TRANSLATE_NOOP("MigrationDesk", "Data checks for migration %1: %2 failed"),
            {check.version, QString::number(inTheWay)});
    return said(QT_TRANSLATE_NOOP("MigrationDesk", "Data checks for migration %1: all passed"), {check.version});
}

static Result<RowCheck> checked(Connection &connection, const Engine &engine, const Timeline &timeline,
    const MigrationFile &migration, const ConnectionProfile &beside, JobContext &context)
{
    const Result<MigrationReview> review = reviewMigration(timeline, migration, engine, beside, false, context);
    if (!review)
        return failure(review.error());
    Result<QList<FoundRows>> found =
        rowsInTheWay(connection, engine, migration, review->before, review->after, context);
    if (!found)
        return failure(found.error());
    return RowCheck{migration.version, textOf(migration), QDateTime::currentDateTimeUtc(), std::move(*found)};
}

QString MigrationDesk::next() const
{
    const auto it = std::find_if(
        m_states.begin(), m_states.end(), [](const auto &s) { return s.state == MigrationState::Pending; });
    return it == m_states.end() ? QString() : it->version;
}

const RowCheck *MigrationDesk::rowCheck(const QString &version) const
{
    const MigrationFile *migration = m_project.timeline().find(version);
    const bool isAsIs =
        m_rowCheck && m_rowCheck->version == version && migration && m_rowCheck->text == textOf(*migration);
    return isAsIs ? m_rowCheck.get() : nullptr;
}

void MigrationDesk::checkRows(bool python)
{
    const QString version = next();
    const MigrationFile *migration = m_project.timeline().find(version);
    if (!m_session || !m_profile || !migration || !mayRunPython(version, python, [this] { checkRows(true); }))
        return;
    m_session.startLasting(
        m_jobs,
        said(QT_TRANSLATE_NOOP("MigrationDesk", "Check the data of %1 for migration %2"),
            {m_profile->displayName(), version}),
        this,
        [timeline = timeline(python), file = *migration, engines = &m_engines, beside = beside()](
            Connection &connection, JobContext &context) {
            return checked(connection, *engines->find(connection.server().engine), timeline, file, beside, context);
        },
        [this, number = m_number](Result<RowCheck> check) {
            if (!check)
                return emit failed(check.error());
            if (number != m_number) // another database is looked at by now
                return;
            m_rowCheck = std::make_shared<const RowCheck>(std::move(*check));
            emit rowsChecked(summaryOf(*m_rowCheck));
        });
}

/// Once something was applied or taken back they may say another thing, to another migration.
void MigrationDesk::forgetRows(const QList<MigrationStatus> &states)
{
    const auto isSame = [](const MigrationStatus &a, const MigrationStatus &b) {
        return a.version == b.version && a.state == b.state;
    };
    if (!std::equal(m_states.begin(), m_states.end(), states.begin(), states.end(), isSame))
        m_rowCheck.reset();
}

} // namespace relata
