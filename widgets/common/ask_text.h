#pragma once
#include <QString>

#include <functional>

class QWidget;

namespace relata {

/// A line of text that something needs before it can go on.
struct TextQuestion {
    QString title; ///< "Password for shop"
    QString text; ///< what it is for, and what becomes of it
    QString label; ///< of the field
    QString action; ///< what the button does
    QString value = {}; ///< proposed
    bool isSecret = false; ///< typed unseen
    QString more = {}; ///< label of a second field, which may stay empty; empty: there is none
};

/// Asks above `parent` without a nested event loop; `answered` hears the text, which is never empty, and that of the
/// second field when the person agrees.
void askText(
    QWidget *parent, const TextQuestion &what, std::function<void(const QString &text, const QString &more)> answered);

} // namespace relata
