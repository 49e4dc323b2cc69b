#pragma once
#include "models/jobs/query_run.h"

#include <QList>
#include <QWidget>

class QListView;
class QStackedWidget;
class QTabWidget;

namespace relata {

class JobCenter;
class MessageLogModel;
class ResultView;
class RunStatus;
class Theme;
struct SqlFlavour;

/// What a query tab's runs answered: a tab for each result, the messages, the state of the run.
class ResultsPane : public QWidget {
    Q_OBJECT
public:
    ResultsPane(const Theme &theme, JobCenter &jobs, QWidget *parent = nullptr);

    /// How statements are read, to name results by their table; outlives the pane.
    void setFlavour(const SqlFlavour &flavour) { m_flavour = &flavour; }
    /// Results of the run before go, unless pinned; messages stay.
    void follow(QueryRun &run);
    /// The run has ended, in an error or well.
    void endRun(const std::optional<Error> &error);
    bool isRunning() const { return m_running; }

    /// Puts another page (a plan) beside the results; replaces one of the same object name.
    void showPage(QWidget *page, const QString &title, const QString &iconName);
    /// The result in front; null when that is something else.
    ResultView *currentResult() const;
    int resultCount() const;
    QString position() const;
    MessageLogModel &messages() const { return *m_log; }

signals:
    void cancelRequested();
    /// A message with a position was activated.
    void positionActivated(qsizetype position);
    void positionChanged();

private:
    void take(const QList<RunEvent> &events);
    void addResult(const RunEvent &event);
    void refreshResult(const RunEvent &event);
    ResultView *viewOf(const ResultBuffer *buffer) const;
    void removeResults();
    void tabChanged();
    void togglePin(int tab);
    QListView *makeMessages();
    QWidget *makeEmpty();

    const Theme &m_theme;
    JobCenter &m_jobs;
    MessageLogModel *m_log;
    QStackedWidget *m_stack;
    QTabWidget *m_tabs;
    QListView *m_messages;
    RunStatus *m_status;
    const SqlFlavour *m_flavour = nullptr;
    QString m_statement; ///< the one that runs
    bool m_running = false;
    bool m_shown = false; ///< this run has brought a result to the front
};

} // namespace relata
