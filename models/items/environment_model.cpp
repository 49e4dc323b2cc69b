#include "models/items/environment_model.h"

#include "models/items/job_list_model.h"
#include "models/items/state_words.h"
#include "models/project/environment_desk.h"

#include <QLocale>

namespace relata {
using namespace Qt::StringLiterals;

using Reach = EnvironmentColumn::Reach;

namespace {

/// What is unusual about a migration somewhere, the worst first.
constexpr MigrationState Unusual[] = {MigrationState::Failed, MigrationState::Partial, MigrationState::OutOfOrder,
    MigrationState::Missing, MigrationState::Edited};

QString wordOf(MigrationState state)
{
    switch (state) {
    case MigrationState::Failed:
        return EnvironmentModel::tr("Failed");
    case MigrationState::Partial:
        return EnvironmentModel::tr("Partial");
    case MigrationState::OutOfOrder:
        return EnvironmentModel::tr("Out of order");
    case MigrationState::Missing:
        return EnvironmentModel::tr("Missing");
    case MigrationState::Edited:
        return EnvironmentModel::tr("Edited");
    case MigrationState::Applied:
        return EnvironmentModel::tr("Applied");
    case MigrationState::Pending:
        return EnvironmentModel::tr("Pending");
    }
    return {};
}

QString whenAndHow(const MigrationStatus &status)
{
    QStringList lines;
    const bool isApplied = status.appliedAt.isValid()
        && (status.state == MigrationState::Applied || status.state == MigrationState::Edited
            || status.state == MigrationState::Missing);
    if (isApplied)
        lines += EnvironmentModel::tr("Applied %1 by %2")
                     .arg(QLocale().toString(status.appliedAt.toLocalTime(), QLocale::ShortFormat),
                         status.appliedBy.isEmpty() ? EnvironmentModel::tr("somebody") : status.appliedBy);
    if (isApplied && status.startedAt.isValid() && status.startedAt <= status.appliedAt)
        lines += EnvironmentModel::tr("It took %1")
                     .arg(durationText(std::chrono::milliseconds(status.startedAt.msecsTo(status.appliedAt))));
    if (isApplied && status.statements > 0)
        lines += EnvironmentModel::tr("%n statement(s)", nullptr, status.statements);
    return lines.join(u'\n');
}

} // namespace

EnvironmentModel::EnvironmentModel(EnvironmentDesk &desk, QObject *parent)
    : QAbstractTableModel(parent)
    , m_desk(desk)
{
    connect(&desk, &EnvironmentDesk::tableReset, this, [this] {
        beginResetModel();
        endResetModel();
    });
    connect(&desk, &EnvironmentDesk::columnChanged, this, [this](int section) {
        if (rowCount() > 0) {
            emit dataChanged(index(0, section), index(rowCount() - 1, section));
            emit headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
        }
        emit headerDataChanged(Qt::Horizontal, section, section);
    });
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_desk.table().rows().size());
}

int EnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_desk.table().columns().size());
}

qsizetype EnvironmentModel::place(int row) const { return m_desk.table().rows().size() - 1 - row; }
QString EnvironmentModel::versionAt(int row) const { return m_desk.table().rows().at(place(row)).version; }
QString EnvironmentModel::titleAt(int row) const { return m_desk.table().rows().at(place(row)).title; }
bool EnvironmentModel::isInProject(int row) const { return m_desk.table().rows().at(place(row)).isInProject; }
const EnvironmentColumn &EnvironmentModel::column(int section) const { return m_desk.table().columns().at(section); }

const MigrationStatus *EnvironmentModel::statusAt(const QModelIndex &index) const
{
    return index.isValid() ? m_desk.table().cell(place(index.row()), index.column()) : nullptr;
}

QString EnvironmentModel::textOf(const QModelIndex &index) const
{
    const MigrationStatus *status = statusAt(index);
    if (status && status->state == MigrationState::Partial)
        return tr("Partial, %1 of %2").arg(status->statementsDone).arg(status->statements);
    if (status)
        return wordOf(status->state);
    return column(index.column()).isRead() ? u"–"_s : QString();
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MigrationStatus *status = statusAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return textOf(index);
    case Qt::ToolTipRole: {
        if (!status)
            return environmentWords(column(index.column())).detail;
        const StateWords words = stateWords(status);
        QStringList lines{versionAt(index.row()) + u' ' + titleAt(index.row())};
        if (status->state != MigrationState::Applied)
            lines += words.text;
        lines += {whenAndHow(*status), status->state == MigrationState::Applied ? QString() : words.detail};
        lines.removeAll(QString());
        return lines.join(u'\n');
    }
    case Qt::AccessibleTextRole:
        return QString(versionAt(index.row()) + u", " + column(index.column()).name + u": " + textOf(index));
    case ToneRole:
        return int(status ? stateWords(status).tone : Tone::Muted);
    case IconNameRole:
        return status ? stateWords(status).icon : QString();
    case DetailRole:
        return status && status->state == MigrationState::Applied
            ? agoText(status->appliedAt, QDateTime::currentDateTimeUtc())
            : QString();
    default:
        return {};
    }
}

QVariant EnvironmentModel::rowHeader(int row, int role) const
{
    const qsizetype at = place(row);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return QString(versionAt(row) + u"  " + titleAt(row));
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != DetailRole && role != ToneRole)
        return {};
    for (const MigrationState state : Unusual) {
        for (qsizetype c = 0; c < m_desk.table().columns().size(); ++c) {
            const MigrationStatus *status = m_desk.table().cell(at, c);
            if (status && status->state == state)
                return role == DetailRole ? QVariant(wordOf(state)) : QVariant(int(stateWords(status).tone));
        }
    }
    return role == ToneRole ? QVariant(int(Tone::Plain)) : QVariant(QString());
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount()))
        return {};
    if (orientation == Qt::Vertical)
        return rowHeader(section, role);
    if (role == Qt::DisplayRole)
        return column(section).name;
    if (role == Qt::AccessibleTextRole)
        return QString(column(section).name + u": " + environmentWords(column(section)).text);
    return {};
}

static EnvironmentWords readWords(const EnvironmentColumn &column)
{
    const QString at = column.standsAt();
    const int pending = column.count(MigrationState::Pending);
    EnvironmentWords words{.text = {}, .detail = {}, .icon = u"ok"_s, .tone = int(Tone::Ok)};
    words.text = at.isEmpty() ? EnvironmentModel::tr("Nothing applied") : EnvironmentModel::tr("At %1").arg(at);
    if (pending > 0) {
        const QString more = EnvironmentModel::tr("%n pending", nullptr, pending);
        words.text = at.isEmpty() ? words.text : words.text + u", "_s + more;
        words.detail = more;
        words.icon = u"pending"_s;
        words.tone = int(Tone::Muted);
    }
    for (const MigrationState state : Unusual) {
        if (const int count = column.count(state); count > 0) {
            words.detail = EnvironmentModel::tr("%1: %2").arg(wordOf(state)).arg(count);
            words.icon =
                state == MigrationState::Failed || state == MigrationState::Partial ? u"danger"_s : u"warning"_s;
            words.tone = int(words.icon == "danger"_L1 ? Tone::Danger : Tone::Warning);
            break;
        }
    }
    return words;
}

EnvironmentWords environmentWords(const EnvironmentColumn &column)
{
    const auto why = [&column] {
        return column.error ? QString(column.error->message.translated() + u'\n' + column.error->detail).trimmed()
                            : QString();
    };
    switch (column.reach) {
    case Reach::Unread:
        return {EnvironmentModel::tr("Not asked yet"), {}, u"pending"_s, int(Tone::Muted)};
    case Reach::Reading:
        return {EnvironmentModel::tr("Asking…"), {}, u"refresh"_s, int(Tone::Muted)};
    case Reach::NotReached:
        if (column.isUnfit())
            return {EnvironmentModel::tr("Not for this project"), why(), u"info"_s, int(Tone::Muted)};
        return {EnvironmentModel::tr("Not reached"), why(), u"danger"_s, int(Tone::Danger)};
    case Reach::NeedsPassword:
        return {EnvironmentModel::tr("Needs a password"), why(), u"lock"_s, int(Tone::Warning)};
    case Reach::Read:
        break;
    }
    return readWords(column);
}

QString driftWords(const EnvironmentColumn &column)
{
    if (!column.drift)
        return EnvironmentModel::tr("Drift not looked for");
    return column.drift->isEmpty()
        ? EnvironmentModel::tr("No drift")
        : EnvironmentModel::tr("Drift: %n object(s) differ", nullptr, int(column.drift->size()));
}

} // namespace relata

#include "moc_environment_model.cpp"
