#pragma once
#include <QList>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace relata {

class Theme;

/// One of the few large rows of a page that offers beginnings.
struct StartRow {
    QString id; ///< of its object name
    QString icon;
    QString title;
    QString sentence;
    std::function<void()> run;
};

/// What the window shows while nothing is open: a few large rows, nothing else.
class StartPage : public QWidget {
    Q_OBJECT
public:
    StartPage(const Theme &theme, const QString &title, const QList<StartRow> &rows, QWidget *parent = nullptr);
};

} // namespace relata
