#pragma once
#include "dialects/common/statement_tree.h"

#include <QJsonArray>
#include <QJsonObject>

namespace relata::postgresql {

/// The path of a RangeVar node.
QStringList relationOf(const QJsonObject &rangeVar);
/// What an AlterTableCmd node does; a column's own constraints behind it.
QList<StatementAction> alterAction(const QJsonObject &command);
/// The foreign keys and parents of a CreateStmt node.
QList<StatementAction> createActions(const QJsonObject &statement);

} // namespace relata::postgresql
