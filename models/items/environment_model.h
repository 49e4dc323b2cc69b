#pragma once
#include <QAbstractTableModel>

namespace relata {

class EnvironmentDesk;
struct EnvironmentColumn;
struct MigrationStatus;

/// Where migrations stand: the newest on top, a database a column. The desk outlives the model.
class EnvironmentModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit EnvironmentModel(EnvironmentDesk &desk, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    /// Of a row: number and title, and what is unusual about it as ToneRole and DetailRole. Of a column: the
    /// connection's name.
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    QString versionAt(int row) const;
    QString titleAt(int row) const;
    /// False: only databases know it.
    bool isInProject(int row) const;
    const EnvironmentColumn &column(int section) const;
    /// Null: nothing is known.
    const MigrationStatus *statusAt(const QModelIndex &index) const;

private:
    qsizetype place(int row) const;
    QString textOf(const QModelIndex &index) const;
    QVariant rowHeader(int row, int role) const;

    EnvironmentDesk &m_desk;
};

/// What the head of a column says below its name: "At 012, 2 pending", "Not reached".
struct EnvironmentWords {
    QString text, detail;
    QString icon;
    int tone = 0; ///< a Tone
};
EnvironmentWords environmentWords(const EnvironmentColumn &column);
/// "Drift: 2 objects differ", "No drift", "Drift not looked for".
QString driftWords(const EnvironmentColumn &column);

} // namespace relata
