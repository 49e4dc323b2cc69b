#pragma once
#include "models/base/result.h"

#include <functional>

namespace relata {

/// Keeps passwords by key, never in clear text on disk. Answers come later, on the thread that asked; each is given
/// once.
class SecretStore {
public:
    using Answer = std::function<void(Result<QString>)>; ///< an empty string: nothing is kept under that key
    using Done = std::function<void(Result<>)>;

    virtual ~SecretStore() = default;
    virtual void read(const QString &key, Answer answer) = 0;
    virtual void write(const QString &key, const QString &secret, Done done) = 0;
    virtual void remove(const QString &key, Done done) = 0;
    /// False when secrets live for this session only; then limitation() says why in a sentence for people.
    virtual bool outlivesSession() const = 0;
    virtual Message limitation() const = 0;
};

} // namespace relata
