#pragma once
#include "dialects/mysql/copy_tool.h"
#include "models/engine/copy_port.h"
#include "models/sql/sql_writer.h"

namespace relata::mysql {

/// Copies of InnoDB's tables, kept up by triggers.
///
/// What the copy does not take as it is makes no writer fail: the triggers leave a note. It is found when the tables
/// are compared, and where it was written behind that, the note keeps the tables from changing places. Rows are locked
/// before anything of them is written, without the gaps between them where the binary log allows that, so that a writer
/// of one row waits for a batch. Deadlocks are left where several rows are written in one transaction, and where
/// AUTO_INCREMENT locks a table for a whole statement.
class MysqlCopy : public CopyPort {
public:
    explicit MysqlCopy(const SqlFlavour &flavour)
        : m_flavour(flavour)
    { }
    const CopyToolPort *tool() const override { return &m_tool; }
    Result<CopyFacts> facts(Connection &connection, const QString &table) const override;
    Result<CopyFacts> glance(Connection &connection, const QString &table) const override;
    Result<QString> storage(Connection &connection, const QString &table) const override;
    Result<QStringList> transactions(Connection &connection) const override;
    QString sameValue(const CopyFacts::Column &before, const CopyFacts::Column &after) const override;
    bool dependsOnWriter(const CopyFacts::Column &before, const CopyFacts::Column &after) const override;
    bool tellsAlike(const CopyFacts::Column &before, const CopyFacts::Column &after) const override;
    QString makeCopy(const CopyWork &work) const override;
    QString dropCopy(const CopyWork &work) const override;
    QStringList makeTriggers(const CopyWork &work) const override;
    QStringList triggerNames(const CopyWork &work) const override;
    QString dropTrigger(const QString &name) const override;
    QString notesName(const CopyWork &work) const override;
    QString makeNotes(const CopyWork &work) const override;
    QString dropNotes(const CopyWork &work) const override;
    QString someNotes(const CopyWork &work) const override;
    QString forgetNotes(const CopyWork &work, const QStringList &numbers) const override;
    Result<QString> exactSetting(Connection &connection, QString *before) const override;
    Result<QString> copyingIsolation(Connection &connection) const override;
    QString comparingIsolation() const override;
    QStringList makeKeys(const CopyWork &work, const CopyFacts &table) const override;
    QString emptyKeys() const override;
    QString noteKeys(const CopyWork &work, const QString &range) const override;
    QString addRows(const CopyWork &work) const override;
    QString differingAmongKeys(const CopyWork &work) const override;
    QString differing(const CopyWork &work, const QString &range) const override;
    QString count(const QString &table, const QString &range) const override;
    QString tryRow(const CopyWork &work, const QString &range) const override;
    QString setNext(const CopyWork &work, qint64 next) const override;
    QString lockBoth(const CopyWork &work) const override;
    QString unlock() const override;
    QString swap(const CopyWork &work) const override;
    QString renameTable(const QString &from, const QString &to) const override;
    Result<bool> isWaiting(Connection &connection, const QString &session) const override;
    Result<bool> isOutrun(Connection &connection, const QString &session) const override;

private:
    QString name(const QString &text) const { return quoted(Identifier{text}, m_flavour); }
    QString names(const QStringList &texts, const QString &prefix = {}) const;
    /// Whether the key of two rows is the same.
    QString sameKey(const CopyWork &work, const QString &left, const QString &right, const char *sign) const;
    QString replace(const CopyWork &work) const;
    QString note(const CopyWork &work) const;
    /// Brings a row that was written into the copy.
    QString bring(const CopyWork &work) const;
    QString unlike(const CopyWork &work) const;

    const SqlFlavour &m_flavour;
    const PtOnlineSchemaChange m_tool;
};

} // namespace relata::mysql
