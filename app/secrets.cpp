#include "app/secrets.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

constexpr const char *context = "SecretStore";

void wipe(QString &text) { text.fill(u'\0'); }

/// Answers later, as a keychain would: callers see one behaviour.
void later(std::function<void()> call) { QTimer::singleShot(0, qApp, std::move(call)); }

bool noKeychain(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        return true;
    default:
        return false;
    }
}

Error keychainError(const QKeychain::Job &job)
{
    Error error;
    error.code = Error::Code::Authentication;
    error.message = {context, QT_TRANSLATE_NOOP("SecretStore", "The keychain refused."), {}};
    error.detail = job.errorString();
    return error;
}

} // namespace

SessionSecretStore::~SessionSecretStore()
{
    for (QString &secret : m_secrets)
        wipe(secret);
}

void SessionSecretStore::read(const QString &key, Answer answer)
{
    later([answer = std::move(answer), secret = m_secrets.value(key)] { answer(secret); });
}

void SessionSecretStore::write(const QString &key, const QString &secret, Done done)
{
    if (const auto old = m_secrets.find(key); old != m_secrets.end())
        wipe(*old);
    m_secrets.insert(key, secret);
    later([done = std::move(done)] { done({}); });
}

void SessionSecretStore::remove(const QString &key, Done done)
{
    QString old = m_secrets.take(key);
    wipe(old);
    later([done = std::move(done)] { done({}); });
}

Message SessionSecretStore::limitation() const
{
    if (!m_why.isEmpty())
        return m_why;
    return {context, QT_TRANSLATE_NOOP("SecretStore", "Passwords are kept for this session only."), {}};
}

struct KeychainSecretStore::State {
    SessionSecretStore session;
    QString why; // the keychain's own words once it has failed
    bool works = true;
};

KeychainSecretStore::KeychainSecretStore()
    : m_state(std::make_shared<State>())
{ }

KeychainSecretStore::~KeychainSecretStore() = default;

bool KeychainSecretStore::outlivesSession() const { return m_state->works; }

Message KeychainSecretStore::limitation() const
{
    if (m_state->works)
        return {};
    return {context,
        QT_TRANSLATE_NOOP(
            "SecretStore", "There is no keychain here, so passwords are kept for this session only. (%1)"),
        {m_state->why}};
}

void KeychainSecretStore::read(const QString &key, Answer answer)
{
    if (!m_state->works)
        return m_state->session.read(key, std::move(answer));
    auto *job = new QKeychain::ReadPasswordJob(u"relata"_s);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, qApp, [job, key, answer = std::move(answer), state = m_state] {
        if (noKeychain(job->error())) {
            state->works = false;
            state->why = job->errorString();
            return state->session.read(key, answer);
        }
        if (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound)
            answer(job->textData());
        else
            answer(failure(keychainError(*job)));
    });
    job->start();
}

void KeychainSecretStore::write(const QString &key, const QString &secret, Done done)
{
    if (!m_state->works)
        return m_state->session.write(key, secret, std::move(done));
    auto *job = new QKeychain::WritePasswordJob(u"relata"_s);
    job->setKey(key);
    job->setTextData(secret);
    QObject::connect(job, &QKeychain::Job::finished, qApp, [job, key, secret, done = std::move(done), state = m_state] {
        if (noKeychain(job->error())) {
            state->works = false;
            state->why = job->errorString();
            return state->session.write(key, secret, done);
        }
        done(job->error() == QKeychain::NoError ? Result<>() : Result<>(failure(keychainError(*job))));
    });
    job->start();
}

void KeychainSecretStore::remove(const QString &key, Done done)
{
    if (!m_state->works)
        return m_state->session.remove(key, std::move(done));
    auto *job = new QKeychain::DeletePasswordJob(u"relata"_s);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, qApp, [job, key, done = std::move(done), state = m_state] {
        if (noKeychain(job->error())) {
            state->works = false;
            state->why = job->errorString();
            return state->session.remove(key, done);
        }
        const bool gone = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        done(gone ? Result<>() : Result<>(failure(keychainError(*job))));
    });
    job->start();
}

} // namespace relata
