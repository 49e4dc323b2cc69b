#include "dialects/common/server_process.h"

#include <csignal>
#include <grp.h>
#include <unistd.h>

namespace relata {
using namespace Qt::StringLiterals;

/// Starts the server and waits for it. The end of the pipe on descriptor 0 stops it, a frozen one too, and then the
/// folder goes; a server that ends by itself leaves its words there. One that has just begun does not hear the signal
/// yet, so that it is told until it is gone.
static const auto Keeper = uR"(
folder=$1 signal=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ read -r _ <&3; : >"$folder/ended"; kill -CONT $server
  while kill -$signal $server; do sleep 0.2; done; } 2>/dev/null & watch=$!
exec 3<&-
wait $server
[ -e "$folder/ended" ] && exec rm -rf "$folder"
kill $watch
)"_s;

bool ServerProcess::Account::takeOn() const
{
    return ::setgroups(0, nullptr) == 0 && ::setgid(group) == 0 && ::setuid(user) == 0;
}

ServerProcess::ServerProcess(const QString &folder, const QByteArray &stopSignal)
    : m_folder(folder)
    , m_stopSignal(stopSignal)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setWorkingDirectory(folder);
}

ServerProcess::~ServerProcess()
{
    constexpr int Patience = 20'000; // milliseconds
    if (!isRunning())
        return;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(Patience))
        return;
    ::kill(-pid_t(m_process.processId()), SIGKILL); // the group: shell and server
    m_process.waitForFinished(Patience);
}

bool ServerProcess::start(const QString &program, const QStringList &arguments, const QString &log)
{
    m_process.setStandardOutputFile(log);
    m_process.setChildProcessModifier([account = m_account] {
        ::setpgid(0, 0); // an interrupt typed at the terminal is ours alone
        if (account && !account->takeOn())
            ::_exit(126);
    });
    m_process.start(u"/bin/sh"_s,
        QStringList{u"-c"_s, Keeper, u"sh"_s, m_folder, QString::fromLatin1(m_stopSignal), program} + arguments);
    return m_process.waitForStarted();
}

bool ServerProcess::isRunning()
{
    // Without an event loop QProcess learns of an end only where it waits.
    return m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(0);
}

} // namespace relata
