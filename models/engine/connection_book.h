#pragma once
#include "models/engine/connection_profile.h"

#include <QList>
#include <QObject>

#include <functional>
#include <optional>

class QJsonArray;

namespace relata {

class SecretStore;

/// The named connections a person can choose from, and the one chosen now. Names are unique; passwords are not kept
/// here but in the SecretStore under secretKey(). GUI thread.
class ConnectionBook : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const QList<ConnectionProfile> &profiles() const { return m_profiles; }
    const ConnectionProfile *find(const QString &name) const;
    /// The one that new queries use and that migrations are applied to; null while there is none.
    const ConnectionProfile *current() const { return find(m_current); }
    void setCurrent(const QString &name);
    /// A name for a connection that was given none: its database's, or its server's, told from those that are taken.
    /// `own`: the one that it replaces.
    QString freeName(const ConnectionProfile &profile, const QString &own = {}) const;
    /// Adds, or replaces the one of that name.
    void put(ConnectionProfile profile);
    void remove(const QString &name);
    /// Replaces all; `current` may be empty for the first.
    void reset(QList<ConnectionProfile> profiles, const QString &current = {});

    /// Without secrets; fromJson skips what it cannot read and answers the first reason.
    QJsonArray toJson() const;
    Result<> fromJson(const QJsonArray &json);

    /// Whether both mean one database, under one name and environment: what somebody says of the one is said of the
    /// other.
    static bool isSame(const ConnectionProfile &one, const ConnectionProfile &other);
    /// Adds the passwords that are kept for a connection and for its replicas; `then` hears of it later, once.
    static void addSecrets(
        SecretStore &secrets, ConnectionProfile profile, const std::function<void(const ConnectionProfile &)> &then);
    /// The same for several; `then` hears of all of them, in their order.
    static void addAllSecrets(SecretStore &secrets, const QList<ConnectionProfile> &profiles,
        const std::function<void(const QList<ConnectionProfile> &)> &then);
    static QString secretKey(const ConnectionProfile &profile) { return profile.url(); }

signals:
    void changed();
    void currentChanged();

private:
    QList<ConnectionProfile> m_profiles;
    QString m_current;
};

} // namespace relata
