#pragma once
#include "models/schema/schema.h"

#include <QMap>

namespace relata::tests {

/// How one change reads on a version that no server here is of.
struct UnverifiedPlan {
    QString up, down;
    QString refusal; ///< why there is no plan; empty: there is one

    bool operator==(const UnverifiedPlan &) const = default;
};

/// One change on versions of an engine that follow their manuals, as data: tests/cases/unverified/<engine>/*.case.
/// Schemas stand in the lines of a project's head.json, so that no server is needed; what the change puts in the place
/// of an object, or beside all, stands under `changed`, and ids of what goes under `dropped`. Versions whose plans read
/// the same share a section:
///
///     # column-add        unverified: 5.7 8.0.34 8.4
///     -- from --
///     {"kind": "schema", "id": "1"}
///     …
///     -- changed --
///     {"kind": "column", …}
///     -- dropped --
///     5 6
///     -- up 5.7 --
///     ALTER TABLE …;
///     -- down 5.7 --
///     ALTER TABLE …;
///     -- refused 8.0.34 8.4 --
///     a sentence
struct UnverifiedCase {
    QString path;
    QStringList versions;
    Schema from, to;
    QMap<QString, UnverifiedPlan> plans; ///< by version
    QString error; ///< why the file cannot be read; empty when it can
};

/// The files of an engine, by name.
QStringList unverifiedPaths(const QByteArray &engine);
UnverifiedCase readUnverified(const QString &path);
/// Writes the plans that were seen into the file; the schemas in it stay.
bool writeUnverified(const UnverifiedCase &seen);

} // namespace relata::tests
