#pragma once
#include "models/base/result.h"

namespace relata {

class Connection;
struct Engine;

/// Waits until a session of another program, by its key, is gone from the server, and ends it there where it does not
/// go by itself: what it still does would hold locks, and may yet be committed. False: it is there still, after
/// seconds.
Result<bool> outlastSession(Connection &connection, const Engine &engine, const QString &session);

} // namespace relata
