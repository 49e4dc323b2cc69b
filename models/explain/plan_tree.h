#pragma once
#include <QMap>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace relata {

/// One neutral tree for all engines' query plans; views, diagnostics and comparison read only this.
struct PlanTree {
    QString operation; ///< the engine's word: "Seq Scan", "SEARCH", "ALL"
    QString relation;
    QString index;
    QString condition;
    double estimatedRows = -1; ///< a loop; -1: the engine does not say
    double totalCost = -1;
    std::optional<double> actualRows; ///< a loop
    std::optional<std::chrono::nanoseconds> ownTime; ///< without the children, all loops
    std::optional<std::chrono::nanoseconds> totalTime; ///< with the children, all loops
    qint64 loops = 1;
    QMap<QString, QString> extras; ///< all the server said that has no field of its own
    std::vector<PlanTree> children;
};

} // namespace relata
