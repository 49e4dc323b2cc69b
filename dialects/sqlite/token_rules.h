#pragma once

namespace relata {
struct TokenRules;
}

namespace relata::sqlite {

/// How SQLite's stored definitions are spelled.
const TokenRules &tokenRules();

} // namespace relata::sqlite
