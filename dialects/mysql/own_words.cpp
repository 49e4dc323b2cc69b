#include "dialects/mysql/monitor.h"
#include "models/engine/fetch.h"
#include "models/sql/identifier.h"
#include "models/sql/sql_flavour.h"

#include <QRegularExpression>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

/// Without the next value of AUTO_INCREMENT, which is a matter of rows, and the database's own name.
QString plain(QString text, const QString &database)
{
    static const QRegularExpression next(u" AUTO_INCREMENT=\\d+"_s);
    text.remove(next);
    return text.remove(quoted(Identifier{database}, mysqlFlavour()) + u'.').remove(u'`' + database + u"`."_s);
}

/// Keys stand in the order in which they were made, which means nothing: by name instead, columns as they are.
QString withSortedKeys(const QString &text)
{
    QStringList columns, keys, end;
    for (QString line : text.split(u'\n')) {
        if (line.endsWith(u','))
            line.chop(1);
        const bool isPart = line.startsWith("  "_L1);
        (isPart && !line.startsWith("  `"_L1) ? keys : isPart || columns.isEmpty() ? columns : end) += line;
    }
    keys.sort();
    return (columns + keys + end).join(u'\n');
}

} // namespace

/// SHOW CREATE of every table and view.
Result<QList<OwnWords>> MysqlMonitor::ownWords(Connection &connection) const
{
    const auto names = fetch(connection,
        u"SELECT TABLE_NAME, TABLE_TYPE, DATABASE() FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND "
        "TABLE_TYPE IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') AND TABLE_NAME NOT LIKE '\\_relata\\_%'"_s);
    if (!names)
        return failure(names.error());
    QList<OwnWords> result;
    for (qsizetype row = 0; row < names->count; ++row) {
        const bool isView = names->text(row, 1) == "VIEW"_L1;
        const QString name = quoted(Identifier{names->text(row, 0)}, mysqlFlavour());
        const auto shown = fetch(connection, (isView ? u"SHOW CREATE VIEW "_s : u"SHOW CREATE TABLE "_s) + name);
        if (!shown)
            return failure(shown.error());
        const QString text = plain(shown->text(0, 1), names->text(row, 2));
        result +=
            OwnWords{isView ? "view" : "table", {QString(), names->text(row, 0)}, isView ? text : withSortedKeys(text)};
    }
    return result;
}

} // namespace relata::mysql
