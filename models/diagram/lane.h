#pragma once
#include <vector>

namespace relata {

/// A straight piece (or several pieces of lines to one row that run as one), and where it may be moved. `at` is the
/// coordinate across its direction, `begin` and `end` along it.
struct Lane {
    struct Branch {
        int along = 0; ///< where another piece meets it
        bool after = false; ///< on the side of greater coordinates
    };
    int at = 0, low = 0, high = 0;
    int begin = 0, end = 0;
    bool fixed = false;
    int net = 0; ///< lanes of one net may touch
    std::vector<Branch> branches;
};

/// Gives lanes that run beside each other places of their own.
void separateLanes(std::vector<Lane> &lanes);

} // namespace relata
