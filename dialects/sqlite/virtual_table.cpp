#include "dialects/sqlite/virtual_table.h"

#include "dialects/sqlite/names.h"
#include "dialects/sqlite/statements.h"
#include "dialects/sqlite/token_reader.h"
#include "models/schema/kinds/column.h"
#include "models/schema/kinds/table.h"
#include "models/schema/kinds/virtual_table.h"

#include <algorithm>

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

QString argumentsOf(const VirtualTable &table, const Schema &schema)
{
    return written(table.arguments, quotedNames(schema));
}

QString textOf(const VirtualTable &table, const Schema &schema, const QString &name)
{
    const QString arguments = argumentsOf(table, schema);
    return u"CREATE VIRTUAL TABLE "_s + quoted(name) + u" USING "_s + quoted(table.module)
        + (arguments.isEmpty() ? QString() : QString(u'(' + arguments + u')'));
}

/// What the arguments say, as the modules of SQLite's own read them: columns, and options as "key=value".
struct Arguments {
    QStringList columns;
    QString content; ///< of a full-text table: where its text stands, "''" for nowhere
    bool hasContent = false;
};

Arguments parsed(const QString &text)
{
    Arguments result;
    if (text.isEmpty())
        return result;
    for (const QString &part : splitAtCommas(text)) {
        const qsizetype equals = part.indexOf(u'=');
        const QString key = part.left(equals).trimmed();
        if (equals > 0 && !key.contains(u' ')) {
            result.hasContent |= key.compare("content"_L1, Qt::CaseInsensitive) == 0;
            if (key.compare("content"_L1, Qt::CaseInsensitive) == 0)
                result.content = part.mid(equals + 1).trimmed();
        } else {
            TokenReader in(part.startsWith(u'+') ? part.mid(1) : part);
            result.columns += in.takeName();
        }
    }
    return result;
}

bool isContentless(const Arguments &arguments)
{
    return arguments.hasContent && (arguments.content == "''"_L1 || arguments.content == "\"\""_L1);
}

/// Whether what it indexes stands elsewhere, to be read again from there.
bool isOverAnother(const Arguments &arguments) { return arguments.hasContent && !isContentless(arguments); }

class Alteration {
public:
    Alteration(const Altered &change, const PlanContext &context)
        : m_change(change)
        , m_context(context)
        , m_from(*as<VirtualTable>(change.before))
        , m_to(*as<VirtualTable>(change.after))
        , m_before(parsed(argumentsOf(m_from, context.from)))
        , m_after(parsed(argumentsOf(m_to, context.to)))
    { }

    std::optional<std::vector<Statement>> statements()
    {
        if (m_change.renamed())
            rename();
        const bool same =
            m_from.module == m_to.module && argumentsOf(m_from, m_context.from) == argumentsOf(m_to, m_context.to);
        if (same)
            return std::move(m_statements);
        if (m_before.hasContent != m_after.hasContent || isContentless(m_before) || isContentless(m_after)
            || m_from.module.compare(m_to.module, Qt::CaseInsensitive) != 0)
            return std::nullopt;
        rebuild();
        return std::move(m_statements);
    }

private:
    Statement &add(const QString &sql, const QString &undo)
    {
        m_statements.push_back(statement(sql, m_context.to.ref(m_change.id)));
        m_statements.back().undo = {undo};
        return m_statements.back();
    }

    void rename()
    {
        const auto text = [](const QString &a, const QString &b) {
            return QString(u"ALTER TABLE "_s + quoted(a) + u" RENAME TO "_s + quoted(b));
        };
        add(text(m_from.name, m_to.name), text(m_to.name, m_from.name)).facts.effects = {
            Altered{m_change.id, m_change.before, renamed(m_change.before, m_to.name), {"name"}}};
    }

    /// The old one makes room under a name of its own while what names it is not looked at; so nothing has to be
    /// dropped.
    void rebuild()
    {
        const QString name = m_to.name, old = u"_relata_old_"_s + name;
        const auto move = [](const QString &a, const QString &b) {
            return QString(u"ALTER TABLE "_s + quoted(a) + u" RENAME TO "_s + quoted(b));
        };
        const QString on = u"PRAGMA legacy_alter_table = ON"_s, off = u"PRAGMA legacy_alter_table = OFF"_s;
        m_statements.push_back(pragma(on, off, TransactionMode::Joined));
        add(move(name, old), move(old, name));
        m_statements.push_back(pragma(off, on, TransactionMode::Joined));
        add(textOf(m_to, m_context.to, name), u"DROP TABLE "_s + quoted(name));
        Statement &filled = add(copyText(name, old), u"DELETE FROM "_s + quoted(name));
        filled.facts.rewrites = filled.facts.scans = true;
        Statement &gone = add(u"DROP TABLE "_s + quoted(old), {});
        gone.undo.clear();
        const Object before = renamed(m_change.before, m_to.name);
        gone.facts.effects = {Altered{m_change.id, before, m_change.after, differingFields(before, m_change.after)}};
    }

    QString copyText(const QString &name, const QString &old) const
    {
        if (m_after.hasContent)
            return u"INSERT INTO "_s + quoted(name) + u" ("_s + quoted(name) + u") VALUES ('rebuild')"_s;
        QStringList columns;
        const bool hasRowid = m_to.module.startsWith("fts"_L1, Qt::CaseInsensitive);
        for (const QString &column : m_after.columns) {
            if (m_before.columns.contains(column, Qt::CaseInsensitive))
                columns += column;
        }
        const QString list = (hasRowid ? u"rowid, "_s : QString()) + quotedList(columns);
        return u"INSERT INTO "_s + quoted(name) + u" ("_s + list + u") SELECT "_s + list + u" FROM "_s + quoted(old);
    }

    const Altered &m_change;
    const PlanContext &m_context;
    const VirtualTable &m_from, &m_to;
    const Arguments m_before, m_after;
    std::vector<Statement> m_statements;
};

} // namespace

QString virtualTableText(ObjectId table, const Schema &schema, const QString &name)
{
    const auto *object = schema.find<VirtualTable>(table);
    return textOf(*object, schema, name.isEmpty() ? object->name : name);
}

Loss virtualTableLoss(const Change &change, const Schema &from, const Schema &to)
{
    const auto *altered = std::get_if<Altered>(&change);
    if (const auto *dropped = std::get_if<Dropped>(&change))
        return isOverAnother(parsed(argumentsOf(*as<VirtualTable>(dropped->before), from))) ? Loss::None : Loss::Rows;
    if (!altered)
        return Loss::None;
    const Arguments before = parsed(argumentsOf(*as<VirtualTable>(altered->before), from)),
                    after = parsed(argumentsOf(*as<VirtualTable>(altered->after), to));
    const bool allStay = std::all_of(before.columns.begin(), before.columns.end(),
        [&](const QString &column) { return after.columns.contains(column, Qt::CaseInsensitive); });
    return allStay || isOverAnother(before) ? Loss::None : Loss::Values;
}

std::optional<Statement> filledFromContent(ObjectId table, const PlanContext &context)
{
    const auto *made = context.to.find<VirtualTable>(table);
    if (!made || !made->module.startsWith("fts"_L1, Qt::CaseInsensitive))
        return {};
    const Arguments arguments = parsed(argumentsOf(*made, context.to));
    if (!isOverAnother(arguments))
        return {};
    TokenReader in(arguments.content);
    const QString name = in.takeName();
    const ObjectId content = context.from.child(context.from.defaultNamespace(), Kind::Table, name);
    const bool stands = content && context.to.find(content)
        && std::all_of(arguments.columns.begin(), arguments.columns.end(),
            [&](const QString &column) { return bool(context.from.child(content, Kind::Column, column)); });
    if (!stands)
        return {};
    Statement filled =
        statement(u"INSERT INTO "_s + quoted(made->name) + u" ("_s + quoted(made->name) + u") VALUES ('rebuild')"_s,
            context.to.ref(table));
    filled.facts.scans = true;
    return filled;
}

std::optional<std::vector<Statement>> alterVirtualTable(const Altered &change, const PlanContext &context)
{
    return Alteration(change, context).statements();
}

} // namespace relata::sqlite
