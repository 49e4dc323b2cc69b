#pragma once
#include "models/schema/expression.h"

#include <functional>

namespace relata::mysql {

/// What the names in a definition that the server has put into its normal form may stand for.
struct NameScope {
    QString database; ///< stripped where it qualifies
    std::function<ObjectId(const QString &name)> relation; ///< tables, views, sequences
    std::function<ObjectId(const QString &name)> routine;
    std::function<ObjectId(ObjectId table, const QString &name)> column;
    ObjectId ownTable; ///< whose columns stand by their name alone; null in views
};

/// The text cut at each reference. In normal form every name stands in backticks; those that are an alias or an
/// output's name stay text.
Expression cutDefinition(const QString &text, const NameScope &scope);

} // namespace relata::mysql
