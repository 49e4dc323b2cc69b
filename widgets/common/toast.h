#pragma once
#include "models/items/roles.h"

#include <QFrame>

#include <functional>

namespace relata {

class Theme;

/// Small notes at the lower right of a window, for what finished out of sight; they leave by themselves, after six
/// seconds (danger stays until dismissed), and never take the focus.
class ToastArea : public QObject {
    Q_OBJECT
public:
    ToastArea(const Theme &theme, QWidget *window);

    void show(Tone tone, const QString &text, const QString &actionTitle = {}, std::function<void()> action = {});
    int count() const { return int(m_toasts.size()); }
    /// Pixels kept free below, for a status bar.
    void setBottomMargin(int pixels);
    /// Puts them over whatever the window holds now.
    void place();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QFrame *makeToast(Tone tone, const QString &text, const QString &actionTitle, std::function<void()> action);
    void remove(QFrame *toast);

    const Theme &m_theme;
    QWidget *m_window;
    QList<QFrame *> m_toasts;
    int m_bottom = 0;
};

} // namespace relata
