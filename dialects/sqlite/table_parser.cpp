#include "dialects/sqlite/definitions.h"
#include "dialects/sqlite/token_reader.h"

namespace relata::sqlite {
using namespace Qt::StringLiterals;

namespace {

using Constraint = ConstraintDefinition;

KeyEntry columnEntry(const QString &name)
{
    KeyEntry entry;
    entry.column = name;
    return entry;
}

class TableParser {
public:
    explicit TableParser(const QString &statement)
        : m_in(statement)
    { }

    std::optional<TableDefinition> run()
    {
        m_in.expect(u"create");
        m_in.expect(u"table");
        m_in.accept({u"if", u"not", u"exists"});
        m_table.name = m_in.takeName();
        if (m_in.accept(u"."))
            m_table.name = m_in.takeName();
        m_in.expect(u"(");
        do {
            if (isTableConstraint())
                break;
            takeColumn();
        } while (m_in.accept(u","));
        while (!m_in.failed() && !m_in.peek(u")")) {
            takeTableConstraint();
            m_in.accept(u",");
        }
        m_in.expect(u")");
        takeOptions();
        return m_in.failed() || !m_in.atEnd() || m_table.columns.isEmpty() ? std::nullopt : std::optional(m_table);
    }

private:
    bool isTableConstraint() const
    {
        return m_in.peek(u"constraint") || m_in.peek(u"primary") || m_in.peek(u"unique") || m_in.peek(u"check")
            || m_in.peek(u"foreign");
    }

    void takeOptions()
    {
        while (!m_in.failed() && !m_in.atEnd()) {
            if (m_in.accept({u"without", u"rowid"}))
                m_table.withoutRowid = true;
            else if (m_in.accept(u"strict"))
                m_table.strict = true;
            else
                m_in.fail();
            if (!m_in.accept(u","))
                break;
        }
    }

    void takeColumn()
    {
        ColumnDefinition column;
        column.name = m_in.takeName();
        column.type = takeType();
        while (!m_in.failed() && !m_in.peek(u",") && !m_in.peek(u")"))
            takeColumnConstraint(column);
        m_table.columns += column;
    }

    QString takeType()
    {
        QStringList words;
        while (m_in.peekName() && !m_in.peek(u"generated", 0))
            words += m_in.takeName();
        QString type = words.join(u' ');
        if (!type.isEmpty() && m_in.peek(u"(")) {
            QString arguments = m_in.takeParenthesised();
            type += u'(' + arguments.remove(u' ') + u')';
        }
        return type;
    }

    void takeColumnConstraint(ColumnDefinition &column)
    {
        const bool named = m_in.accept(u"constraint");
        const QString name = named ? m_in.takeName() : QString();
        Constraint constraint;
        constraint.name = name;
        constraint.isInline = true;
        constraint.parts = {columnEntry(column.name)};
        if (m_in.accept({u"primary", u"key"})) {
            takeInlineKey(constraint);
        } else if (m_in.accept(u"unique")) {
            constraint.kind = Constraint::Kind::Unique;
            constraint.conflict = takeConflict();
            m_table.constraints += constraint;
        } else if (m_in.accept(u"check")) {
            takeCheck(constraint);
        } else if (m_in.peek(u"references")) {
            takeReference(constraint);
        } else if (m_in.accept({u"not", u"null"})) {
            column.notNull = true;
            column.notNullConflict = takeConflict();
            column.notNullName = name;
        } else if (named) {
            m_in.fail(); // a name that no kind of ours could keep
        } else {
            takePlainConstraint(column);
        }
    }

    void takePlainConstraint(ColumnDefinition &column)
    {
        if (m_in.accept(u"null")) {
            m_in.accept({u"on", u"conflict"}) ? m_in.fail() : void();
        } else if (m_in.accept(u"default")) {
            column.defaultValue = takeDefault();
        } else if (m_in.accept(u"collate")) {
            column.collation = m_in.takeName();
        } else if (m_in.accept({u"generated", u"always", u"as"}) || m_in.accept(u"as")) {
            column.generation = m_in.takeParenthesised();
            column.generated = m_in.accept(u"stored") ? Column::Generated::Stored : Column::Generated::Virtual;
            if (column.generated == Column::Generated::Virtual)
                m_in.accept(u"virtual");
        } else {
            m_in.fail();
        }
    }

    void takeInlineKey(Constraint &constraint)
    {
        constraint.kind = Constraint::Kind::PrimaryKey;
        constraint.parts.first().descending = m_in.accept(u"desc");
        m_in.accept(u"asc");
        constraint.conflict = takeConflict();
        constraint.autoIncrement = m_in.accept(u"autoincrement");
        m_table.constraints += constraint;
    }

    QString takeDefault()
    {
        if (m_in.peek(u"("))
            return u'(' + m_in.takeParenthesised() + u')';
        QString sign;
        if (m_in.accept(u"-"))
            sign = u"-"_s;
        else
            m_in.accept(u"+");
        return sign + m_in.takeAny();
    }

    QString takeConflict() { return m_in.accept({u"on", u"conflict"}) ? m_in.takeAny().toUpper() : QString(); }

    void takeCheck(Constraint &constraint)
    {
        constraint.kind = Constraint::Kind::Check;
        constraint.parts.clear();
        constraint.expression = m_in.takeParenthesised();
        constraint.conflict = takeConflict();
        m_table.constraints += constraint;
    }

    void takeTableConstraint()
    {
        Constraint constraint;
        if (m_in.accept(u"constraint"))
            constraint.name = m_in.takeName();
        if (m_in.accept({u"primary", u"key"})) {
            constraint.kind = Constraint::Kind::PrimaryKey;
            takeKeyParts(constraint);
        } else if (m_in.accept(u"unique")) {
            constraint.kind = Constraint::Kind::Unique;
            takeKeyParts(constraint);
        } else if (m_in.accept(u"check")) {
            takeCheck(constraint);
        } else {
            m_in.expect({u"foreign", u"key"});
            for (const QString &name : m_in.takeNameList())
                constraint.parts += columnEntry(name);
            takeReference(constraint);
        }
    }

    void takeKeyParts(Constraint &constraint)
    {
        for (QString part : splitAtCommas(m_in.takeParenthesised())) {
            if (part.endsWith("autoincrement"_L1, Qt::CaseInsensitive)) {
                part.chop(13);
                constraint.autoIncrement = true;
            }
            constraint.parts += parseKeyEntry(part.trimmed());
            if (constraint.parts.last().column.isEmpty())
                m_in.fail();
        }
        constraint.conflict = takeConflict();
        m_table.constraints += constraint;
    }

    void takeReference(Constraint &constraint)
    {
        constraint.kind = Constraint::Kind::ForeignKey;
        m_in.expect(u"references");
        constraint.referencedTable = m_in.takeName();
        if (m_in.peek(u"("))
            constraint.referencedColumns = m_in.takeNameList();
        while (!m_in.failed()) {
            if (m_in.accept({u"on", u"delete"}))
                constraint.onDelete = takeAction();
            else if (m_in.accept({u"on", u"update"}))
                constraint.onUpdate = takeAction();
            else if (m_in.accept(u"match"))
                takeMatch(constraint);
            else
                break;
        }
        takeDeferral(constraint);
        m_table.constraints += constraint;
    }

    ForeignKey::Action takeAction()
    {
        using Action = ForeignKey::Action;
        if (m_in.accept({u"set", u"null"}))
            return Action::SetNull;
        if (m_in.accept({u"set", u"default"}))
            return Action::SetDefault;
        if (m_in.accept(u"cascade"))
            return Action::Cascade;
        if (m_in.accept(u"restrict"))
            return Action::Restrict;
        m_in.expect({u"no", u"action"});
        return Action::NoAction;
    }

    void takeMatch(Constraint &constraint)
    {
        if (m_in.accept(u"full"))
            constraint.match = ForeignKey::Match::Full;
        else if (m_in.accept(u"partial"))
            constraint.match = ForeignKey::Match::Partial;
        else
            m_in.expect(u"simple");
    }

    void takeDeferral(Constraint &constraint)
    {
        const bool never = m_in.accept({u"not", u"deferrable"});
        if (!never && !m_in.accept(u"deferrable"))
            return;
        const bool deferred = m_in.accept({u"initially", u"deferred"});
        if (!deferred)
            m_in.accept({u"initially", u"immediate"});
        if (!never)
            constraint.deferral = deferred ? Deferral::Deferred : Deferral::Immediate;
    }

    TokenReader m_in;
    TableDefinition m_table;
};

} // namespace

std::optional<TableDefinition> parseTable(const QString &statement) { return TableParser(statement).run(); }

} // namespace relata::sqlite
