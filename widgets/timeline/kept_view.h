#pragma once
#include "models/jobs/recipes/kept_tables.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QSpinBox;
class QStackedLayout;
class QToolButton;
class QTreeView;

namespace relata {

class Banner;
class ElidedLabel;
class EmptyState;
class KeptDesk;
class KeptModel;
struct Services;

/// What migrations took away from the chosen database and keep aside in it, the oldest first; what is chosen, or old
/// enough, can be purged. Asks the database when it is seen.
class KeptView : public QWidget {
    Q_OBJECT
public:
    /// The desk outlives the view.
    KeptView(Services &services, KeptDesk &desk, QWidget *parent = nullptr);

    /// Whether something may be purged now: no run is going.
    void setReady(bool isReady);

signals:
    void purgeWanted(const QList<relata::KeptTable> &tables);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildTop(QBoxLayout &layout);
    void buildTable();
    void buildBottom(QBoxLayout &layout);
    void ask();
    void showAll();
    void showChosen();
    void chooseOld();
    QList<KeptTable> chosen() const;

    Services &m_services;
    KeptDesk &m_desk;
    KeptModel *m_model;
    Banner *m_banner;
    QTreeView *m_table;
    EmptyState *m_empty, *m_unknown;
    QStackedLayout *m_pages;
    ElidedLabel *m_summary, *m_chosen;
    QToolButton *m_refresh;
    QSpinBox *m_days;
    QPushButton *m_old, *m_purge;
    bool m_isReady = true;
};

} // namespace relata
