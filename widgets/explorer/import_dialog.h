#pragma once
#include "models/project/import_project.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace relata {

class Banner;
class ConnectionBook;
class EngineRegistry;
class ProjectForm;
class Theme;
struct Error;

/// Asks for a database or an SQL file and where its project shall be. Stays while the import runs; whoever runs it says
/// so with setBusy() and complain().
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    /// `home` is where a new project's folder is proposed.
    ImportDialog(const Theme &theme, const EngineRegistry &engines, const ConnectionBook &connections,
        const QString &home, QWidget *parent = nullptr);

    /// What the fields say; an error when the source is nothing that can be imported.
    Result<ImportRequest> request() const;
    void setSource(const QString &source);
    void setBusy(bool busy);
    void complain(const Error &error);

signals:
    void wanted();
    /// Of the import that runs.
    void stopRequested();

private:
    void buildLayout();
    void listen();
    void follow();
    void browseSource();
    QString source() const;
    void reject() override;

    const EngineRegistry &m_engines;
    const ConnectionBook &m_connections;
    const QString m_home;
    ProjectForm *m_form;
    QComboBox *m_source;
    QLineEdit *m_password;
    QComboBox *m_engine;
    QLabel *m_hint;
    QLineEdit *m_name;
    QPushButton *m_import, *m_cancel;
    Banner *m_banner;
    bool m_ownName = false, m_busy = false;
};

} // namespace relata
