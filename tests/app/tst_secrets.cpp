#include "app/secrets.h"
#include "app/settings.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Passwords are kept where they belong or for the session; settings say which schema they are of.
class SecretsTest : public QObject {
    Q_OBJECT
private slots:
    void sessionStoreKeepsAndForgets();
    void withoutKeychainTheSessionKeepsThem();
    void nothingIsWrittenInClearText();
    void settingsKnowTheirSchema();
    void newerSettingsAreNotTurnedBack();
    void brokenSettingsAreSaid();
};

namespace {

QString readBack(SecretStore &store, const QString &key)
{
    QString answer = u"(no answer)"_s;
    bool done = false;
    store.read(key, [&](const Result<QString> &secret) {
        answer = secret ? *secret : u"(failed)"_s;
        done = true;
    });
    [[maybe_unused]] const bool answered = QTest::qWaitFor([&done] { return done; }, 10'000);
    return answer;
}

bool store(SecretStore &into, const QString &key, const QString &secret)
{
    bool good = false;
    bool done = false;
    into.write(key, secret, [&](const Result<> &result) {
        good = result.has_value();
        done = true;
    });
    return QTest::qWaitFor([&done] { return done; }, 10'000) && good;
}

} // namespace

void SecretsTest::sessionStoreKeepsAndForgets()
{
    SessionSecretStore secrets;
    QVERIFY(!secrets.outlivesSession());
    QVERIFY(!secrets.limitation().isEmpty());
    QCOMPARE(readBack(secrets, u"a"_s), QString());
    QVERIFY(store(secrets, u"a"_s, u"geheim"_s));
    QCOMPARE(readBack(secrets, u"a"_s), u"geheim"_s);
    secrets.remove(u"a"_s, [](const Result<> &) {});
    QCOMPARE(readBack(secrets, u"a"_s), QString());
}

/// There is no session bus in a test run, which is the case that has to be told to people.
void SecretsTest::withoutKeychainTheSessionKeepsThem()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    KeychainSecretStore secrets;
    QVERIFY(store(secrets, u"relata-test"_s, u"geheim"_s));
    QCOMPARE(readBack(secrets, u"relata-test"_s), u"geheim"_s);
    QVERIFY(!secrets.outlivesSession());
    QVERIFY(secrets.limitation().source().contains(u"for this session only"_s));
}

void SecretsTest::nothingIsWrittenInClearText()
{
    const QTemporaryDir profile;
    Settings settings(ProfilePaths::below(profile.path()));
    KeychainSecretStore secrets;
    QVERIFY(store(secrets, u"postgresql://anna@db/shop"_s, u"Xk7-clear-text"_s));
    settings.store().setValue("theme", 1);
    settings.store().sync();
    QDirIterator files(profile.path(), QDir::Files, QDirIterator::Subdirectories);
    int looked = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("Xk7-clear-text"));
        ++looked;
    }
    QVERIFY(looked > 0);
}

void SecretsTest::settingsKnowTheirSchema()
{
    const QTemporaryDir profile;
    {
        Settings settings(ProfilePaths::below(profile.path()));
        QCOMPARE(settings.problem(), QString());
        settings.store().setValue("zoom", 2);
    }
    Settings settings(ProfilePaths::below(profile.path()));
    QCOMPARE(settings.store().value("schema").toInt(), Settings::schema);
    QCOMPARE(settings.store().value("zoom").toInt(), 2);
    QVERIFY(settings.paths().state.startsWith(profile.path()));
}

void SecretsTest::newerSettingsAreNotTurnedBack()
{
    const QTemporaryDir profile;
    {
        QSettings newer(profile.filePath(u"relata.conf"_s), QSettings::IniFormat);
        newer.setValue("schema", Settings::schema + 5);
    }
    Settings settings(ProfilePaths::below(profile.path()));
    QCOMPARE(settings.store().value("schema").toInt(), Settings::schema + 5);
}

void SecretsTest::brokenSettingsAreSaid()
{
    const QTemporaryDir profile;
    QFile file(profile.filePath(u"relata.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[General\nzoom\n\x01=\n");
    file.close();
    Settings settings(ProfilePaths::below(profile.path()));
    QVERIFY(!settings.problem().isEmpty());
}

RELATA_TEST(SecretsTest)
#include "tst_secrets.moc"
