#pragma once
#include <QList>
#include <QString>

namespace relata {

struct SqlFlavour;

/// What has to happen outside of the database before a statement of a migration may run. It is said in comments above
/// the statement, or in the file's header for the first one of the way up:
///
///     -- relata:manual Switch the shop to read-only
///     -- relata:run ./deploy.sh 2.3
///     ALTER TABLE invoice DROP COLUMN total;
struct RunGate {
    enum class Kind {
        Manual, ///< somebody does it, and says so
        Command, ///< a command of the shell
    };
    Kind kind = Kind::Manual;
    QString text; ///< what to do, or the command

    bool operator==(const RunGate &) const = default;
};

/// A directive by its name, "manual" or "run"; a kind of nothing else.
bool isGate(QStringView directive);
/// The gates in the comments in front of a statement, in order.
QList<RunGate> runGates(QStringView comments);
/// The gate behind which no statement of this section stands; empty: there is none.
QString danglingGate(const QString &section, const SqlFlavour &flavour);

} // namespace relata
