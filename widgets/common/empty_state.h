#pragma once
#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;

namespace relata {

class SymbolLabel;
class Theme;

/// What a list, grid or canvas shows while it has nothing: what it is for, and the next action. The first action added
/// is the primary one.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const Theme &theme, const QString &iconName, const QString &title, const QString &sentence,
        QWidget *parent = nullptr);

    void addAction(const QString &text, std::function<void()> action);
    void setTexts(const QString &title, const QString &sentence);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    SymbolLabel *m_icon;
    QLabel *m_title;
    QLabel *m_sentence;
    QBoxLayout *m_actions;
};

} // namespace relata
