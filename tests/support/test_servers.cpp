#include "tests/support/test_servers.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace relata::tests {

static QString variable(const QByteArray &name, const char *suffix)
{
    const QByteArray key = "RELATA_TEST_" + name.toUpper() + suffix;
    return qEnvironmentVariable(key.constData());
}

std::optional<QString> serverUrl(const QByteArray &name, ServerAddress address)
{
    const QString url = variable(name, address == ServerAddress::Socket ? "_SOCKET" : "");
    return url.isEmpty() ? std::nullopt : std::optional(url);
}

QString serverMissing(const QByteArray &name)
{
    const QString reason = variable(name, "_MISSING");
    const QString server = QString::fromUtf8(name);
    if (!reason.isEmpty())
        return u"%1 could not be had: %2"_s.arg(server, reason);
    return u"%1 is not started; run the tests under packaging/servers run"_s.arg(server);
}

bool requireServer(const QByteArray &name, const char *file, int line)
{
    if (serverUrl(name))
        return true;
    const QByteArray reason = serverMissing(name).toUtf8();
    if (qEnvironmentVariable("CI") == "true"_L1)
        QTest::qFail(reason.constData(), file, line);
    else
        QTest::qSkip(reason.constData(), file, line);
    return false;
}

} // namespace relata::tests
