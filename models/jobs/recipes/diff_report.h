#pragma once
#include "models/jobs/recipes/compare.h"

namespace relata {

/// A comparison in the stable JSON form "relata.diff/1"; English whatever the locale.
QJsonObject diffJson(const Comparison &comparison, const Engine &engine);
/// The way up as a script that runs as it stands in the engine's own client, transactions included.
QString diffSql(const Comparison &comparison, const Engine &engine);
QString diffMarkdown(const Comparison &comparison, const Engine &engine);

/// What a comparison of the two leaves out, since not both know it (see models/schema/knowledge.h), and what would
/// help.
QList<Message> unknownRemarks(const Schema &one, const Schema &other);

/// One statement for the engine's own client, ended; the mysql client would end a body at its first semicolon.
QString clientStatement(const QString &sql, const Engine &engine);
/// A plan as a script for the engine's own client: neighbours that may share a transaction in one, titles as comments.
QString planScript(const Plan &plan, const Engine &engine);
/// The statements of a plan as a section of a migration file: each ended, titles as comments.
QString planSection(const Plan &plan, const Engine &engine);

} // namespace relata
