#include "models/engine/connection_book.h"

#include "models/engine/secret_store.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata {

const ConnectionProfile *ConnectionBook::find(const QString &name) const
{
    const auto found = std::find_if(m_profiles.cbegin(), m_profiles.cend(),
        [&name](const ConnectionProfile &profile) { return profile.displayName() == name; });
    return found == m_profiles.cend() ? nullptr : &*found;
}

void ConnectionBook::setCurrent(const QString &name)
{
    const QString wanted = find(name) ? name : QString();
    if (wanted == m_current)
        return;
    m_current = wanted;
    emit currentChanged();
}

QString ConnectionBook::freeName(const ConnectionProfile &profile, const QString &own) const
{
    const QString last = profile.database.section(u'/', -1);
    const QString base = !last.isEmpty() ? last : !profile.host.isEmpty() ? profile.host : profile.url();
    QString name = base;
    for (int number = 2; find(name) && name != own; ++number)
        name = u"%1 %2"_s.arg(base).arg(number);
    return name;
}

void ConnectionBook::put(ConnectionProfile profile)
{
    profile.password = Secret();
    const QString name = profile.displayName();
    const auto same = std::find_if(m_profiles.begin(), m_profiles.end(),
        [&name](const ConnectionProfile &each) { return each.displayName() == name; });
    if (same == m_profiles.end())
        m_profiles.append(std::move(profile));
    else
        *same = std::move(profile);
    emit changed();
    if (m_current.isEmpty() || m_current == name) {
        m_current = name;
        emit currentChanged();
    }
}

void ConnectionBook::remove(const QString &name)
{
    const auto removed =
        m_profiles.removeIf([&name](const ConnectionProfile &profile) { return profile.displayName() == name; });
    if (removed == 0)
        return;
    emit changed();
    if (m_current == name) {
        m_current = m_profiles.isEmpty() ? QString() : m_profiles.first().displayName();
        emit currentChanged();
    }
}

bool ConnectionBook::isSame(const ConnectionProfile &one, const ConnectionProfile &other)
{
    return one.url() == other.url() && one.name == other.name && one.environment == other.environment;
}

void ConnectionBook::reset(QList<ConnectionProfile> profiles, const QString &current)
{
    m_profiles = std::move(profiles);
    for (ConnectionProfile &profile : m_profiles)
        profile.password = Secret();
    const QString first = m_profiles.isEmpty() ? QString() : m_profiles.first().displayName();
    m_current = find(current) ? current : first;
    emit changed();
    emit currentChanged();
}

/// From the place on: -1 is the connection itself, then come its replicas.
static void addSecretsFrom(SecretStore &secrets, ConnectionProfile profile, qsizetype place,
    const std::function<void(const ConnectionProfile &)> &then)
{
    if (place == profile.replicas.size()) {
        then(profile);
        return;
    }
    const QString key = ConnectionBook::secretKey(place < 0 ? profile : profile.replicas.at(place));
    secrets.read(key, [&secrets, profile, place, then](const Result<QString> &secret) mutable {
        ConnectionProfile &one = place < 0 ? profile : profile.replicas[place];
        if (secret && one.password.isEmpty())
            one.password = Secret(*secret);
        addSecretsFrom(secrets, std::move(profile), place + 1, then);
    });
}

void ConnectionBook::addSecrets(
    SecretStore &secrets, ConnectionProfile profile, const std::function<void(const ConnectionProfile &)> &then)
{
    addSecretsFrom(secrets, std::move(profile), -1, then);
}

static void addSecretsBehind(SecretStore &secrets, const QList<ConnectionProfile> &known, QList<ConnectionProfile> left,
    const std::function<void(const QList<ConnectionProfile> &)> &then)
{
    if (left.isEmpty())
        return then(known);
    const ConnectionProfile next = left.takeFirst();
    ConnectionBook::addSecrets(secrets, next, [&secrets, known, left, then](const ConnectionProfile &one) {
        addSecretsBehind(secrets, known + QList<ConnectionProfile>{one}, left, then);
    });
}

void ConnectionBook::addAllSecrets(SecretStore &secrets, const QList<ConnectionProfile> &profiles,
    const std::function<void(const QList<ConnectionProfile> &)> &then)
{
    addSecretsBehind(secrets, {}, profiles, then);
}

QJsonArray ConnectionBook::toJson() const
{
    QJsonArray json;
    for (const ConnectionProfile &profile : m_profiles) {
        QJsonObject each{{u"url"_s, profile.url()}};
        if (!profile.name.isEmpty())
            each.insert(u"name"_s, profile.name);
        if (!profile.environment.isEmpty())
            each.insert(u"environment"_s, profile.environment);
        if (!profile.defaultSchema.isEmpty())
            each.insert(u"schema"_s, profile.defaultSchema);
        if (profile.readOnly)
            each.insert(u"readOnly"_s, true);
        json.append(each);
    }
    return json;
}

Result<> ConnectionBook::fromJson(const QJsonArray &json)
{
    Result<> result;
    QList<ConnectionProfile> profiles;
    for (const QJsonValue &value : json) {
        const QJsonObject each = value.toObject();
        auto profile = profileFromUrl(each.value("url"_L1).toString());
        if (!profile) {
            if (result)
                result = failure(profile.error());
            continue;
        }
        profile->name = each.value("name"_L1).toString();
        profile->environment = each.value("environment"_L1).toString();
        profile->defaultSchema = each.value("schema"_L1).toString();
        profile->readOnly = each.value("readOnly"_L1).toBool();
        profiles.append(*std::move(profile));
    }
    reset(std::move(profiles));
    return result;
}

} // namespace relata

#include "moc_connection_book.cpp"
