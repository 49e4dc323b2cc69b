#pragma once
#include "models/planner/filling.h"

#include <QStringList>

namespace relata {

/// What a file says of what a comparison cannot know, each as the option of that name takes it.
struct GivenAnswers {
    QStringList renames, notRenamed;
    QList<FillAnswer> fills;
};

/// Reads {"rename": ["column:users.mail=email"], "not_renamed": ["table:old"], "fill": {"orders.state": "open"},
/// "fill_with": {"orders.total": "net + tax"}, "replace": {"mood:fair": "glad"}}, of which each may be left out. What
/// cannot be read is an error with file and line: nothing that somebody answered is passed over.
Result<GivenAnswers> readAnswers(const QString &path);

} // namespace relata
