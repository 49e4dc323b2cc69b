#pragma once
#include "models/engine/secret_store.h"

#include <QHash>

#include <memory>

namespace relata {

/// Keeps secrets in memory until the program ends, and wipes them then.
class SessionSecretStore : public SecretStore {
public:
    SessionSecretStore() = default;
    explicit SessionSecretStore(Message why)
        : m_why(std::move(why))
    { }
    ~SessionSecretStore() override;
    SessionSecretStore(const SessionSecretStore &) = delete;
    SessionSecretStore &operator=(const SessionSecretStore &) = delete;

    void read(const QString &key, Answer answer) override;
    void write(const QString &key, const QString &secret, Done done) override;
    void remove(const QString &key, Done done) override;
    bool outlivesSession() const override { return false; }
    Message limitation() const override;

private:
    QHash<QString, QString> m_secrets;
    Message m_why;
};

/// Keeps secrets in the desktop's keychain. Where there is none, or it is locked for good, secrets live for the session
/// and limitation() says why; nothing is ever written in clear text.
class KeychainSecretStore : public SecretStore {
public:
    KeychainSecretStore();
    ~KeychainSecretStore() override;

    void read(const QString &key, Answer answer) override;
    void write(const QString &key, const QString &secret, Done done) override;
    void remove(const QString &key, Done done) override;
    bool outlivesSession() const override;
    Message limitation() const override;

private:
    struct State;
    std::shared_ptr<State> m_state; // shared with answers that are still under way
};

} // namespace relata
