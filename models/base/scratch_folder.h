#pragma once
#include "models/base/result.h"

#include <QString>

#include <memory>

namespace relata {

/// A folder for what nobody is to keep, readable by its owner alone and removed with its last copy. What programs that
/// were killed have left of such is removed when the next one is made.
class ScratchFolder {
public:
    /// Errors: the folder for temporary files takes none.
    static Result<ScratchFolder> make();
    QString path() const;

private:
    struct Held;
    std::shared_ptr<Held> m_held;
};

} // namespace relata
