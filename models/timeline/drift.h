#pragma once
#include "models/schema/schema.h"
#include "models/timeline/migration_file.h"

#include <QJsonObject>

namespace relata {

struct Engine;
struct SqlFlavour;

/// What a project says must not count as drift: relata.json's {"drift": {"ignore": [{"kind": "table", "name":
/// "tmp_*"}]}}. A rule without a kind is of every kind; what belongs to an ignored object is ignored with it.
struct DriftRules {
    struct Rule {
        std::optional<Kind> kind;
        QString name; ///< pattern of the name with its parents, "*" and "?" as in file names
    };
    QList<Rule> rules;

    bool ignore(const Schema &schema, ObjectId id) const;
};

/// Errors name what is wrong in the member "drift".
Result<DriftRules> driftRules(const QJsonObject &config);

/// The settings with such rules added, each once.
QJsonObject ignoring(QJsonObject config, const QList<DriftRules::Rule> &rules);

/// One object in which a database is not what its migrations lead to.
struct DriftItem {
    enum class State { Added, Removed, Changed };
    struct FieldChange {
        QByteArray field;
        QString expected, found;
    };
    ObjectRef object;
    QString name; ///< for people
    State state = State::Changed;
    QList<FieldChange> fields; ///< of a changed one
    QStringList owners; ///< names of itself and of what it belongs to, but for namespaces

    /// "column users.email: nullable: 1 → 0"
    QString text() const;
    /// "Drift: " and the text.
    Message message() const;
    /// What ignores just this one, whatever else comes.
    DriftRules::Rule ignoringRule() const;
};

/// A database beside the state that its migrations lead to.
struct Drift {
    Schema expected; ///< as a server holds it
    Schema found; ///< under the ids of `expected`, what is ignored or not managed taken back
    QList<DriftItem> items; ///< what belongs to an added or removed object is not listed beside it
    qsizetype ignored = 0;
    bool isFromNothing = false; ///< no migration is applied that it could be compared with

    bool isEmpty() const { return items.isEmpty(); }
};

/// What differs. Objects that are not managed count only where a migration made them.
Drift driftBetween(const Schema &expected, const Schema &found, const Engine &engine, const DriftRules &rules = {});

/// The items that a statement of the migration may touch: it names the object, or what it belongs to. Names inside of
/// strings count.
QList<DriftItem> touchedBy(const MigrationFile &migration, const QList<DriftItem> &items, const SqlFlavour &flavour);
/// All names in a text in lower case, those inside of strings too.
QSet<QString> namesIn(QStringView sql, const SqlFlavour &flavour);
/// Of a migration: of its way up, and of a program in Python all words.
QSet<QString> namesIn(const MigrationFile &migration, const SqlFlavour &flavour);

} // namespace relata
