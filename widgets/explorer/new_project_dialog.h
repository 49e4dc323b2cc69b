#pragma once
#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace relata {

class Banner;
class EngineRegistry;
class ProjectForm;
class Theme;
struct Error;
struct ProjectConfig;

/// Asks what a new project is called, where it stands and which engine it designs for. It makes nothing itself.
class NewProjectDialog : public QDialog {
    Q_OBJECT
public:
    /// `home` is the folder that the new one is proposed in.
    NewProjectDialog(const Theme &theme, const EngineRegistry &engines, const QString &home, QWidget *parent = nullptr);

    QString folder() const;
    ProjectConfig config() const;
    /// Says why it could not be made; the dialog stays for another try.
    void complain(const Error &error);

signals:
    /// The person wants it; close the dialog once it is made.
    void wanted();

private:
    void follow();

    ProjectForm *m_form;
    QLineEdit *m_name;
    QComboBox *m_engine;
    QPushButton *m_create;
    Banner *m_banner;
};

} // namespace relata
