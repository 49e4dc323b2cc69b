#pragma once
#include "dialects/postgresql/text_tokens.h"

namespace relata::postgresql {

class Names;

/// Finds the query blocks of a text and the relations each reads from.
QueryScopes findScopes(const TextTokens &tokens, const Names &names);
/// The relation that `alias` stands for in the block of token `i` or one around it; null when none.
ObjectId sourceNamed(const QueryScopes &scopes, qsizetype i, const QString &alias);
/// The relation that bare names mean at token `i`: the only one its block reads from; null when there is none.
ObjectId onlySource(const QueryScopes &scopes, qsizetype i);

} // namespace relata::postgresql
