#include "models/items/unsaved_change_model.h"

#include "models/items/field_words.h"
#include "models/items/schema_words.h"
#include "models/schema/all_kinds.h"

namespace relata {
using namespace Qt::StringLiterals;
using Form = UnsavedChange::Form;

static Tone toneOf(Form form)
{
    return form == Form::Created ? Tone::Added : form == Form::Dropped ? Tone::Removed : Tone::Changed;
}

void UnsavedChangeModel::setChanges(const QList<UnsavedChange> &changes)
{
    const auto sameRow = [](const UnsavedChange &a, const UnsavedChange &b) {
        return a.object == b.object && a.form == b.form;
    };
    if (std::equal(changes.begin(), changes.end(), m_changes.begin(), m_changes.end(), sameRow)) {
        m_changes = changes;
        if (!changes.isEmpty())
            emit dataChanged(index(0), index(int(changes.size()) - 1));
        return;
    }
    beginResetModel();
    m_changes = changes;
    endResetModel();
}

int UnsavedChangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

Qt::ItemFlags UnsavedChangeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return m_changes.at(index.row()).needed ? plain : plain | Qt::ItemIsUserCheckable;
}

QString UnsavedChangeModel::text(const UnsavedChange &one) const
{
    QStringList path = one.object.path;
    if (path.size() > 1 && path.first().isEmpty())
        path.removeFirst();
    const QString name = path.join(u'.');
    const QString kind = kindTitle(one.object.kind);
    return name.endsWith(u'.') ? tr("%1 of %2").arg(kind, name.chopped(1)) : name;
}

QString UnsavedChangeModel::detail(const UnsavedChange &one) const
{
    if (one.needed)
        return tr("needed by what is chosen");
    if (!one.taken)
        return tr("stays unsaved");
    QStringList words;
    for (const Field &field : catalogue(one.object.kind).fields) {
        if (one.fields.contains(field.key))
            words += fieldTitle(field);
    }
    return words.isEmpty() ? kindTitle(one.object.kind) : words.join(u", "_s);
}

QVariant UnsavedChangeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const UnsavedChange &one = m_changes.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(one);
    case Qt::AccessibleDescriptionRole:
    case DetailRole:
        return detail(one);
    case IconNameRole:
        return kindIcon(one.object.kind);
    case ToneRole:
        return int(one.taken ? toneOf(one.form) : Tone::Muted);
    case Qt::CheckStateRole:
        return int(one.taken ? Qt::Checked : Qt::Unchecked);
    case ObjectRole:
        return QVariant::fromValue(one.object);
    default:
        return {};
    }
}

bool UnsavedChangeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    const bool taken = value.toInt() == Qt::Checked;
    m_changes[index.row()].taken = taken; // at once; what it brings along follows with the draft
    emit dataChanged(index, index);
    emit chosen(m_changes.at(index.row()).object.id, taken);
    return true;
}

} // namespace relata

#include "moc_unsaved_change_model.cpp"
