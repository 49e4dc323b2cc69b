#include "models/sql/sql_writer.h"

namespace relata {

SqlWriter &SqlWriter::append(QLatin1String text)
{
    m_sql += text;
    return *this;
}

SqlWriter &SqlWriter::append(const QString &text)
{
    m_sql += text;
    return *this;
}

SqlWriter &SqlWriter::operator<<(const Identifier &name) { return append(quoted(name, *m_flavour)); }

SqlWriter &SqlWriter::operator<<(const QualifiedIdentifier &name) { return append(quoted(name, *m_flavour)); }

SqlWriter &SqlWriter::operator<<(const SqlText &trusted) { return append(trusted.sql); }

SqlWriter &SqlWriter::operator<<(const SqlString &value) { return append(quotedString(value.text, *m_flavour)); }

SqlWriter &SqlWriter::names(const QStringList &names)
{
    return list(names, [this](const QString &name) { *this << Identifier{name}; });
}

SqlWriter &SqlWriter::bracketed(const QStringList &names)
{
    append(QLatin1String("("));
    this->names(names);
    return append(QLatin1String(")"));
}

} // namespace relata
