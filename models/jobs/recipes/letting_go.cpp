#include "models/jobs/recipes/letting_go.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/keeper.h"
#include "models/sql/normal_text.h"

#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

Result<> mustLetGo(Connection &connection, const QString &drop)
{
    const bool isInside = connection.transaction() != TransactionState::None;
    const QStringList all{isInside ? u"SAVEPOINT _relata_kept"_s : u"BEGIN"_s, drop,
        isInside ? u"ROLLBACK TO SAVEPOINT _relata_kept"_s : u"ROLLBACK"_s};
    for (const QString &sql : all) {
        const auto done = perform(connection, sql);
        if (done)
            continue;
        if (!isInside && connection.isAlive())
            (void)perform(connection, u"ROLLBACK"_s);
        return failure(done.error());
    }
    return {};
}

Result<> mustLetGoBehind(Connection &connection, const Engine &engine, const QString &sql)
{
    static const QRegularExpression renaming(
        u"^ALTER TABLE (?:ONLY )?(.+) RENAME TO \"?_relata_kept_\\w+\"?$"_s, QRegularExpression::CaseInsensitiveOption);
    if (!engine.keeper || !engine.keeper->hides() || !sql.contains("_relata_kept_"_L1))
        return {};
    const auto match = renaming.match(collapsed(sql, *engine.flavour, 1000));
    return match.hasMatch() ? mustLetGo(connection, u"DROP TABLE "_s + match.captured(1)) : Result<>();
}

} // namespace relata
