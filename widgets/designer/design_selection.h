#pragma once
#include "models/schema/object.h"

#include <QObject>

namespace relata {

struct Services;

/// What is selected now, as any panel told it: what Rename, Drop and the inspector mean.
class DesignSelection : public QObject {
    Q_OBJECT
public:
    explicit DesignSelection(Services &services, QObject *parent = nullptr);

    /// Null when it is gone from the design.
    ObjectId object() const;
    /// The selected table, or the one that the selected part belongs to.
    ObjectId table() const;

private:
    Services &m_services;
    ObjectId m_object;
};

} // namespace relata
