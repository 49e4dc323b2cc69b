#include "models/engine/engine_versions.h"

#include "models/engine/engine.h"
#include "models/engine/server_info.h"

#include <QRegularExpression>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Error wrong(const char *text, const QStringList &arguments, Error::Code code)
{
    return {.code = code, .message = {"EngineVersions", text, arguments}, .detail = {}, .sqlState = {}, .position = {}};
}

/// How many numbers are written in it.
qsizetype parts(const QString &version) { return version.count(u'.') + 1; }

} // namespace

int EngineVersions::number(QByteArrayView version) const
{
    static const QRegularExpression pattern(u"^\\d{1,2}(\\.\\d{1,2}){0,2}$"_s);
    const QString text = QString::fromLatin1(version);
    if (!pattern.match(text).hasMatch() || parts(text) < named)
        return 0;
    int result = 0;
    const QStringList numbers = text.split(u'.');
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        const int one = numbers.at(i).toInt(), place = places[std::size_t(i)];
        if (place == 0 && one != 0)
            return 0;
        result += one * place;
    }
    return result;
}

QString EngineVersions::text(int version) const
{
    QStringList numbers;
    int rest = version;
    for (const int place : places) {
        const bool isNeeded = numbers.size() < named || rest > 0;
        if (place == 0 || !isNeeded)
            break;
        numbers += QString::number(rest / place);
        rest %= place;
    }
    return numbers.join(u'.');
}

bool EngineVersions::isSameSeries(int one, int other) const
{
    const int place = places[std::size_t(named) - 1];
    return one / place == other / place;
}

bool EngineVersions::isVerified(int version) const
{
    return std::any_of(verified.begin(), verified.end(),
        [&](const QByteArray &series) { return isSameSeries(number(series), version); });
}

QString productOf(const Engine &engine, const ServerInfo &server)
{
    const QString name = QString::fromLatin1(engine.name);
    return server.versionText.isEmpty() ? name : QString(name + u' ' + server.versionText);
}

Result<ServerInfo> plannedServer(const Engine &engine, const QString &version)
{
    ServerInfo result{.engine = engine.key, .version = 0, .versionText = version, .product = {}, .settings = {}};
    if (version.isEmpty() || !engine.versions)
        return result;
    const EngineVersions &known = *engine.versions;
    const QString name = QString::fromLatin1(engine.name);
    result.version = known.number(version.toLatin1());
    if (result.version == 0)
        return failure(wrong(QT_TRANSLATE_NOOP("EngineVersions", "\"%1\" is no version of %2; one is written like %3."),
            {version, name, QString::fromLatin1(known.verified.last())}, Error::Code::Usage));
    if (result.version < known.number(known.oldest))
        return failure(wrong(QT_TRANSLATE_NOOP("EngineVersions", "%1 %2 is too old: plans are made for %3 and later."),
            {name, version, QString::fromLatin1(known.oldest)}, Error::Code::Unsupported));
    if (!known.majors.contains(result.version / known.places[0]))
        return failure(wrong(
            QT_TRANSLATE_NOOP("EngineVersions", "Nothing is known here of %1 %2, and so no plan can be made for it."),
            {name, version}, Error::Code::Unsupported));
    if (auto mode = known.sqlModes.upperBound(result.version); mode != known.sqlModes.begin())
        result.settings.insert("sql_mode", *--mode);
    return result;
}

bool isUnverified(const Engine &engine, const ServerInfo &server)
{
    return engine.versions && server.version > 0 && !engine.versions->isVerified(server.version);
}

Message unverifiedRemark(const Engine &engine, const ServerInfo &server)
{
    if (!isUnverified(engine, server))
        return {};
    return {"EngineVersions",
        QT_TRANSLATE_NOOP("EngineVersions", "Planned for %1, not verified: its rules follow the manual."),
        {productOf(engine, server)}};
}

bool isOtherVersion(const Engine &engine, const ServerInfo &planned, const ServerInfo &server)
{
    if (planned.version == 0 || server.version == 0)
        return false;
    // What is not said of the planned one may be anything: 8.0 is any of its servers.
    const QString text = planned.versionText;
    const bool isPart = server.versionText == text || server.versionText.startsWith(text + u'.');
    return server.engine != engine.key || !isPart;
}

Message otherVersionRemark(const Engine &engine, const ServerInfo &planned, const ServerInfo &server)
{
    if (!isOtherVersion(engine, planned, server))
        return {};
    const QString product = server.engine == engine.key ? productOf(engine, server) : server.product;
    return {"EngineVersions", QT_TRANSLATE_NOOP("EngineVersions", "The server is %1, not the %2 that was named."),
        {product, productOf(engine, planned)}};
}

} // namespace relata
