#include "widgets/common/confirm_dialog.h"
#include "widgets/common/buttons.h"
#include "widgets/common/confirm_part.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

QString said(const char *text) { return QCoreApplication::translate("ConfirmDialog", text); }

QLabel *label(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *result = new QLabel(text, parent);
    result->setObjectName(objectName);
    result->setAccessibleName(text);
    result->setTextFormat(Qt::PlainText);
    result->setWordWrap(true);
    return result;
}

QLineEdit *addTypedName(QVBoxLayout &layout, QDialog *dialog, const QString &name)
{
    layout.addWidget(label(
        said(QT_TRANSLATE_NOOP("ConfirmDialog", "Type “%1” to go on:")).arg(name), u"confirmTypedNameLabel"_s, dialog));
    auto *typed = new QLineEdit(dialog);
    typed->setObjectName(u"confirmTypedName"_s);
    typed->setAccessibleName(said(QT_TRANSLATE_NOOP("ConfirmDialog", "Name to confirm")));
    layout.addWidget(typed);
    return typed;
}

/// Nobody agrees, not by Return either, before all is answered; the keyboard begins there, else at the way out.
void waitForAnswers(const Confirmation &what, QLineEdit *typed, QPushButton *agree, QPushButton *cancel)
{
    auto *part = qobject_cast<ConfirmPart *>(what.part);
    if (!typed && !part)
        return cancel->setFocus();
    const auto update = [part, typed, agree, name = what.typedName] {
        agree->setEnabled((!part || part->isReady()) && (!typed || typed->text() == name));
    };
    if (typed)
        QObject::connect(typed, &QLineEdit::textChanged, agree, update);
    if (part)
        QObject::connect(part, &ConfirmPart::readyChanged, agree, update);
    update();
    agree->setDefault(true); // whoever has answered has decided
    (part ? part : static_cast<QWidget *>(typed))->setFocus();
}

} // namespace

/// The way out that loses nothing; the keyboard begins there.
static void addBetter(QBoxLayout &buttons, QDialog *dialog, const Confirmation &what)
{
    QPushButton *better = primaryButton(what.better, u"confirmBetter"_s, dialog);
    buttons.addWidget(better);
    QObject::connect(better, &QPushButton::clicked, dialog->parentWidget(), what.takenBetter);
    QObject::connect(better, &QPushButton::clicked, dialog, &QDialog::reject);
    better->setFocus();
}

void confirm(QWidget *parent, const Confirmation &what, std::function<void()> accepted)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"confirmDialog"_s);
    dialog->setAccessibleName(what.title);
    dialog->setWindowTitle(what.title);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    layout->setSpacing(grid::related);
    QLabel *title = label(what.title, u"confirmTitle"_s, dialog);
    title->setProperty("role", u"title"_s);
    layout->addWidget(title);
    layout->addWidget(label(what.text, u"confirmText"_s, dialog));
    if (what.part)
        layout->addWidget(what.part, 1);
    QPushButton *agree = what.danger ? dangerButton(what.action, u"confirmAgree"_s, dialog)
                                     : primaryButton(what.action, u"confirmAgree"_s, dialog);
    QPushButton *cancel = plainButton(said(QT_TRANSLATE_NOOP("ConfirmDialog", "Cancel")), u"confirmCancel"_s, dialog);
    QLineEdit *typed = what.typedName.isEmpty() ? nullptr : addTypedName(*layout, dialog, what.typedName);
    layout->addSpacing(grid::related);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(agree);
    layout->addLayout(buttons);
    waitForAnswers(what, typed, agree, cancel);
    if (!what.better.isEmpty())
        addBetter(*buttons, dialog, what);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(agree, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, parent, std::move(accepted));
    dialog->setMinimumWidth(what.part ? 640 : 440);
    dialog->open();
}

} // namespace relata
