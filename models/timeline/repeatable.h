#pragma once
#include "models/schema/schema.h"
#include "models/timeline/timeline.h"

namespace relata {

struct Engine;
struct SqlFlavour;

/// Views, routines and triggers whose definition is kept in one place: files of the folder "repeatable" beside the
/// numbered migrations. Each runs behind the last migration, and again when its text or what it stands on has changed.
inline constexpr QStringView RepeatableFolder = u"repeatable";

/// The names of a folder's files of that kind.
QStringList repeatableFileNames(const QString &folder);
/// Reads them, in the order in which they run: what `-- relata:after NAME` names comes before, else by name. Two of one
/// id, and names that lead round or nowhere, are errors. A missing folder holds none.
Result<QList<MigrationFile>> readRepeatables(const QString &folder);
/// The same order of files that are known; a name that leads nowhere counts for nothing.
Result<QList<MigrationFile>> inOrder(QList<MigrationFile> repeatables);

/// What a file makes anew or takes away.
struct RepeatedObject {
    Kind kind = Kind::View;
    QString schema, name; ///< schema: empty for the default one
};
/// Refused unless each statement makes a view, a routine or a trigger anew, whatever was there, or gives rights and
/// comments: what writes rows or shapes tables does not run twice.
Result<QList<RepeatedObject>> repeatedObjects(const MigrationFile &repeatable, const SqlFlavour &flavour);
/// Of all files that keep to that.
QList<RepeatedObject> repeatedObjects(const QList<MigrationFile> &repeatables, const SqlFlavour &flavour);
/// Whether an object of the schema, or what it belongs to, is one of them.
bool isRepeated(const Schema &schema, ObjectId id, const QList<RepeatedObject> &objects);
/// `wanted`, but with these objects as `from` has them: nothing that leads from there to it makes, changes or drops
/// one.
Schema withoutRepeated(
    const Schema &from, const Schema &wanted, const QList<RepeatedObject> &objects, const Engine &engine);

} // namespace relata
