#pragma once
#include <QWidget>

class QCheckBox;
class QLabel;
class QLayout;
class QLineEdit;
class QToolButton;

namespace relata {

class SqlEditor;
class Theme;

/// Find and replace in an editor; below it, hidden until wanted.
class FindBar : public QWidget {
    Q_OBJECT
public:
    FindBar(const Theme &theme, SqlEditor &editor, QWidget *parent = nullptr);

    /// Shows itself with what is selected as the text to look for.
    void open(bool replace);

public slots:
    bool findNext();
    bool findPrevious();
    void replaceOne();
    int replaceAll();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLayout *makeFindRow(const Theme &theme);
    void fillReplaceRow();
    bool find(bool forward, bool fromSelection);
    void say(bool found);

    SqlEditor &m_editor;
    QLineEdit *m_what;
    QLineEdit *m_with;
    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_pattern;
    QWidget *m_replaceRow;
    QLabel *m_said;
};

} // namespace relata
