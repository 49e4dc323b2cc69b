#pragma once
#include "models/jobs/recipes/run_script.h"
#include "models/planner/keeping.h"
#include "models/schema/schema.h"
#include "models/sql/made_by_text.h"

#include <QHash>
#include <QSet>

namespace relata {

/// Finds which statements of a way up take rows or values away, or change them, so that a way back does not bring back
/// just those: what Relata keeps aside, and what they have made themselves, does not count. All that is handed over
/// outlives it. Pure.
class LostRows {
public:
    struct Loss {
        int at = 0; ///< the statement, from 0
        const char *why =
            nullptr; ///< a sentence of context "NoReturn": %1 its number from 1, %2 its text, %3 the object
        const char *remedy = nullptr; ///< of the same context
        QString object{};
    };

    /// `byText`: the schemas are not known, and empty.
    LostRows(const QList<RunnerStatement> &statements, const Engine &engine, const ServerInfo &server,
        const Schema &before, const Schema &after, bool byText);

    std::optional<Loss> first() const;
    /// Tables that keep what goes.
    QStringList kept() const;

private:
    /// What is known of a statement's text.
    struct Text {
        QString sql, word; ///< as it stands; its first word in capitals
        StatementFacts facts;
        QSet<QString> names; ///< in lower case
        QList<QStringList> taken;
        MadeByText made;
    };
    /// A loss by the schemas, at the first statement that may do it.
    struct Wanted {
        QString table, column; ///< empty: no column; the table, or another object
        Loss loss;
    };

    std::optional<Loss> lossAt(int i) const;
    std::optional<Loss> takenAt(int i, const QStringList &path) const;
    std::optional<Loss> tableTaken(int i, const QString &table) const;
    std::optional<Loss> columnTaken(int i, const QString &table, const QString &column) const;
    std::optional<Loss> retypedAt(int i) const;
    std::optional<Loss> displacedAt(int i) const;
    std::optional<Loss> writtenAt(int i) const;
    QList<Loss> unplaced() const;
    int placeOf(const QStringList &names) const;
    bool isTaken(const QString &table, const QString &column) const;
    bool hasParts(ObjectId table) const;
    static bool mayDo(const Text &text, const Wanted &wanted);
    bool isMade(int i, const QString &table) const;
    bool isAdded(int i, const QString &table, const QString &column) const;
    bool isKeptByText(int i, const QString &table, const QString &column) const;
    bool isCopied(int i, const QString &table) const;
    bool isRenamed(const QString &name) const;
    bool holdsReplaced(int i) const;
    QStringList targetsOf(int i) const;
    ObjectId tableNamed(const QString &name) const;
    bool same(const QString &a, const QString &b) const;
    void findWanted();

    const Engine &m_engine;
    const ServerInfo &m_server;
    const Schema &m_before, &m_after;
    const bool m_byText;
    Keeping m_keeping;
    QList<Text> m_texts;
    QHash<int, QString> m_displaced; ///< tables that lose rows to parts they are given, by the statement
    QList<Wanted> m_wanted; ///< other losses than of what is dropped
};

} // namespace relata
