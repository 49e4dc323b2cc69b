#pragma once
#include "models/items/roles.h"
#include "models/jobs/recipes/after_up.h"

#include <QAbstractTableModel>

namespace relata {

/// One thing that a watch compares: a query, a table's rows, what constraints hold.
struct WatchRow {
    enum class State : unsigned char { Worse, NotKnown, Fine };
    QString icon = {}; ///< name of its glyph
    QString name = {}; ///< as people see it
    QString before = {}, now = {}; ///< figures; empty: there are none
    State state = State::Fine;
    Tone tone = Tone::Ok;
    QString word = {}; ///< what the state is: "Fails", "Reads a whole table", "Not run"
    QString detail = {}; ///< why, in a sentence or more; empty: the word says it
    QString query = {}; ///< whose plans can be seen; empty: it is none
};

/// All that was compared, the worst first; what is not known comes before what is well.
QList<WatchRow> watchRows(const WatchReport &report);

/// The rows of watchRows() as a table.
class WatchModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, Before, Now, StateColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setReport(const WatchReport &report);
    void clear();
    const QList<WatchRow> &rows() const { return m_rows; }
    int count(WatchRow::State state) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const WatchRow &row, int column) const;

    QList<WatchRow> m_rows;
};

} // namespace relata
