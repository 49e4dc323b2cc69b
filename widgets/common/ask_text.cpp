#include "widgets/common/ask_text.h"

#include "widgets/common/buttons.h"
#include "widgets/common/wrapped_label.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace relata {
using namespace Qt::StringLiterals;

static QLineEdit *addField(QBoxLayout &layout, QDialog *dialog, const QString &text, const QString &name)
{
    auto *label = new QLabel(text, dialog);
    label->setObjectName(name + u"Label"_s);
    label->setAccessibleName(QString(text).remove(u'&'));
    auto *field = new QLineEdit(dialog);
    field->setObjectName(name);
    field->setAccessibleName(QString(text).remove(u'&'));
    label->setBuddy(field);
    layout.addSpacing(grid::related);
    layout.addWidget(label);
    layout.addWidget(field);
    return field;
}

static void addTexts(QBoxLayout &layout, QDialog *dialog, const TextQuestion &what)
{
    auto *title = new WrappedLabel(what.title, dialog);
    title->setObjectName(u"askTextTitle"_s);
    title->setAccessibleName(what.title);
    title->setProperty("role", u"title"_s);
    auto *text = new WrappedLabel(what.text, dialog);
    text->setObjectName(u"askTextText"_s);
    text->setAccessibleName(what.text);
    layout.addWidget(title);
    layout.addWidget(text);
}

/// The field that must be filled, and the button that waits for it.
static void bind(QLineEdit *field, QPushButton *agree, const TextQuestion &what)
{
    const auto isSaid = [secret = what.isSecret](
                            const QString &text) { return secret ? !text.isEmpty() : !text.trimmed().isEmpty(); };
    field->setText(what.value);
    field->selectAll();
    field->setEchoMode(what.isSecret ? QLineEdit::Password : QLineEdit::Normal);
    agree->setEnabled(isSaid(what.value));
    QObject::connect(field, &QLineEdit::textChanged, agree,
        [agree, isSaid](const QString &text) { agree->setEnabled(isSaid(text)); });
}

void askText(
    QWidget *parent, const TextQuestion &what, std::function<void(const QString &text, const QString &more)> answered)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"askTextDialog"_s);
    dialog->setAccessibleName(what.title);
    dialog->setWindowTitle(what.title);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    layout->setSpacing(grid::related);
    addTexts(*layout, dialog, what);
    QLineEdit *field = addField(*layout, dialog, what.label, u"askTextField"_s);
    QLineEdit *more = what.more.isEmpty() ? nullptr : addField(*layout, dialog, what.more, u"askTextMore"_s);
    QPushButton *agree = primaryButton(what.action, u"askTextAgree"_s, dialog);
    QPushButton *cancel =
        plainButton(QCoreApplication::translate("ConfirmDialog", "Cancel"), u"askTextCancel"_s, dialog);
    bind(field, agree, what);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(agree);
    layout->addSpacing(grid::related);
    layout->addLayout(buttons);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(agree, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(
        dialog, &QDialog::accepted, parent, [answered = std::move(answered), field, more, secret = what.isSecret] {
            answered(secret ? field->text() : field->text().trimmed(), more ? more->text().trimmed() : QString());
        });
    dialog->setMinimumWidth(440);
    dialog->open();
    field->setFocus();
}

} // namespace relata
