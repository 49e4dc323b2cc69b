#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace relata {

struct SqlFlavour;

/// A relation that a query reads or writes, as it is written there.
struct QuerySource {
    QStringList path; ///< names from the namespace down; empty for a query in parentheses
    QString alias;
    int query = -1; ///< the scope of a query in parentheses
    QStringList columns; ///< the names it gives anew: t (a, b)
    qsizetype end = 0; ///< where it ends in the text

    QString called() const { return !alias.isEmpty() || path.isEmpty() ? alias : path.last(); }
};

/// One item of a select list.
struct QueryOutput {
    QString name; ///< empty for * and for expressions without one
    QStringList path; ///< a plain column; for a * what stands before it
    bool isStar = false;
};

/// A query of a WITH clause.
struct CommonTable {
    QString name;
    QStringList columns;
    int query = -1;
};

/// One SELECT, or a statement's own level: what its names can mean.
struct QueryScope {
    qsizetype begin = 0, end = 0;
    int outer = -1; ///< the scope around it; its names are seen here too
    QList<QuerySource> sources;
    QList<CommonTable> commonTables;
    QList<QueryOutput> outputs;
};

/// The queries of one statement and what each names. Understands text that is not finished: the name that ends at the
/// caret is being typed and counts for nothing. The first scope is the statement's own.
QList<QueryScope> queryScopes(QStringView statement, qsizetype caret, const SqlFlavour &flavour);

/// The innermost scope at a place.
int scopeAt(const QList<QueryScope> &scopes, qsizetype position);

/// The name that a token stands for, its quotes taken off.
QString unquotedName(QStringView token);

} // namespace relata
