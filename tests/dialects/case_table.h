#pragma once
#include <QByteArray>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace relata {
struct Comparison;
struct Engine;
} // namespace relata

namespace relata::tests {

/// How many cases prove that an engine creates, drops, alters and renames each kind of object, counted by what their
/// plans do: tests/cases/coverage.md, which is written from what was seen and compared with it.
class CaseTable {
public:
    explicit CaseTable(const QList<const Engine *> &engines);

    /// Takes what the plan up changes. What comes or goes with the table or view that holds it does not count.
    void count(const QByteArray &engine, const QString &path, const Comparison &seen);
    /// The engine keeps such objects, and manages none of them.
    void addUnmanaged(const QByteArray &engine, const QString &engineKind);

    /// The page, with these engines' columns as seen and the others' as they stand in `written`.
    QString text(const QSet<QByteArray> &seen, const QString &written) const;
    /// "trigger rename on sqlite": neither proved nor said to be absent.
    QStringList emptyCells(const QSet<QByteArray> &seen) const;

    static QString path();

private:
    QString cell(const Engine &engine, const QString &row) const;
    QStringList rows() const;

    QList<const Engine *> m_engines;
    QMap<QByteArray, QMap<QString, QSet<QString>>> m_proved; ///< engine → "trigger rename" → case files
    QMap<QByteArray, QSet<QString>> m_unmanaged;
    QMap<QByteArray, QMap<QString, QString>> m_absent; ///< engine → "trigger rename" or "trigger" → why
};

} // namespace relata::tests
