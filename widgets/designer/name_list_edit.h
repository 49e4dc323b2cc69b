#pragma once
#include <QLineEdit>

class QCompleter;

namespace relata {

class Theme;

/// Names with commas between, typed with completion of the last one or chosen from a list that ticks them in order.
class NameListEdit : public QLineEdit {
    Q_OBJECT
public:
    NameListEdit(const Theme &theme, const QStringList &choices, QWidget *parent = nullptr);

    QStringList names() const;
    /// Puts the name behind the others, or takes it out.
    void toggle(const QString &name);

private:
    void completeLast();
    void showChoices();

    QStringList m_choices;
    QCompleter *m_completer = nullptr;
};

} // namespace relata
