#include "dialects/mysql/catalogue/queries.h"
#include "dialects/mysql/catalogue/reading.h"
#include "dialects/mysql/ddl_words.h"
#include "models/schema/all_kinds.h"

#include <QRegularExpression>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// "row_format=DYNAMIC key_block_size=8 `encrypted`=YES" as options, each under its own name.
Options createOptions(const QString &text)
{
    static const QRegularExpression assignment(u"[`\"]?(\\w+)[`\"]?='?([^\\s']+)'?"_s);
    Options options;
    QRegularExpressionMatchIterator it = assignment.globalMatch(text);
    while (it.hasNext()) {
        const QRegularExpressionMatch match = it.next();
        options.insert("mysql." + match.captured(1).toLower().toLatin1(), match.captured(2));
    }
    return options;
}

/// How the server shows the table to be parted, without the engine that each part has from its table.
QString partitioning(const QString &shown, const QString &engine)
{
    static const QRegularExpression clause(u"\\n(?:/\\*!\\d+ ?)?\\s*(PARTITION BY [\\s\\S]*?)(?: \\*/)?\\s*$"_s);
    return clause.match(shown).captured(1).remove(u" ENGINE = "_s + engine);
}

/// InnoDB adds this to the comment of a table where its space is short.
QString withoutFreeSpace(const QString &comment)
{
    static const QRegularExpression note(u"(; )?InnoDB free: \\d+ kB$"_s);
    return QString(comment).remove(note);
}

} // namespace

Result<> Reading::readTables()
{
    const Result<Rows> rows = m_ahead->fetch(queries::tables());
    if (!rows)
        return failure(rows.error());
    for (qsizetype row = 0; row < rows->count; ++row) {
        if (isOurs(rows->text(row, 0)))
            continue;
        const QString name = rows->text(row, 0), type = rows->text(row, 1);
        if (type == "VIEW"_L1 || type == "SEQUENCE"_L1) {
            relations.insert(folded(name), ObjectId::random());
            if (type == "SEQUENCE"_L1)
                m_sequences += name;
        } else {
            addTable(*rows, row);
        }
    }
    return readPartitioning();
}

/// information_schema names the parts, but not the words that made them.
Result<> Reading::readPartitioning()
{
    std::vector<TableEntry *> partitioned;
    for (TableEntry &entry : tables) {
        if (entry.managed && entry.partitioned)
            partitioned.push_back(&entry);
    }
    if (Result<> done = show(partitioned); !done)
        return done;
    for (const TableEntry *entry : partitioned) {
        Table table = *as<Table>(builder.find(entry->id));
        table.options.remove("mysql.partitioned");
        table.options.insert(PartitionOption, partitioning(entry->shown, entry->engine));
        builder.put(entry->id, makeObject(std::move(table)));
    }
    return {};
}

void Reading::addTable(const Rows &rows, qsizetype row)
{
    const QString name = rows.text(row, 0), type = rows.text(row, 1), options = rows.text(row, 4);
    TableEntry entry;
    entry.id = ObjectId::random();
    entry.engine = rows.text(row, 2);
    entry.collation = rows.text(row, 3);
    entry.partitioned = options.contains("partitioned"_L1, Qt::CaseInsensitive);
    const bool isVersioned = type == "SYSTEM VERSIONED"_L1;
    // A table without an engine is broken; the server says why in its comment.
    entry.managed = (type == "BASE TABLE"_L1 || isVersioned) && !entry.engine.isEmpty();
    if (entry.managed) {
        Table table;
        table.schema = space;
        table.name = name;
        table.comment = withoutFreeSpace(rows.text(row, 5));
        table.options = createOptions(options);
        if (isVersioned)
            table.options.insert("mysql.system_versioned", true);
        if (entry.engine != "InnoDB"_L1)
            table.options.insert("mysql.engine", entry.engine);
        if (entry.collation != databaseCollation)
            table.options.insert("mysql.collation", entry.collation);
        builder.put(entry.id, makeObject(std::move(table)));
    } else {
        Opaque whole;
        whole.parent = space;
        whole.name = name;
        whole.engineKind = type.toLower();
        builder.put(entry.id, makeObject(std::move(whole)));
        entry.text = u"%1 %2 %3\n"_s.arg(entry.engine, entry.collation, options);
    }
    relations.insert(folded(name), entry.id);
    tables.emplace(folded(name), std::move(entry));
}

} // namespace relata::mysql
