#include "tests/architecture/layers.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace relata::tests {

/// Which layers a layer may include.
static const QMap<QString, QStringList> &layers()
{
    static const QMap<QString, QStringList> table{
        {u"models"_s, {u"models"_s}},
        {u"dialects"_s, {u"models"_s, u"dialects"_s}},
        {u"widgets"_s, {u"models"_s, u"widgets"_s}},
        {u"app"_s, {u"models"_s, u"dialects"_s, u"widgets"_s, u"app"_s}},
        {u"tests"_s, {u"models"_s, u"dialects"_s, u"widgets"_s, u"app"_s, u"tests"_s}},
    };
    return table;
}

/// The floors of `models`, from the ground up; folders of one floor stand side by side.
static const QList<QStringList> &floors()
{
    static const QList<QStringList> table{
        {u"base"_s},
        {u"sql"_s},
        {u"schema"_s},
        {u"diff"_s},
        {u"plan"_s},
        {u"engine"_s},
        {u"planner"_s, u"lint"_s, u"explain"_s, u"timeline"_s, u"rows"_s, u"diagram"_s, u"exchange"_s, u"report"_s},
        {u"jobs"_s},
        {u"project"_s},
        {u"items"_s},
    };
    return table;
}

/// Folders that stand high but look at little: documents about a schema, which know no plan and no server.
static const QMap<QString, QString> &ceilings()
{
    static const QMap<QString, QString> table{{u"diagram"_s, u"schema"_s}, {u"exchange"_s, u"schema"_s}};
    return table;
}

/// An engine that another one is made from.
static const QMap<QString, QStringList> &bases()
{
    static const QMap<QString, QStringList> table{
        {u"mariadb"_s, {u"mysql"_s}},
        {u"sqlserver"_s, {u"odbc"_s}},
        {u"oracle"_s, {u"odbc"_s}},
    };
    return table;
}

static qsizetype floorOf(const QString &folder)
{
    for (qsizetype i = 0; i < floors().size(); ++i) {
        if (floors().at(i).contains(folder))
            return i;
    }
    return -1;
}

static QString floorViolation(const QString &from, const QString &to)
{
    if (from == to)
        return {};
    for (const QString &folder : {from, to}) {
        if (floorOf(folder) < 0)
            return u"models/%1 stands on no floor; give it one in tests/architecture"_s.arg(folder);
    }
    const QString ceiling = ceilings().value(from);
    if (!ceiling.isEmpty() && floorOf(to) > floorOf(ceiling))
        return u"models/%1 uses models/%2 and what is below, not models/%3"_s.arg(from, ceiling, to);
    if (floorOf(to) > floorOf(from))
        return u"models/%1 stands above models/%2"_s.arg(to, from);
    return {};
}

static QString engineViolation(const QString &path, const QString &from, const QString &to)
{
    if (from == to || to == "common"_L1 || bases().value(from).contains(to))
        return {};
    if (path.startsWith("dialects/common/register_engines."_L1))
        return {};
    return u"dialects/%1 must not know dialects/%2"_s.arg(from, to);
}

static bool isGenerated(const QString &included)
{
    return !included.contains(u'/') && (included.startsWith("moc_"_L1) || included.endsWith(".moc"_L1));
}

QString layerViolation(const QString &path, const QString &included)
{
    if (isGenerated(included))
        return {};
    const QStringList from = path.split(u'/'), to = included.split(u'/');
    if (to.size() < 2)
        return u"includes are written from the root of the repository"_s;
    if (!layers().value(from.first()).contains(to.first()))
        return u"%1 must not include %2"_s.arg(from.first(), to.first());
    if (from.size() < 3 || to.size() < 3 || from.first() != to.first())
        return {};
    if (from.first() == "models"_L1)
        return floorViolation(from.at(1), to.at(1));
    return from.first() == "dialects"_L1 ? engineViolation(path, from.at(1), to.at(1)) : QString();
}

QString systemHeaderViolation(const QString &path, const QString &header)
{
    static const QStringList clients{
        u"libpq"_s, u"mysql"_s, u"mariadb"_s, u"sqlite3"_s, u"pg_query"_s, u"sql.h"_s, u"sqlext.h"_s, u"libssh"_s};
    static const QStringList painting{u"QtGui"_s, u"QtWidgets"_s, u"QtSvg"_s, u"QtPrintSupport"_s, u"Qsci"_s};
    static const QStringList reaching{u"QtSql"_s, u"QtNetwork"_s, u"QSql"_s, u"QTcp"_s, u"QSslSocket"_s};
    const QString layer = path.section(u'/', 0, 0);
    QStringList forbidden;
    if (layer == "models"_L1)
        forbidden = clients + painting + reaching;
    else if (layer == "dialects"_L1)
        forbidden = painting;
    else if (layer == "widgets"_L1 || layer == "app"_L1)
        forbidden = clients + (layer == "widgets"_L1 ? reaching : QStringList());
    for (const QString &prefix : forbidden) {
        if (header.startsWith(prefix))
            return u"%1 must not include <%2>"_s.arg(layer, header);
    }
    return {};
}

} // namespace relata::tests
