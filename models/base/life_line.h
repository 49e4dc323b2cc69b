#pragma once
#include <QtGlobal>

#include <sys/types.h>

class QProcess;

namespace relata {

/// A pipe that this program writes to when a command is over, and that breaks when this program is killed.
class LifeLine {
public:
    LifeLine();
    ~LifeLine();
    Q_DISABLE_COPY_MOVE(LifeLine)

    /// In the child, which becomes the command: a group of its own, and beside it a process, nobody's child, that ends
    /// the group when the pipe breaks. Calls only what is safe between fork and exec.
    void hold() const;
    /// Ends the command with all that it has started: `signal` first, and what is there when the command has gone, or
    /// when some seconds have passed, goes without being asked. Also for what a command left behind that has gone.
    static void end(QProcess &command, qint64 group, int signal);

private:
    [[noreturn]] void watch(pid_t group) const;

    static constexpr int Grace = 5; ///< seconds

    int m_ends[2] = {-1, -1};
};

} // namespace relata
