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

static QLineEdit *addField(QBoxLayout &layout, QDialog *dialog, const TextQuestion &what)
{
    auto *label = new QLabel(what.label, dialog);
    label->setObjectName(u"askTextLabel"_s);
    label->setAccessibleName(QString(what.label).remove(u'&'));
    auto *field = new QLineEdit(what.value, dialog);
    field->setObjectName(u"askTextField"_s);
    field->setAccessibleName(QString(what.label).remove(u'&'));
    field->selectAll();
    if (what.isSecret)
        field->setEchoMode(QLineEdit::Password);
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

void askText(QWidget *parent, const TextQuestion &what, std::function<void(const QString &text)> answered)
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
    QLineEdit *field = addField(*layout, dialog, what);
    QPushButton *agree = primaryButton(what.action, u"askTextAgree"_s, dialog);
    QPushButton *cancel =
        plainButton(QCoreApplication::translate("ConfirmDialog", "Cancel"), u"askTextCancel"_s, dialog);
    const auto isSaid = [secret = what.isSecret](
                            const QString &text) { return secret ? !text.isEmpty() : !text.trimmed().isEmpty(); };
    agree->setEnabled(isSaid(field->text()));
    QObject::connect(field, &QLineEdit::textChanged, agree,
        [agree, isSaid](const QString &text) { agree->setEnabled(isSaid(text)); });
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(agree);
    layout->addSpacing(grid::related);
    layout->addLayout(buttons);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(agree, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, parent, [answered = std::move(answered), field, what] {
        answered(what.isSecret ? field->text() : field->text().trimmed());
    });
    dialog->setMinimumWidth(440);
    dialog->open();
    field->setFocus();
}

} // namespace relata
