#pragma once
#include "models/schema/schema.h"
#include "tests/app/program.h"
#include "tests/app/runner_place.h"
#include "tests/app/writing_application.h"
#include "tests/support/own_database.h"

#include <QTemporaryDir>

class QJsonDocument;

namespace relata::tests {

/// A project that begins with a database, which holds these tables.
class PhasesPlace {
public:
    PhasesPlace(const EngineRegistry &engines, const QByteArray &server, const QString &script);

    QString projectFolder() const { return folder.filePath(QStringLiteral("project")); }
    QStringList words(const QStringList &action) const;
    Answer program(const QStringList &action) const { return runProgram(words(action)); }

    /// What the program answers in JSON.
    QJsonDocument told(const QStringList &action);
    /// The id of the only change that is open.
    QString open();

    /// Applies what is pending, and confirms whatever it asks for.
    QString up();
    QString down() const;
    QString next();

    /// "phases new"; what was wrong, or nothing.
    QString begin(const QStringList &wish) const;
    /// The newest migration's file.
    QString lastFile() const;
    Schema schema() const { return session.schema().value_or(Schema()); }
    /// How the database differs from this.
    QStringList differencesFrom(const Schema &wanted) const;
    /// What a designer would have made at once: label is called tag, and of the type that it has now.
    Schema plain(const Schema &before) const;
    qint64 count(const QString &condition) const;
    /// Rows whose label and tag are not the same, seen at one moment.
    qint64 strays() const;

    WrittenRows rows(const QString &column) const;

    QTemporaryDir folder;
    OwnDatabase database;
    Session session;
    QString error;
};

/// What differs between the two, for people.
QString different(const WrittenRows &expected, const WrittenRows &found);

/// A table item with so many rows, whose labels are the first three of these.
QString itemScript(const QString &definition, const QStringList &values, int count);

/// "rename-column item.label tag"
extern const QStringList Rename;
/// Labels in which engines differ from each other.
extern const QStringList Texts;

} // namespace relata::tests
