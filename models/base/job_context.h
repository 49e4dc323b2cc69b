#pragma once
#include "models/base/message.h"

namespace relata {

/// How far work has come. A total of 0 means that nobody knows.
struct Progress {
    qint64 done = 0, total = 0;
    Message message;
};

/// What running work sees: say how far, ask whether to stop. Nothing of the window. Called on the worker's thread.
class JobContext {
public:
    virtual ~JobContext() = default;
    virtual void report(const Progress &progress) = 0;
    virtual bool stopRequested() const = 0;
};

/// For work that nobody watches and nobody stops: tests, and steps inside other work.
class QuietContext : public JobContext {
public:
    void report(const Progress &) override { }
    bool stopRequested() const override { return false; }
};

} // namespace relata
