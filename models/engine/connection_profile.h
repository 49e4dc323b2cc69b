#pragma once
#include "models/base/result.h"

#include <QList>
#include <QMap>

#include <chrono>

namespace relata {

/// A secret text: never printed by QDebug or JSON, wiped when it goes.
class Secret {
public:
    Secret() = default;
    explicit Secret(QString text)
        : m_text(std::move(text))
    { }
    Secret(const Secret &) = default;
    Secret &operator=(const Secret &) = default;
    ~Secret();
    const QString &reveal() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

private:
    QString m_text;
};

/// Where and how to connect. Written as a URL without the password.
struct ConnectionProfile {
    QByteArray engine; ///< "postgresql", "mysql", "mariadb", "sqlite"
    QString name; ///< for people; empty: the URL
    QString host; ///< empty with a socket or a file
    int port = 0; ///< 0: the engine's own
    QString socket; ///< folder (PostgreSQL) or file (MySQL) of a unix socket
    QString database; ///< or SQLite's file; ":memory:" too
    QString user;
    Secret password;
    QMap<QString, QString> parameters; ///< sslmode, sslrootcert …
    QString environment; ///< "dev", "stage", "prod" or empty
    QString defaultSchema; ///< PostgreSQL: the namespace bound as the nameless one; empty: "public"
    bool readOnly = false;
    int likeVersion = 0; ///< of the server that a scratch database here stands for, if it is another; 0: not known
    std::chrono::seconds connectTimeout{10};
    QList<ConnectionProfile>
        replicas; ///< those of MySQL's and MariaDB's servers, who do not tell how far they are behind

    /// "postgresql://user@host:port/db", "sqlite:path"; never with the password.
    QString url() const;
    /// The name, or the URL.
    QString displayName() const { return name.isEmpty() ? url() : name; }
};

/// Reads a URL as design.md's command line takes it. Errors say which part is wrong.
Result<ConnectionProfile> profileFromUrl(const QString &url);

} // namespace relata
