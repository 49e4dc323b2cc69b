#include "models/project/environment_desk.h"

#include "models/engine/connection.h"
#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/secret_store.h"
#include "models/engine/server_info.h"
#include "models/jobs/job_center.h"
#include "models/project/project.h"

#include <QPointer>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

using Reach = EnvironmentColumn::Reach;

static Message said(const char *text, const QStringList &arguments = {}) { return {"Environments", text, arguments}; }

EnvironmentDesk::EnvironmentDesk(const Place &place, QObject *parent)
    : QObject(parent)
    , m_place(place)
{
    connect(&m_place.connections, &ConnectionBook::changed, this, &EnvironmentDesk::adoptConnections);
    connect(&m_place.project, &Project::timelineChanged, this, [this] {
        show(m_table.columns());
        follow();
    });
    adoptConnections();
}

EnvironmentDesk::~EnvironmentDesk()
{
    for (const Reading &one : m_readings)
        m_place.jobs.cancel(one.job);
}

int EnvironmentDesk::columnOf(const QString &name) const
{
    const QList<EnvironmentColumn> &columns = m_table.columns();
    const auto it =
        std::find_if(columns.begin(), columns.end(), [&](const EnvironmentColumn &one) { return one.name == name; });
    return it == columns.end() ? -1 : int(it - columns.begin());
}

/// Those that are still the same keep what they have said.
void EnvironmentDesk::adoptConnections()
{
    QMap<QString, QString> urls;
    for (const ConnectionProfile &one : m_place.connections.profiles())
        urls.insert(one.displayName(), one.url());
    QList<EnvironmentColumn> columns = environmentColumns(m_place.connections.profiles(), m_place.project.config());
    for (EnvironmentColumn &column : columns) {
        const int before = columnOf(column.name);
        if (before < 0 || m_urls.value(column.name) != urls.value(column.name))
            continue;
        const EnvironmentColumn &known = m_table.columns().at(before);
        column.reach = known.reach;
        column.states = known.states;
        column.drift = known.drift;
        column.error = known.error;
    }
    m_urls = urls;
    show(std::move(columns));
    if (!m_wasAsked)
        return;
    for (const EnvironmentColumn &column : QList(m_table.columns())) { // asking makes the table anew
        if (column.reach == Reach::Unread)
            ask(column.name);
    }
}

void EnvironmentDesk::show(QList<EnvironmentColumn> columns)
{
    m_table = EnvironmentTable(m_place.project.timeline(), std::move(columns));
    emit tableReset();
}

void EnvironmentDesk::change(const QString &name, const std::function<void(EnvironmentColumn &)> &edit)
{
    const int at = columnOf(name);
    if (at < 0)
        return;
    QList<EnvironmentColumn> columns = m_table.columns();
    edit(columns[at]);
    EnvironmentTable next(m_place.project.timeline(), std::move(columns));
    const bool sameRows = next.rows() == m_table.rows();
    m_table = std::move(next);
    if (sameRows)
        emit columnChanged(at);
    else
        emit tableReset();
}

void EnvironmentDesk::refresh()
{
    m_wasAsked = true;
    if (!isReading())
        m_asked = 0;
    for (const EnvironmentColumn &one : QList(m_table.columns()))
        ask(one.name);
}

void EnvironmentDesk::refreshOne(const QString &name)
{
    if (!isReading())
        m_asked = 0;
    ask(name);
}

void EnvironmentDesk::follow()
{
    if (m_wasAsked)
        refresh();
}

void EnvironmentDesk::followOne(const QString &name)
{
    if (m_wasAsked)
        refreshOne(name);
}

EnvironmentDesk::Reading *EnvironmentDesk::reading(quint64 number)
{
    const auto it =
        std::find_if(m_readings.begin(), m_readings.end(), [=](const Reading &one) { return one.number == number; });
    return it == m_readings.end() ? nullptr : &*it;
}

void EnvironmentDesk::forget(quint64 number)
{
    std::erase_if(m_readings, [=](const Reading &one) { return one.number == number; });
    emit readingChanged();
}

/// What was on its way for the same database comes too late.
void EnvironmentDesk::ask(const QString &name)
{
    const ConnectionProfile *found = m_place.connections.find(name);
    if (!found)
        return;
    const auto same = [&](const Reading &one) { return one.name == name; };
    for (const Reading &one : m_readings) {
        if (same(one))
            m_place.jobs.cancel(one.job);
    }
    m_asked += std::erase_if(m_readings, same) == 0 ? 1 : 0;
    const quint64 number = ++m_number;
    m_readings.push_back(Reading{name, number, 0, {}});
    change(name, [](EnvironmentColumn &column) { column.reach = Reach::Reading; });
    emit readingChanged();
    m_place.secrets.read(ConnectionBook::secretKey(*found),
        [self = QPointer(this), number, profile = *found](Result<QString> secret) mutable {
            if (!self || !self->reading(number))
                return;
            if (secret && profile.password.isEmpty())
                profile.password = Secret(*secret);
            self->askWith(number, profile);
        });
}

void EnvironmentDesk::askWith(quint64 number, const ConnectionProfile &profile)
{
    Result<SessionLease> lease = m_place.sessions.lease(profile);
    if (!lease)
        return arrived(number, failure(lease.error()));
    Reading *mine = reading(number);
    mine->session = std::move(*lease);
    mine->job = m_place.jobs.start(
        *mine->session,
        said(QT_TRANSLATE_NOOP("Environments", "Ask %1 what has been applied"), {profile.displayName()}), this,
        [timeline = m_place.project.timeline(), config = m_place.project.config(), engines = &m_place.engines](
            Connection &connection, JobContext &) {
            return readEnvironment(connection, engines->find(connection.server().engine), config, timeline);
        },
        [this, number](Result<QList<MigrationStatus>> states) { arrived(number, std::move(states)); });
}

void EnvironmentDesk::arrived(quint64 number, Result<QList<MigrationStatus>> states)
{
    const Reading *mine = reading(number);
    if (!mine)
        return;
    const QString name = mine->name;
    change(name, [&](EnvironmentColumn &column) {
        if (!states) {
            column.fail(states.error());
            return;
        }
        const bool wasKnown = !column.states.isEmpty();
        const QString before = column.standsAt();
        column.states = std::move(*states);
        if (wasKnown && column.standsAt() != before)
            column.drift.reset(); // it was of another state
        column.error.reset();
        column.reach = Reach::Read;
    });
    forget(number);
}

void EnvironmentDesk::cancel()
{
    std::vector<Reading> stopped;
    std::swap(stopped, m_readings);
    for (const Reading &one : stopped) {
        if (one.job)
            m_place.jobs.cancel(one.job);
        change(one.name, [](EnvironmentColumn &column) {
            column.reach = column.states.isEmpty() ? Reach::Unread : Reach::Read; // as it was known before
        });
    }
    if (!stopped.empty())
        emit readingChanged();
}

void EnvironmentDesk::givePassword(const QString &name, const QString &password)
{
    const ConnectionProfile *found = m_place.connections.find(name);
    if (!found)
        return;
    m_place.secrets.write(
        ConnectionBook::secretKey(*found), password, [self = QPointer(this), name](const Result<> &kept) {
            if (!self)
                return;
            if (!kept)
                emit self->failed(kept.error());
            self->refreshOne(name);
        });
}

void EnvironmentDesk::setDrift(const QString &name, const std::optional<QList<DriftItem>> &drift)
{
    change(name, [&](EnvironmentColumn &column) { column.drift = drift; });
}

} // namespace relata

#include "moc_environment_desk.cpp"
