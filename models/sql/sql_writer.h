#pragma once
#include "models/sql/identifier.h"

#include <concepts>
#include <ranges>

namespace relata {

/// SQL that is trusted as it stands: an expression in the server's own form, or what another writer made.
struct SqlText {
    QString sql;
};

/// A value that becomes a string literal. Bind values where the driver can; this is for DDL.
struct SqlString {
    QString text;
};

/// Builds SQL for one engine. Fixed text is a literal of the source; all else says what it is by its type, so that no
/// name and no value gets in unquoted: streaming a bare QString does not compile. Names are quoted only where needed.
/// The flavour must outlive the writer.
class SqlWriter {
public:
    explicit SqlWriter(const SqlFlavour &flavour)
        : m_flavour(&flavour)
    { }

    template <std::size_t N>
    SqlWriter &operator<<(const char (&fixed)[N])
    {
        return append(QLatin1String(fixed, qsizetype(N - 1)));
    }
    SqlWriter &operator<<(const Identifier &name);
    SqlWriter &operator<<(const QualifiedIdentifier &name);
    SqlWriter &operator<<(const SqlText &trusted);
    SqlWriter &operator<<(const SqlString &value);
    SqlWriter &operator<<(QLatin1String fixed) { return append(fixed); }
    SqlWriter &operator<<(std::integral auto number) { return append(QString::number(number)); }
    SqlWriter &operator<<(bool) = delete;
    SqlWriter &operator<<(char) = delete;
    SqlWriter &operator<<(const QString &) = delete;
    SqlWriter &operator<<(QStringView) = delete;

    /// Every item by itself, ", " between: `w.list(columns, [&](const QString &c) { w << Identifier{c}; })`.
    template <std::ranges::input_range R, class F>
    SqlWriter &list(R &&items, F write, QLatin1String separator = QLatin1String(", "))
    {
        bool first = true;
        for (auto &&item : items) {
            if (!first)
                append(separator);
            first = false;
            write(item);
        }
        return *this;
    }
    /// Names with ", " between.
    SqlWriter &names(const QStringList &names);
    /// "(a, b)"
    SqlWriter &bracketed(const QStringList &names);

    const SqlFlavour &flavour() const { return *m_flavour; }
    bool isEmpty() const { return m_sql.isEmpty(); }
    const QString &sql() const & { return m_sql; }
    QString sql() && { return std::move(m_sql); }
    /// What it has built, as something another writer takes.
    SqlText text() const { return {m_sql}; }

private:
    SqlWriter &append(QLatin1String text);
    SqlWriter &append(const QString &text);

    const SqlFlavour *m_flavour;
    QString m_sql;
};

} // namespace relata
