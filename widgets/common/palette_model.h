#pragma once
#include <QAbstractListModel>
#include <QList>

#include <functional>

namespace relata {

/// A line of the palette: what it is called, what stands at its right edge, what it does.
struct PaletteEntry {
    QString title;
    QString detail = {};
    QString icon = {};
    QByteArray id = {}; ///< of a command; entries run lately come first while nothing is typed
    bool enabled = true;
    std::function<void()> run = {};
};

/// The entries that fit what is typed, best first.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setEntries(QList<PaletteEntry> entries, const QString &pattern, const QList<QByteArray> &recent);
    const PaletteEntry &entry(int row) const { return m_entries.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<PaletteEntry> m_entries;
};

} // namespace relata
