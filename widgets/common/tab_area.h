#pragma once
#include "widgets/common/document.h"

#include <QHash>
#include <QList>
#include <QPointer>
#include <QWidget>

#include <optional>

class QStackedLayout;
class QTabWidget;

namespace relata {

class Panel;
class Theme;

/// The middle of the window: a closable, movable tab a document with the environment's stripe on top; a page of its own
/// while there is none.
class TabArea : public QWidget {
    Q_OBJECT
public:
    explicit TabArea(const Theme &theme, QWidget *parent = nullptr);

    /// What shows while no tab is open; owned from then on.
    void setEmptyPage(QWidget *page);
    void add(const Document &document, Panel *panel);
    /// True when there was a tab for it; it is the current one then.
    bool bringToFront(const Document &document);

    Panel *current() const;
    /// The tabs, or the page that shows while there is none.
    QWidget *shownPage() const;
    int currentIndexOfTab() const;
    void setCurrentTab(int index);
    int count() const;
    Panel *panel(int index) const;
    /// All tabs from left to right, each with its panel's state of now.
    QList<Document> documents() const;

    /// Asks first when it would lose something for good.
    void close(int index);
    void closeCurrent() { close(currentIndexOfTab()); }
    void closeOthers(int index);
    /// Without asking: the session keeps what matters.
    void closeAll();
    /// The tab closed last, with its state; nothing when none was.
    std::optional<Document> takeLastClosed();
    void step(int tabs);

signals:
    void currentPanelChanged(relata::Panel *panel);
    /// Tabs came, went, moved, or a panel's state changed: worth writing to the session.
    void changed();

private:
    struct Tab {
        Document document;
        QPointer<Panel> panel;
    };
    void remove(int index);
    void follow(Panel *panel, QWidget *page);
    void updateTitle(QWidget *page, const Panel &panel);
    void showMenu(const QPoint &position);
    void showRightPage();

    const Theme &m_theme;
    QStackedLayout *m_stack;
    QTabWidget *m_tabs;
    QWidget *m_empty = nullptr;
    QHash<QWidget *, Tab> m_pages;
    QList<Document> m_closed;
};

} // namespace relata
