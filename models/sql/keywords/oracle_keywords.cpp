#include "models/sql/keywords/keyword_tables.h"

namespace relata {

// clang-format off
// Listed by hand, not tried on a server.
static constexpr std::string_view oracleReserved[] = {
    "access", "add", "all", "alter", "and", "any", "as", "asc", "audit", "between", "by", "char", "check",
    "cluster", "column", "column_value", "comment", "compress", "connect", "create", "current", "date", "decimal",
    "default", "delete", "desc", "distinct", "drop", "else", "exclusive", "exists", "file", "float", "for", "from",
    "grant", "group", "having", "identified", "immediate", "in", "increment", "index", "initial", "insert",
    "integer", "intersect", "into", "is", "level", "like", "lock", "long", "maxextents", "minus", "mlslabel",
    "mode", "modify", "nested_table_id", "noaudit", "nocompress", "not", "nowait", "null", "number", "of",
    "offline", "on", "online", "option", "or", "order", "pctfree", "prior", "public", "raw", "rename", "resource",
    "revoke", "row", "rowid", "rownum", "rows", "select", "session", "set", "share", "size", "smallint", "start",
    "successful", "synonym", "sysdate", "table", "then", "to", "trigger", "uid", "union", "unique", "update",
    "user", "validate", "values", "varchar", "varchar2", "view", "whenever", "where", "with"};

static constexpr std::string_view oracleOthers[] = {
    "begin", "blob", "body", "cascade", "case", "clob", "constant", "constraint", "cross", "cursor", "declare",
    "editionable", "elsif", "end", "exception", "exit", "force", "foreign", "full", "function", "if", "inner",
    "interval", "join", "key", "language", "left", "loop", "matched", "merge", "nchar", "noneditionable",
    "nvarchar2", "outer", "over", "package", "partition", "pragma", "primary", "procedure", "raise", "references",
    "replace", "return", "right", "sequence", "timestamp", "type", "using", "when", "while"};
// clang-format on

const KeywordTable &oracleKeywords()
{
    static constexpr KeywordTable table{oracleReserved, oracleOthers};
    return table;
}

} // namespace relata
