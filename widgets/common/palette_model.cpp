#include "widgets/common/palette_model.h"
#include "models/items/roles.h"
#include "widgets/common/fuzzy_match.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata {

void PaletteModel::setEntries(QList<PaletteEntry> entries, const QString &pattern, const QList<QByteArray> &recent)
{
    struct Ranked {
        int score;
        PaletteEntry entry;
    };
    std::vector<Ranked> ranked;
    for (PaletteEntry &entry : entries) {
        const auto score = fuzzyScore(pattern, entry.title);
        if (!score)
            continue;
        const auto age = recent.indexOf(entry.id);
        const int freshness = entry.id.isEmpty() || age < 0 ? 0 : 16 - int(std::min<qsizetype>(age, 15));
        ranked.push_back({*score + freshness - (entry.enabled ? 0 : 1000), std::move(entry)});
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked &a, const Ranked &b) { return a.score > b.score; });
    beginResetModel();
    m_entries.clear();
    for (Ranked &each : ranked)
        m_entries.append(std::move(each.entry));
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_entries.size()); }

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case DetailRole:
        return entry.detail;
    case IconNameRole:
        return entry.icon.isEmpty() ? u"palette"_s : entry.icon;
    case ToneRole:
        return int(entry.enabled ? Tone::Plain : Tone::Muted);
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags shown = Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return m_entries.at(index.row()).enabled ? shown | Qt::ItemIsEnabled : shown;
}

} // namespace relata

#include "moc_palette_model.cpp"
