#pragma once
#include "dialects/postgresql/catalogue/answer.h"
#include "dialects/postgresql/names.h"
#include "dialects/postgresql/reference_cutter.h"
#include "models/schema/key_part.h"
#include "models/schema/options.h"
#include "models/schema/schema_builder.h"

#include <QSet>

namespace relata::postgresql {

/// All answers of the server, before they are put together.
struct Answers {
    Answer namespaces, members, relations, columns, constraints, indexes, indexKeys, sequences, types, routines,
        triggers, rules, policies, statistics, collations, extensions, grants, defaultPrivileges, others, dependencies;
};

/// Puts a Schema together from the answers: first every id and name, then the definitions that name them.
class Reading {
public:
    /// `wanted`: the namespaces that were asked for; empty: all.
    Reading(const Answers &answers, const QString &defaultSchema, const QStringList &wanted);
    Schema run();

private:
    struct Relation {
        ObjectId id, namespaceId;
        QString name;
        char kind = 0;
        bool managed = false; ///< a table, view, sequence or composite type, read with all that belongs to it
        QStringList parts; ///< of one that is not managed: what its definition is made of
    };

    // ids and names
    void nameNamespaces();
    void nameRelations();
    void nameColumns();
    void nameTypes();
    void nameRoutines();
    void nameOthers();
    bool isMember(quint32 classOid, quint32 oid) const { return m_members.contains({classOid, oid}); }
    QString schemaName(quint32 namespaceOid) const { return m_namespaceNames.value(namespaceOid); }

    // definitions
    void readTables();
    void readTable(qsizetype row, const Relation &relation);
    void addParents(struct Table &table, qsizetype row) const;
    void readMaterializedView(qsizetype row, const Relation &relation);
    Expression queryOf(qsizetype row) const;
    void readViews();
    void readColumns();
    void readColumn(qsizetype row, const Relation &relation);
    void readSequences();
    void readTypes();
    void readDomain(qsizetype row, ObjectId id, ObjectId space);
    void readRoutines();
    void readRules();
    void readPolicies();
    void readStatistics();
    void readCollations();
    void readExtensions();
    void readGrants();
    void readDefaultPrivileges();
    void readConstraints();
    void readKey(qsizetype row, const Relation &relation);
    void readForeignKey(qsizetype row, const Relation &relation);
    void readCheck(qsizetype row, ObjectId parent);
    void readExclusion(qsizetype row, const Relation &relation);
    Options keyOptions(qsizetype row) const;
    void readIndexes();
    void readIndexKeys();
    void readTriggers();
    void readOthers();
    void addUnmanagedRelations();

    DataType typeOf(const Answer &answer, qsizetype row, const char *full) const;
    ObjectId objectOf(quint32 classOid, quint32 oid, int column) const;
    QString quotedNames(quint32 relation, const QList<int> &numbers) const;
    QList<ObjectId> columnIds(quint32 relation, const QList<int> &numbers) const;
    QString collationOf(const Answer &answer, qsizetype row, const char *schema, const char *name) const;
    QList<ObjectId> dependenciesOf(quint32 classOid, quint32 oid) const;
    void addOpaque(ObjectId id, ObjectId parent, const QString &name, const QString &kind, const QString &definition,
        const QList<ObjectId> &dependencies, ObjectId table = {});

    const Answers &m_answers;
    QStringList m_wanted;
    SchemaBuilder m_builder;
    Names m_names;
    QHash<quint32, ObjectId> m_namespaces;
    QHash<quint32, QString> m_namespaceNames;
    ObjectId m_default;
    QHash<quint32, Relation> m_relations;
    QHash<std::pair<quint32, int>, ObjectId> m_columns;
    QHash<std::pair<quint32, int>, QString> m_columnNames;
    QHash<quint32, ObjectId> m_types, m_routines, m_collations;
    QHash<quint32, KeyParts> m_indexKeys;
    QHash<ObjectId, Options> m_columnComments; ///< of views
    QSet<std::pair<quint32, quint32>> m_members;
    QHash<std::pair<quint32, quint32>, QList<qsizetype>> m_dependencies; ///< rows of the answer
    QSet<quint32> m_identitySequences;
    /// The numbers of catalogues, fixed since they began.
    static constexpr quint32 m_relationClass = 1259, m_typeClass = 1247, m_routineClass = 1255, m_namespaceClass = 2615,
                             m_collationClass = 3456;
};

/// Storage parameters "a=b" as options of this engine, their names behind `prefix`.
void addParameters(Options &options, const QStringList &parameters, const QByteArray &prefix = {});
/// A text of the answer as an option, where there is one.
void addOption(Options &options, const QByteArray &key, const Answer &answer, qsizetype row, const char *column);
/// "O", "D", "R" or "A" of triggers and rules as an option; none where it is on.
void addEnabled(Options &options, char code);

} // namespace relata::postgresql
