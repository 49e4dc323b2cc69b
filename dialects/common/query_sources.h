#pragma once
#include "dialects/common/expression_cutter.h"

#include <QSet>

#include <vector>

namespace relata {

/// What one query block reads from: by folded alias or name.
struct QueryBlock {
    int parent = -1;
    QHash<QString, ObjectId> sources;
};

/// The query blocks of a text, the block each token stands in, and the tokens that name relations.
struct QuerySources {
    std::vector<QueryBlock> blocks = std::vector<QueryBlock>(1);
    QList<int> blockOf; ///< by token
    QHash<qsizetype, ObjectId> relations; ///< by index of the token with the relation's own name
    QSet<qsizetype> notNames; ///< aliases and names of common table expressions
};

/// Follows FROM, JOIN, INTO and UPDATE through the blocks; `tokens` without blank ones.
QuerySources findSources(
    const QList<DefinitionToken> &tokens, const TokenRules &rules, const NameScope &scope, const CutPlace &place);

/// Whether a token can be a name: quoted, or a word that is not reserved.
bool canBeName(const DefinitionToken &token, const TokenRules &rules);

} // namespace relata
