#pragma once
#include "models/engine/connection_profile.h"
#include "models/jobs/recipes/diagnose.h"
#include "models/timeline/timeline.h"

namespace relata {

class Connection;

/// Looks into one migration that stopped: which, what was there and should be, and what that speaks for. Used once.
class Investigation {
public:
    Investigation(Connection &connection, const ConnectionProfile &target, const ConnectionProfile &beside,
        const Engine &engine, const Timeline &timeline, JobContext &context)
        : m_connection(connection)
        , m_target(target)
        , m_beside(beside)
        , m_engine(engine)
        , m_timeline(timeline)
        , m_context(context)
    {
        m_beside.defaultSchema = target.defaultSchema;
    }

    Result<std::optional<Diagnosis>> run(const std::optional<Error> &error);
    Result<std::optional<Diagnosis>> runRefused(const Error &error);

private:
    /// A migration that names an object.
    struct Naming {
        Message line;
        bool isAtOdds; ///< with what the database should have had before
    };

    using Cause = Diagnosis::Cause;

    Result<std::optional<Diagnosis>> concluded();
    bool findSubject(const std::optional<Error> &error);
    bool isOfRollback(const Error &error) const;
    void describeRollback(const std::optional<Error> &error);
    Result<bool> findRefused(const Error &error);
    void describeSubject(const std::optional<Error> &error);
    int mostTouching(const Drift &drift) const;
    void findStatement(const Drift &drift = {});
    Trouble troubleOf(const std::optional<Error> &error) const;
    Schema managed(const Schema &live, const Schema &expected);
    Result<> readStates();
    Result<> readUpStates();
    Result<> readDownStates();
    Result<Schema> stateAfter(int statements, bool *failed);
    void findSights();
    void addSight(const Schema &schema, ObjectId id);
    QList<Naming> historyOf(const QStringList &names) const;
    void findCause();
    void findRollbackCause();
    void sayNothingDiffers();
    bool findPlainCause();
    bool isPartlyApplied();
    bool isOtherMigrations();
    bool isOtherDatabase();
    void say(Cause cause, const char *text, const QStringList &arguments = {});
    void show(const char *text, const QStringList &arguments = {});

    Connection &m_connection;
    const ConnectionProfile &m_target;
    ConnectionProfile m_beside;
    const Engine &m_engine;
    const Timeline &m_timeline;
    JobContext &m_context;
    QList<Ledger::Entry> m_entries;
    Diagnosis m_result;
    MigrationFile m_subject;
    Ledger::Entry m_entry;
    QStringList m_statements;
    Trouble m_trouble = Trouble::Unknown;
    Schema m_done, m_needed, m_after, m_whole, m_live; ///< by replay, but for the last
    QString m_ownFault; ///< what the scratch database says of the statement
    bool m_isWhole = false; ///< the database has all that the section leads to
    bool m_isRollback = false; ///< what stopped is its rollback, which is worked out from the database
    QList<QStringList> m_owners; ///< of each sight
};

/// Somebody else's words, which are not translated.
inline Message verbatim(const QString &text) { return {"", "%1", {text}}; }

} // namespace relata
