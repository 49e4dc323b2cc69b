#pragma once
#include "models/items/roles.h"
#include "widgets/common/card.h"

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;
class QBoxLayout;

namespace relata {

class ElidedLabel;
class SqlView;
class SymbolLabel;
struct SqlFlavour;

/// One migration of the timeline: number and name, its state, small facts, up and down SQL beside each other.
class MigrationCard : public Card {
    Q_OBJECT
public:
    MigrationCard(const Theme &theme, const SqlFlavour &flavour, const QString &version, QWidget *parent = nullptr);

    const QString &version() const { return m_version; }
    void setTitle(const QString &title);
    /// A glyph and a word, with more on hover.
    void setState(Tone tone, const QString &iconName, const QString &word, const QString &detail = {});
    /// What it is for, in a line below the title.
    void setDescription(const QString &text);
    /// Small facts in a row: "3 steps", "loses data", "proved in 0.8 s". Tones colour them; further lines of a fact
    /// show on hover.
    void setFacts(const QList<std::pair<Tone, QString>> &facts);
    void setSql(const QString &up, const QString &down);
    /// What has no way back: the SQL alone, and nothing to do at this place of the timeline.
    void setRepeatable(const QString &sql);
    /// A program in Python instead, all its ways in one text.
    void setProgram(const QString &python, bool hasDown);
    void setExpanded(bool expanded);
    bool isExpanded() const { return m_expanded; }
    /// Lets a person name the unsaved migration; the title becomes a field.
    QLineEdit *makeTitleEditable(const QString &placeholder);
    /// Buttons stand at the right of the title.
    void addButton(QWidget *button);
    /// Whether a person can give their word for it here.
    void offerApproval(bool isOffered);
    /// Between the facts and the SQL, as wide as the card's text.
    void addPart(QWidget *part);

signals:
    void expandedChanged(bool expanded);
    void approveWanted();
    /// Asks for what can be done at this place of the timeline; the menu shows then.
    void menuWanted(QMenu *menu);

private:
    void arrangeHead();
    void arrangeScripts();
    void showMenu();

    const Theme &m_theme;
    QString m_version;
    QBoxLayout *m_head, *m_facts, *m_parts;
    ElidedLabel *m_title, *m_description;
    SymbolLabel *m_stateGlyph;
    QLabel *m_state;
    QToolButton *m_toggle, *m_more;
    QPushButton *m_approve;
    QWidget *m_scripts;
    SqlView *m_up, *m_down;
    bool m_expanded = false;
};

} // namespace relata
