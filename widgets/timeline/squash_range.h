#pragma once
#include "models/timeline/timeline.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace relata {

class Theme;

/// Which migrations one shall replace, and what it is called: part of a question. There are two of them at least.
class SquashRange : public QWidget {
    Q_OBJECT
public:
    /// `states`: of the database `where`, which may be empty; `last`: the last to go.
    SquashRange(const Theme &theme, const Timeline &timeline, const QString &last, const QList<MigrationStatus> &states,
        const QString &where, QWidget *parent = nullptr);

    QString from() const;
    QString to() const;
    QString title() const;

private:
    QComboBox *makeVersions(const QString &name, const QString &text);
    void layOut();
    void fill(const QString &last);
    void showEnds();
    void showNames();
    QString doubt() const;

    const QList<MigrationFile> m_migrations;
    const QList<MigrationStatus> m_states;
    const QString m_where;
    QComboBox *m_from, *m_to;
    QLineEdit *m_title;
    QListWidget *m_names;
    QLabel *m_doubt;
};

} // namespace relata
