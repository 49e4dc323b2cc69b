#include "models/base/life_line.h"

#include <QProcess>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace relata {

LifeLine::LifeLine()
{
    if (::pipe2(m_ends, O_CLOEXEC) != 0)
        m_ends[0] = m_ends[1] = -1;
}

LifeLine::~LifeLine()
{
    const char over = 0;
    if (m_ends[1] >= 0 && ::write(m_ends[1], &over, 1) == 1)
        ::close(m_ends[1]);
    if (m_ends[0] >= 0)
        ::close(m_ends[0]);
}

void LifeLine::hold() const
{
    ::setpgid(0, 0);
    if (m_ends[0] < 0)
        return;
    const pid_t group = ::getpid();
    const pid_t between = ::fork();
    if (between == 0) {
        if (::fork() == 0)
            watch(group);
        ::_exit(0);
    }
    if (between > 0)
        ::waitpid(between, nullptr, 0);
}

void LifeLine::watch(pid_t group) const
{
    ::dup2(m_ends[0], 0);
    ::close_range(1, ~0U, 0); // the other end above all, and whatever else we have open
    for (const int one : {SIGTERM, SIGINT}) // it is of the group, whose number stays its own as long as it is
        ::signal(one, SIG_IGN);
    char over = 0;
    ssize_t heard = -1;
    do
        heard = ::read(0, &over, 1);
    while (heard < 0 && errno == EINTR);
    if (heard == 0) {
        ::kill(-group, SIGTERM);
        ::sleep(Grace);
        ::kill(-group, SIGKILL);
    }
    ::_exit(0);
}

void LifeLine::end(QProcess &command, qint64 group, int signal)
{
    if (group <= 0) // nothing was started
        return;
    if (command.state() != QProcess::NotRunning) {
        ::kill(pid_t(-group), signal);
        command.waitForFinished(Grace * 1000);
    }
    ::kill(pid_t(-group), SIGKILL);
    command.waitForFinished();
}

} // namespace relata
