#pragma once
#include "models/jobs/recipes/repair.h"

#include <QWidget>

class QListWidget;

namespace relata {

class SqlView;
class Theme;
struct SqlFlavour;

/// What the ledger and the files say differently, a line each to be ticked, and below it the difference of the line in
/// front: how the text was applied, and how it is now.
class RepairView : public QWidget {
    Q_OBJECT
public:
    RepairView(const Theme &theme, const SqlFlavour &flavour, const RepairList &list, QWidget *parent = nullptr);

    /// Versions whose file is to be taken for what was applied.
    QStringList accepted() const;
    /// Versions that the ledger is to forget.
    QStringList forgotten() const;

private:
    QListWidget *makeLines(const Theme &theme);
    void showDifference();
    QStringList ticked(bool isEdited) const;

    const RepairList m_list;
    QListWidget *m_lines;
    SqlView *m_difference;
};

} // namespace relata
