#pragma once
#include "models/explain/plan_tree.h"
#include "widgets/common/panel.h"

class QComboBox;
class QLabel;
class QSplitter;
class QToolButton;

namespace relata {

class Banner;
class EnvironmentBadge;
class FindBar;
class QueryFile;
class QuerySession;
class ResultsPane;
class SqlCompleter;
class SqlEditor;
struct Error;
struct Services;

/// A query tab: text above, what it answered below, connection and transaction in the bar between window and text.
class QueryPanel : public Panel {
    Q_OBJECT
public:
    QueryPanel(Services &services, const QString &title, QWidget *parent = nullptr);
    ~QueryPanel() override;

    QString iconName() const override;
    PanelStatus status() const override;
    QJsonObject state() const override;
    void restore(const QJsonObject &state) override;
    QString closingLoses() const override;
    bool keep() override;
    QString keepingTitle() const override;
    QWidget *focusTarget() override;

    SqlEditor &editor() const { return *m_editor; }
    QuerySession &session() const { return *m_session; }
    QueryFile &file() const { return *m_file; }
    ResultsPane &results() const { return *m_results; }
    FindBar &findBar() const { return *m_find; }
    SqlCompleter &completer() const { return *m_completer; }

public slots:
    /// The selection, or the statement at the caret.
    void runStatement();
    void runScript();
    void explain(bool analyze);
    void cancel();

private:
    void makeSplitter();
    QWidget *makeBar();
    void makeTransactionParts(QWidget *bar);
    QToolButton *barButton(const QString &iconName, const QString &text, const QString &tip, const QString &name);
    void connectParts();
    void chooseConnection(int index);
    void fillConnections();
    void follow();
    void showTitle();
    void showError(const Error &error);
    void showPlan(const PlanTree &plan, const QByteArray &raw);
    void ended(const std::optional<Error> &error);

    Services &m_services;
    QuerySession *m_session;
    QComboBox *m_connections = nullptr;
    EnvironmentBadge *m_badge = nullptr;
    QToolButton *m_runButton = nullptr;
    QToolButton *m_scriptButton = nullptr;
    QToolButton *m_explainButton = nullptr;
    QToolButton *m_cancelButton = nullptr;
    QComboBox *m_commitMode = nullptr;
    QToolButton *m_commit = nullptr;
    QToolButton *m_rollBack = nullptr;
    QLabel *m_transaction = nullptr;
    Banner *m_banner;
    QSplitter *m_splitter;
    SqlEditor *m_editor;
    SqlCompleter *m_completer;
    QueryFile *m_file;
    QString m_title; ///< of a text without a name
    FindBar *m_find;
    ResultsPane *m_results;
};

} // namespace relata
