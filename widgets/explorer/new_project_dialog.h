#pragma once
#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace relata {

class Banner;
class EngineRegistry;
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
    void buildLayout(const Theme &theme);
    void follow();
    void browse();

    QString m_home;
    QLineEdit *m_name;
    QComboBox *m_engine;
    QLineEdit *m_folder;
    QPushButton *m_browse;
    QPushButton *m_create;
    QPushButton *m_cancel;
    Banner *m_banner;
    bool m_ownFolder = false; ///< the person chose a folder, so the name no longer decides it
};

} // namespace relata
