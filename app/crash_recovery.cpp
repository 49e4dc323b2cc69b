#include "app/crash_recovery.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace relata {

namespace {

constexpr int atMost = 16;
constexpr auto format = "relata.session/1"_L1;

QJsonValue base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }
QByteArray bytes(const QJsonValue &value) { return QByteArray::fromBase64(value.toString().toLatin1()); }

QJsonObject toObject(const Document &document)
{
    return {{u"kind"_s, QString::fromUtf8(document.kind)}, {u"id"_s, document.id}, {u"title"_s, document.title},
        {u"state"_s, document.state}};
}

Document toDocument(const QJsonObject &object)
{
    return {object.value("kind"_L1).toString().toUtf8(), object.value("id"_L1).toString(),
        object.value("title"_L1).toString(), object.value("state"_L1).toObject()};
}

Error fileError(Message message, const QString &detail)
{
    Error error;
    error.code = Error::Code::File;
    error.message = std::move(message);
    error.detail = detail;
    return error;
}

} // namespace

QByteArray WindowSession::toJson() const
{
    QJsonArray documents;
    for (const Document &tab : tabs)
        documents.append(toObject(tab));
    const QJsonObject root{{u"format"_s, QString(format)}, {u"project"_s, project}, {u"tabs"_s, documents},
        {u"current"_s, current}, {u"geometry"_s, base64(geometry)}, {u"layout"_s, base64(layout)},
        {u"layoutVersion"_s, layoutVersion}, {u"endedWell"_s, endedWell}};
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

Result<WindowSession> WindowSession::fromJson(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonObject root = QJsonDocument::fromJson(json, &problem).object();
    if (root.value("format"_L1).toString() != format)
        return failure(
            fileError({"WindowSession",
                          QT_TRANSLATE_NOOP("WindowSession", "The last session cannot be read; it starts empty."), {}},
                problem.errorString()));
    WindowSession session;
    session.project = root.value("project"_L1).toString();
    session.current = root.value("current"_L1).toInt(-1);
    session.geometry = bytes(root.value("geometry"_L1));
    session.layout = bytes(root.value("layout"_L1));
    session.layoutVersion = root.value("layoutVersion"_L1).toInt();
    session.endedWell = root.value("endedWell"_L1).toBool(true);
    const QJsonArray documents = root.value("tabs"_L1).toArray();
    for (const QJsonValue &each : documents)
        session.tabs.append(toDocument(each.toObject()));
    return session;
}

SessionJournal::SessionJournal(const QString &folder, std::function<WindowSession()> snapshot, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_snapshot(std::move(snapshot))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, [this] { std::ignore = write(false); });
}

SessionJournal::~SessionJournal() = default;

std::optional<WindowSession> SessionJournal::begin()
{
    QDir().mkpath(m_folder);
    for (int slot = 1; slot <= atMost; ++slot) {
        m_file = m_folder + (slot == 1 ? u"/session.json"_s : u"/session-%1.json"_s.arg(slot));
        m_lock = std::make_unique<QLockFile>(m_file + u".lock"_s);
        m_lock->setStaleLockTime(0ms); // a lock is stale when its process is gone, never because it is old
        if (m_lock->tryLock(0))
            break;
        m_lock.reset();
    }
    QFile file(m_file);
    if (!m_lock || !file.open(QIODevice::ReadOnly))
        return {};
    m_written = file.readAll();
    auto session = WindowSession::fromJson(m_written);
    if (session)
        return *session;
    file.close();
    QFile::rename(m_file, m_file + u".broken"_s);
    emit writeFailed(session.error());
    return {};
}

void SessionJournal::touch()
{
    if (!m_timer.isActive())
        m_timer.start();
}

Result<> SessionJournal::write(bool endedWell)
{
    m_timer.stop();
    if (!m_lock)
        return {};
    WindowSession session = m_snapshot();
    session.endedWell = endedWell;
    const QByteArray json = session.toJson();
    if (json == m_written)
        return {};
    QSaveFile file(m_file);
    const bool good =
        file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.flush() && file.commit();
    if (good) {
        m_written = json;
        m_failing = false;
        return {};
    }
    const Error error = fileError(
        {"WindowSession",
            QT_TRANSLATE_NOOP("WindowSession", "Open tabs and query texts cannot be kept: %1 cannot be written."),
            {QDir::toNativeSeparators(m_file)}},
        file.errorString());
    if (!m_failing)
        emit writeFailed(error);
    m_failing = true;
    m_timer.start();
    return failure(error);
}

} // namespace relata

#include "moc_crash_recovery.cpp"
