#pragma once
#include <QWidget>

#include <chrono>

class QBoxLayout;
class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedLayout;
class QTimer;
class QTreeView;

namespace relata {

class Banner;
class ElidedLabel;
class EmptyState;
class PairedPlans;
class SymbolLabel;
class WatchDesk;
class WatchModel;
struct Services;
struct WatchRow;

/// What the last migrations did to the chosen database: all that is compared, the worst first, the plans of a query
/// beside each other, and who waits for locks as it comes in.
class WatchView : public QWidget {
    Q_OBJECT
public:
    /// The desk outlives the view.
    WatchView(Services &services, WatchDesk &desk, QWidget *parent = nullptr);

    /// Whether what was compared can be taken back now: it is applied, and no run is going.
    void offerRollBack(bool isOffered);
    /// Watches for the time that is chosen.
    void watch();

signals:
    /// What was applied behind this version is to be taken back.
    void rollBackWanted(const QString &version);
    /// Migrations are to be applied: there is nothing to compare with.
    void applyWanted();

private:
    void buildTimes();
    void buildTop(QBoxLayout &layout);
    void buildTable();
    void buildPages();
    QWidget *buildPlans();
    QWidget *buildEvents();
    void showAll();
    void showSummary();
    void showEmpty();
    void showRow();
    void showEvents();
    void showTime();
    void showPlans(const WatchRow &row);
    std::chrono::milliseconds chosenTime() const;

    Services &m_services;
    WatchDesk &m_desk;
    WatchModel *m_model;
    Banner *m_banner;
    SymbolLabel *m_glyph;
    ElidedLabel *m_summary, *m_since, *m_time, *m_noEvents;
    QComboBox *m_for;
    QPushButton *m_watch, *m_stop, *m_rollBack;
    QProgressBar *m_progress;
    QTreeView *m_table;
    QWidget *m_plansPage = nullptr, *m_eventsPage = nullptr;
    QLabel *m_detail;
    PairedPlans *m_plans;
    QListWidget *m_events;
    EmptyState *m_empty, *m_unseen;
    QStackedLayout *m_pages;
    QTimer *m_clock;
    QString m_currentRow; ///< what the keyboard is on, through resets
    bool m_isOffered = false;
};

} // namespace relata
