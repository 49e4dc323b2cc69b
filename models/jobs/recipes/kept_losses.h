#pragma once
#include "models/diff/matcher.h"
#include "models/jobs/recipes/down_precautions.h"
#include "models/jobs/recipes/run_script.h"
#include "models/planner/keeping.h"

namespace relata {

/// What a way back takes away of what was written since, kept aside: in the transaction, under the lock of the table,
/// or by the very statement that takes it away, so that nothing which others write meanwhile is missed. What somebody
/// made by hand and goes along, such as a column of a table that goes, is kept like all else. All that is handed over
/// outlives it.
class KeptLosses {
public:
    using Wrapping = std::function<Result<>(const std::function<Result<>()> &)>;

    /// `known.after` holds before the way back, `known.before` behind it.
    KeptLosses(Connection &connection, const ConnectionProfile &target, const Engine &engine,
        const MigrationFile &migration, const DownPrecautions &known);

    /// Finds which of these statements, from `first` on, takes what away. Refused where rows cannot be kept or no
    /// statement can be told; nothing is done before.
    Result<> plan(const QList<RunnerStatement> &statements, int first);
    /// The same for a program, whose statements nobody knows.
    Result<> planAhead();
    /// What would be kept as the rows are now, once that is planned. Counts them.
    Result<QList<Message>> foreseen() const;
    /// For a program, whose statements nobody knows: keeps at once. What others write from then on is not in it.
    Result<> keepAhead();
    /// The hooks of a run of the statements, with the keeping in them. `asOneself` runs what is Relata's own.
    ScriptHooks around(const ScriptHooks &hooks, const Wrapping &asOneself);
    /// What goes with what a way up takes away, holds rows and is in no migration, so that nothing keeps it; of `known`
    /// the two sides are turned round.
    Result<QList<Message>> unknown(const QList<RunnerStatement> &statements);
    /// What stands in the database now, and how much it is.
    QList<Message> said() const;

private:
    struct Loss {
        KeptRows rows;
        QList<ObjectId> taken{}; ///< whose end in a statement's text is theirs
        bool isMoved = false; ///< the table itself becomes the kept one
        int at = -1; ///< the statement, or the first of its transaction
        bool isOwn = false; ///< kept with the statement, not at the beginning of a transaction
        std::vector<Statement> steps{}; ///< of a move
        std::size_t done = 0; ///< of these, which committed by themselves
        std::optional<Message> said{};
    };
    struct Place {
        int at = -1;
        bool isOwn = false;
    };

    Result<> look();
    void collect();
    bool goesAlong(ObjectId id) const;
    QList<ObjectId> valuesOf(ObjectId table) const;
    void collectLost(ObjectId table, const Keeping::Lost &lost, const QString &tag, qsizetype number);
    void add(KeptRows rows, const QList<ObjectId> &taken);
    void readTaken();
    void readUnseen();
    bool isToldOfAll() const;
    Result<Schema> readLive() const;
    QHash<ObjectId, QString> namesBy(int i) const;
    Schema asOf(int i) const;
    QStringList pathBy(int i, ObjectId id) const;
    bool takesIn(int begin, qsizetype end, ObjectId id) const;
    bool willGo(ObjectId id) const;
    Result<> mustKnowPartitions();
    Result<> mustBeWithoutRows(ObjectId part, ObjectId whole) const;
    bool same(const QString &a, const QString &b) const;
    QList<ObjectId> wholesOf(ObjectId id) const;
    bool takes(int i, ObjectId id) const;
    bool isDone(ObjectId id) const;
    bool names(int i, ObjectId id) const;
    bool mayTake(ObjectId id) const;
    bool goesUnderAnotherName(ObjectId table) const;
    bool losesPart(const KeptRows &rows, int end) const;
    bool goesUnsaid(ObjectId id, const Keeping &keeping) const;
    Result<qint64> countUnknown(ObjectId id) const;
    std::optional<Place> placeOf(ObjectId id) const;
    Result<> put(Loss loss);
    Result<> putColumns(const Loss &loss);
    Result<> putParts(Loss &whole);
    Result<qint64> count(const QString &from, const KeptRows &rows) const;
    Result<> mustBeEmpty(const Loss &loss, const Message &why) const;
    Result<> nameLosses();
    Result<> runAll(const QStringList &statements);
    Error numbered(int i, Error error) const;
    QString sourcesOf(const Loss &loss) const;
    Result<> keepBefore(int i);
    Result<bool> keepWith(int i);
    Result<> copyWith(Loss &loss, int i);
    Result<> planMove(Loss &loss);
    Result<> move(Loss &loss);
    Result<> note(Loss &loss);

    Connection &m_connection;
    const ConnectionProfile &m_target;
    const Engine &m_engine;
    const MigrationFile &m_migration;
    const Schema &m_known, &m_wanted; ///< what the migrations lead to, before and behind the way back
    Schema m_from; ///< what stands, under the ids of `m_known`
    Schema m_to; ///< behind the way back, with what is in no migration and stays
    QList<Loss> m_losses;
    QList<std::pair<Loss, Message>> m_unkept; ///< what cannot be kept, and why
    QList<RunnerStatement> m_statements;
    QList<QList<QStringList>> m_taken; ///< by each of them
    QList<QHash<ObjectId, QString>> m_names; ///< new ones when each from the first on runs
    QSet<int> m_unseen; ///< those that can do more than their words say
    int m_first = 0;
    Wrapping m_asOneself;
};

/// Refuses a way up that takes away values of what somebody made by hand, such as a column of a table that it makes
/// anew or keeps as the migrations know it; where that is allowed it is told.
Result<> mustLoseNothingUnknown(Connection &connection, const ConnectionProfile &target, const Engine &engine,
    const MigrationFile &migration, const Schema &before, const Schema &after, bool isAllowed,
    const std::function<void(const Message &)> &tell);

} // namespace relata
