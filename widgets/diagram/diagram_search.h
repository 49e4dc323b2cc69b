#pragma once
#include <QFrame>

class QLabel;
class QLineEdit;

namespace relata {

class DiagramView;
class Theme;

/// Finds tables and columns of a diagram by their names as one types; Enter goes to the next, Escape closes.
class DiagramSearch : public QFrame {
    Q_OBJECT
public:
    DiagramSearch(const Theme &theme, DiagramView *view);

    /// Shows the field with the keyboard in it.
    void open();
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(const QString &text);
    void show(int match);
    void place();

    DiagramView *m_view;
    QLineEdit *m_text;
    QLabel *m_count;
    std::vector<int> m_matches; ///< tables, the best first
    int m_match = 0;
};

} // namespace relata
