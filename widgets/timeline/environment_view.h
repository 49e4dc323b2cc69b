#pragma once
#include <QModelIndex>
#include <QWidget>

class QAction;
class QPushButton;
class QStackedLayout;
class QTableView;
class QToolButton;
class QBoxLayout;

namespace relata {

class Banner;
class ElidedLabel;
class EmptyState;
class EnvironmentDesk;
class EnvironmentHeader;
class EnvironmentModel;
class MigrationHeader;
struct Services;

/// The project's migrations as rows and its databases as columns; what can be done with a cell stands below. Asks the
/// databases when it is first seen.
class EnvironmentView : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentView(Services &services, QWidget *parent = nullptr);

    EnvironmentDesk &desk() { return *m_desk; }
    /// Whether something may be applied now: no other run of this window is going.
    void setReady(bool isReady);

public slots:
    void refresh();

signals:
    /// What is pending up to this migration is to be applied there.
    void applyWanted(const QString &connection, const QString &version);
    /// The timeline at this migration beside the database.
    void compareWanted(const QString &connection, const QString &version);
    void driftWanted(const QString &connection);
    /// The migration's card.
    void cardWanted(const QString &version);
    void connectionWanted(const QString &connection);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildTable();
    void buildTop(QBoxLayout &layout);
    void buildBottom(QBoxLayout &layout);
    void showReading();
    void showPage();
    void showCell();
    void fitColumns();
    void askForPassword(const QString &name);
    void openColumnMenu(const QString &name, const QPoint &at);
    void openCellMenu(const QPoint &at);
    QString connectionOf(const QModelIndex &index) const;
    bool mayApply(const QModelIndex &index) const;

    Services &m_services;
    EnvironmentDesk *m_desk;
    EnvironmentModel *m_model;
    Banner *m_banner;
    QTableView *m_table;
    EnvironmentHeader *m_header;
    MigrationHeader *m_rows;
    EmptyState *m_noDatabases, *m_noMigrations;
    QStackedLayout *m_pages;
    ElidedLabel *m_summary, *m_cell;
    QToolButton *m_refresh;
    QPushButton *m_cancel, *m_apply, *m_compare, *m_card;
    QString m_currentName, m_currentVersion; ///< the cell that the keyboard is on, through resets
    int m_fitted = 0; ///< columns that have been given their width
    bool m_isReady = true, m_wasSeen = false;
};

} // namespace relata
