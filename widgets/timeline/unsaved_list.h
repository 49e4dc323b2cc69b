#pragma once
#include "models/project/part_migration.h"

#include <QTreeView>

namespace relata {

class Theme;
class UnsavedChangeModel;

/// What the unsaved migration consists of, with checks: as high as its rows up to a limit, hidden while there is no
/// choice.
class UnsavedList : public QTreeView {
    Q_OBJECT
public:
    UnsavedList(const Theme &theme, QWidget *parent = nullptr);

    void setChanges(const QList<UnsavedChange> &changes);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(relata::ObjectId id, bool taken);
    void opened(const relata::ObjectRef &object);

private:
    UnsavedChangeModel *m_model;
};

} // namespace relata
