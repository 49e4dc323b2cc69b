#pragma once
#include <span>
#include <string_view>

namespace relata {

/// The words of one engine, lower case, each list sorted. Reserved ones cannot name a thing without quotes; the others
/// are only coloured.
struct KeywordTable {
    std::span<const std::string_view> reserved;
    std::span<const std::string_view> others;
};

const KeywordTable &postgresqlKeywords();
const KeywordTable &mysqlKeywords();
const KeywordTable &mariadbKeywords();
const KeywordTable &sqliteKeywords();
const KeywordTable &sqlserverKeywords();
const KeywordTable &oracleKeywords();

} // namespace relata
