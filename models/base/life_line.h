#pragma once
#include <QtGlobal>

#include <sys/types.h>

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

private:
    [[noreturn]] void watch(pid_t group) const;

    int m_ends[2] = {-1, -1};
};

} // namespace relata
