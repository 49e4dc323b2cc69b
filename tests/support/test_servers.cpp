#include "tests/support/test_servers.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace relata::tests {

/// Of the pair of servers that ctest has given to this test, as tests/lanes.json names them.
static QString variable(const QByteArray &name, const char *suffix)
{
    const QByteArray rest = name.toUpper() + suffix, first = "RELATA_TEST_" + rest, second = "RELATA_TEST_B_" + rest;
    if (qgetenv("CTEST_RESOURCE_GROUP_0_MYSQL").startsWith("id:b,")) {
        if (const QString other = qEnvironmentVariable(second.constData()); !other.isEmpty())
            return other;
    }
    return qEnvironmentVariable(first.constData());
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

static bool endsTest(const QString &why, const char *file, int line)
{
    const QByteArray reason = why.toUtf8();
    if (qEnvironmentVariable("CI") == "true"_L1)
        QTest::qFail(reason.constData(), file, line);
    else
        QTest::qSkip(reason.constData(), file, line);
    return true;
}

bool requireServer(const QByteArray &name, const char *file, int line)
{
    return serverUrl(name) || !endsTest(serverMissing(name), file, line);
}

bool requireProgram(const char *path, const char *file, int line)
{
    return QFile::exists(QString::fromLatin1(path))
        || !endsTest(u"%1 is not installed"_s.arg(QString::fromLatin1(path)), file, line);
}

} // namespace relata::tests
