#pragma once
#include "models/base/message.h"
#include "models/schema/object.h"

namespace relata {

/// Something worth saying about a schema, a statement or a query plan.
struct Finding {
    enum class Severity { Note, Warning, Danger };
    QByteArray code; ///< stable, for suppressions and CI
    Severity severity = Severity::Warning;
    Message message, advice;
    ObjectRef object;
    qsizetype begin = 0, end = 0; ///< in the source text
    QString fix; ///< replacement SQL, empty when there is none
};

} // namespace relata
