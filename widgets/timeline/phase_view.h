#pragma once
#include "models/project/phase_desk.h"

#include <QWidget>

class QBoxLayout;
class QLineEdit;

namespace relata {

class Theme;
struct SqlFlavour;

/// What a change of type, a split or a merge needs to be made in phases: part of a question.
class PhaseTerms : public QWidget {
    Q_OBJECT
public:
    PhaseTerms(const Evolution &evolution, QWidget *parent = nullptr);

    /// The change on these terms.
    Evolution evolution() const;

private:
    QLineEdit *addRow(const QString &text, const QString &name, const QString &value);

    Evolution m_evolution;
    QLineEdit *m_name = nullptr; ///< of the new column, where the design does not say it
    QList<QLineEdit *> m_to, m_back; ///< for each column
};

/// The phases of a plan as tabs: what the application has to do before each, and its SQL.
QWidget *phasePages(const Theme &theme, const SqlFlavour &flavour, const PhasePlan &plan);

/// The open changes in phases, each with what comes next; hidden while there are none.
class PhaseList : public QWidget {
    Q_OBJECT
public:
    explicit PhaseList(const Theme &theme, QWidget *parent = nullptr);

    void setOpen(const QList<Evolution> &open);
    /// Whether something may be begun now.
    void setReady(bool isReady);

signals:
    void nextWanted(const QString &id);
    void abandonWanted(const QString &id);

private:
    QWidget *makeRow(const Evolution &evolution);

    const Theme &m_theme;
    QBoxLayout *m_rows;
    bool m_isReady = true;
};

} // namespace relata
