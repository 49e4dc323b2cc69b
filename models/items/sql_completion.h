#pragma once
#include "models/schema/schema.h"

#include <QList>
#include <QString>

#include <vector>

namespace relata {

struct QueryScope;
struct QuerySource;
struct SqlFlavour;

/// One thing that may be written at the caret.
struct Completion {
    QString text; ///< as it is written, quoted where it must be
    QString icon;
    QString detail; ///< a type, a table, a schema
};

/// What may be written, and where what is there begins.
struct CompletionAnswer {
    qsizetype begin = 0; ///< the completion replaces the text from here to the caret
    QList<Completion> items; ///< the best first
    bool isExpected = false; ///< a name must follow here: worth offering before a letter is typed
};

/// The names of a schema, prepared to be looked up as one types. Immutable: any thread.
class CompletionNames {
public:
    /// The flavour outlives it.
    CompletionNames(Schema schema, const SqlFlavour &flavour);

    /// At most `limit` answers for this place in a text; quick whatever the size of the schema. Knows what the
    /// statement names: tables and their aliases, queries of WITH and in parentheses. Joins along foreign keys come
    /// first after ON and JOIN; at a `*` the columns it stands for are offered.
    CompletionAnswer complete(QStringView text, qsizetype caret, int limit = 100) const;

    const Schema &schema() const { return m_schema; }

private:
    struct Relation {
        QString lower;
        ObjectId id;
    };
    /// What a name of the statement stands for: a table, or a query of its own.
    struct Source {
        ObjectId id;
        QString called;
        int query = -1;
        QStringList renamed; ///< names its columns were given anew
        qsizetype end = 0;
    };
    struct OutputColumn {
        QString name;
        QString detail;
    };
    struct Place;
    using Answers = QList<Completion>;
    using Scopes = QList<QueryScope>;

    Place placeOf(QStringView text, qsizetype caret) const;
    void see(Place &place, QStringView statement, qsizetype caret) const;
    std::optional<Source> resolved(const Scopes &scopes, int scope, const QuerySource &written) const;
    QList<OutputColumn> columnsOf(const Scopes &scopes, const Source &source, int depth = 0) const;
    QList<OutputColumn> outputsOf(const Scopes &scopes, int scope, int depth) const;
    ObjectId relationNamed(const QStringList &path) const;
    void addMembers(Answers &answers, const Place &place, int limit) const;
    void addCommonTables(Answers &answers, const Place &place) const;
    void addTables(Answers &answers, const Place &place, int limit) const;
    void addRelated(Answers &answers, const Place &place) const;
    void addJoins(Answers &answers, const Place &place) const;
    void addShared(Answers &answers, const Place &place) const;
    void addTargetColumns(Answers &answers, const Place &place) const;
    void addStar(Answers &answers, const Place &place) const;
    void addSeen(Answers &answers, const Place &place, int limit) const;
    void addColumns(Answers &answers, const Source &source, const Place &place, bool qualify) const;
    void addKeywords(Answers &answers, const Place &place, int limit) const;
    QString condition(const struct ForeignKey &key, const Source &from, const Source &to) const;
    QString written(const QString &name) const;
    Completion relation(ObjectId id) const;

    const Schema m_schema;
    const SqlFlavour *m_flavour;
    std::vector<Relation> m_relations; ///< by lower-case name
};

} // namespace relata
