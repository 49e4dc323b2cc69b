#pragma once
#include <QString>
#include <QStringList>

namespace relata {

/// The types that people choose from on this engine, in its own normal form, the common ones first.
const QStringList &typeNames(QStringView engine);

/// What the server will make of a typed type name: aliases spelled out ("varchar(20)" → "character varying(20)" on
/// PostgreSQL, "int(11)" → "int" on MySQL), blanks and case made regular. SQLite keeps what is written.
QString normalTypeName(const QString &typed, QStringView engine);

/// Whether the engine has a type of this name by itself; SQLite takes any word.
bool isKnownType(const QString &normalName, QStringView engine);

} // namespace relata
