#include "models/items/unsaved_step_model.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;
using Taken = UnsavedStep::Taken;

namespace {

constexpr quintptr TopLevel = 0; // a statement's is its step's row and one

Qt::CheckState checkOf(Taken taken)
{
    return taken == Taken::All ? Qt::Checked : taken == Taken::None ? Qt::Unchecked : Qt::PartiallyChecked;
}

} // namespace

void UnsavedStepModel::setSteps(const QList<UnsavedStep> &steps)
{
    const auto sameRow = [](const UnsavedStep &a, const UnsavedStep &b) {
        return a.title == b.title && a.statements == b.statements;
    };
    if (std::equal(steps.begin(), steps.end(), m_steps.begin(), m_steps.end(), sameRow)) {
        m_steps = steps;
        if (!steps.isEmpty())
            emit dataChanged(index(0), index(int(steps.size()) - 1));
        return;
    }
    beginResetModel();
    m_steps = steps;
    endResetModel();
}

QModelIndex UnsavedStepModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : TopLevel);
}

QModelIndex UnsavedStepModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == TopLevel)
        return {};
    return createIndex(int(index.internalId() - 1), 0, TopLevel);
}

int UnsavedStepModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_steps.size());
    return parent.internalId() == TopLevel ? int(m_steps.at(parent.row()).statements.size()) : 0;
}

int UnsavedStepModel::columnCount(const QModelIndex &) const { return 1; }

Qt::ItemFlags UnsavedStepModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.internalId() != TopLevel)
        return plain | Qt::ItemNeverHasChildren;
    const UnsavedStep &step = m_steps.at(index.row());
    const bool isFixed = step.changes.isEmpty() || (step.needed && step.taken == Taken::All);
    return isFixed ? plain : plain | Qt::ItemIsUserCheckable;
}

QString UnsavedStepModel::detail(const UnsavedStep &step) const
{
    if (step.taken == Taken::None)
        return tr("stays unsaved");
    if (step.needed)
        return step.why.isEmpty() ? tr("needed by what is chosen") : step.why.translated();
    return step.taken == Taken::Some ? tr("in part") : QString();
}

QVariant UnsavedStepModel::stepData(int row, int role) const
{
    const UnsavedStep &step = m_steps.at(row);
    switch (role) {
    case Qt::DisplayRole:
        return tr("%1. %2").arg(row + 1).arg(step.title.translated());
    case Qt::ToolTipRole:
        return step.statements.join(u";\n"_s);
    case Qt::AccessibleDescriptionRole:
    case DetailRole:
        return detail(step);
    case ToneRole:
        return int(step.taken == Taken::None ? Tone::Muted : Tone::Plain);
    case Qt::CheckStateRole:
        return int(checkOf(step.taken));
    default:
        return {};
    }
}

QVariant UnsavedStepModel::statementData(const QString &sql, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return sql.simplified();
    case Qt::ToolTipRole:
        return sql;
    case CodeRole:
        return true;
    case ToneRole:
        return int(Tone::Muted);
    default:
        return {};
    }
}

QVariant UnsavedStepModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == TopLevel)
        return stepData(index.row(), role);
    return statementData(m_steps.at(index.parent().row()).statements.at(index.row()), role);
}

bool UnsavedStepModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    const bool taken = value.toInt() == Qt::Checked;
    UnsavedStep &step = m_steps[index.row()];
    step.taken = taken ? Taken::All : Taken::None; // at once; what it brings along follows with the draft
    const QList<ObjectId> changes = step.changes;
    emit dataChanged(index, index);
    emit chosen(changes, taken);
    return true;
}

} // namespace relata

#include "moc_unsaved_step_model.cpp"
