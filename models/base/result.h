#pragma once
#include "models/base/error.h"

#include <tl/expected.hpp>

namespace relata {

/// A value or the reason why there is none. Every boundary of the program returns one; nothing of ours throws.
template <class T = void>
using Result = tl::expected<T, Error>;

/// Shortens `return tl::unexpected(Error{…})`.
inline tl::unexpected<Error> failure(Error error) { return tl::unexpected<Error>(std::move(error)); }

} // namespace relata
