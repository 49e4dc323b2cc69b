#pragma once
#include <QList>
#include <QWidget>

class QDialog;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace relata {

class Banner;

/// The form of a dialog that makes a project: labelled rows, and the folder, which is proposed from the project's name
/// until the person chooses one.
class ProjectForm : public QWidget {
    Q_OBJECT
public:
    /// `prefix` begins the object names of the fields; `home` is the folder that the new one is proposed in.
    ProjectForm(const QString &prefix, const QString &home, QWidget *parent);

    /// `text` may name its key with &; the field is called `prefix` + `name`. A button stands behind the field.
    void addRow(const QString &text, QWidget *field, const QString &name, QWidget *button = nullptr);
    /// The row of the folder; after this propose() and folder() work.
    void addFolder();
    void setRowVisible(QWidget *field, bool visible);

    /// The folder follows the project's name.
    void propose(const QString &projectName);
    QString folder() const;

    /// The frame of such a dialog: what went wrong above the form, a hint (may be null) and the buttons below it.
    void layOut(QDialog &dialog, Banner *banner, QLabel *hint, const QList<QPushButton *> &buttons);

signals:
    /// The person chose or wrote a folder.
    void folderChosen();

private:
    void browse();

    const QString m_prefix, m_home;
    QFormLayout *m_layout;
    QLineEdit *m_folder = nullptr;
    QList<QWidget *> m_order; ///< of the Tab key
    bool m_ownFolder = false; ///< the person chose one, so the name no longer decides it
};

} // namespace relata
