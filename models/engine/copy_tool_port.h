#pragma once
#include "models/base/result.h"

#include <QStringList>

#include <chrono>
#include <optional>

namespace relata {

class Connection;
struct ConnectionProfile;
struct CopyFacts;

/// A table that somebody else's program is to copy into another form. Names are those of one database.
struct CopyToolJob {
    QString table, copy; ///< the copy is not there yet
    QString alter; ///< what stands behind ALTER TABLE and the table's name
    std::optional<int> rows{}; ///< of each batch; empty: as many as take the time of one
    std::chrono::milliseconds batch{500}, pause{0}; ///< for a batch, and between two
    int load = 0; ///< batches wait while more sessions than these run statements; 0: the program's own measure
    std::chrono::milliseconds lock{2000}; ///< for one try to get a lock
    int tries = 1;
};

/// How the program is called. Nothing in it is a secret: everybody can read the arguments.
struct CopyToolCall {
    QString program;
    QStringList trial, run; ///< arguments: to try it without a row, and to run it
    QString pauseFile; ///< as long as it is there, no batch is begun
    bool mustBeEncrypted = false;
};

/// What one line of its output says.
struct CopyToolLine {
    enum class Kind { Words, Session, Rows, Progress, Noise };
    Kind kind = Kind::Words;
    QString session{}; ///< which works, by its key; it waits for the line "go" then
    bool isEncrypted = false;
    qint64 number = 0; ///< of rows, as estimated; or per cent of them
    QString left{}; ///< how long it takes still: "01:20"
};

/// A program, installed by itself, that copies a table while others write to it: it makes the copy and three triggers
/// on the table, fills the copy, and leaves all of that when it ends, however it does. It works in one session that it
/// tells of before it changes anything, and in none behind that; SIGUSR1 wakes it from a pause.
class CopyToolPort {
public:
    virtual ~CopyToolPort() = default;
    /// What it is called, and how a statement's comment names it: "pt-online-schema-change".
    virtual QString name() const = 0;
    /// Refused with the way out where it is not installed, or too old.
    virtual Result<QString> program() const = 0;
    /// Whether it can be trusted with such a table: refused with the reason.
    virtual Result<> mayChange(const QString &database, const QString &table, const CopyFacts &facts) const = 0;
    virtual QStringList triggerNames(const QString &database, const QString &table) const = 0;
    /// Writes into the folder, which is nobody else's, what it is told in private.
    virtual Result<CopyToolCall> call(const CopyToolJob &job, const ConnectionProfile &profile, Connection &connection,
        const QString &folder) const = 0;
    virtual CopyToolLine line(const QString &text) const = 0;
};

} // namespace relata
