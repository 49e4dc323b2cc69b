#pragma once
namespace relata {

/// When a constraint is checked.
enum class Deferral { Not, Immediate, Deferred };

} // namespace relata
