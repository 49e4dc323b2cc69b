#pragma once
#include "models/project/unsaved_steps.h"

#include <QTreeView>

namespace relata {

class Theme;
class UnsavedStepModel;

/// The plan of the unsaved migration by step, with checks and each step's statements below it: as high as its rows up
/// to a limit.
class UnsavedStepList : public QTreeView {
    Q_OBJECT
public:
    UnsavedStepList(const Theme &theme, QWidget *parent = nullptr);

    void setSteps(const QList<UnsavedStep> &steps);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const QList<relata::ObjectId> &changes, bool taken);

private:
    UnsavedStepModel *m_model;
};

} // namespace relata
