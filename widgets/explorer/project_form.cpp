#include "widgets/explorer/project_form.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/explorer/project_folder.h"

#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace relata {

ProjectForm::ProjectForm(const QString &prefix, const QString &home, QWidget *parent)
    : QWidget(parent)
    , m_prefix(prefix)
    , m_home(home)
    , m_layout(new QFormLayout(this))
{
    setObjectName(prefix + u"Form"_s);
    setAccessibleName(tr("Project"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(grid::group);
    m_layout->setVerticalSpacing(grid::related);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void ProjectForm::addRow(const QString &text, QWidget *field, const QString &name, QWidget *button)
{
    auto *label = new QLabel(text, this);
    label->setObjectName(m_prefix + name + u"Label"_s);
    label->setAccessibleName(QString(text).remove(u'&'));
    label->setBuddy(field);
    field->setObjectName(m_prefix + name);
    field->setAccessibleName(label->accessibleName());
    m_order << field;
    if (!button)
        return m_layout->addRow(label, field);
    m_order << button;
    auto *row = new QHBoxLayout;
    row->setSpacing(grid::related);
    row->addWidget(field, 1);
    row->addWidget(button);
    m_layout->addRow(label, row);
}

void ProjectForm::addFolder()
{
    m_folder = new QLineEdit(this);
    auto *choose = plainButton(tr("Choose…"), m_prefix + u"BrowseFolder"_s, this);
    addRow(tr("&Folder"), m_folder, u"Folder"_s, choose);
    connect(m_folder, &QLineEdit::textEdited, this, [this] {
        m_ownFolder = true;
        emit folderChosen();
    });
    connect(choose, &QPushButton::clicked, this, &ProjectForm::browse);
}

void ProjectForm::setRowVisible(QWidget *field, bool visible) { m_layout->setRowVisible(field, visible); }

void ProjectForm::propose(const QString &projectName)
{
    const QString name = projectFolderName(projectName);
    if (!m_ownFolder)
        m_folder->setText(name.isEmpty() ? QString() : QDir::toNativeSeparators(m_home + u'/' + name));
}

QString ProjectForm::folder() const { return QDir::fromNativeSeparators(m_folder->text().trimmed()); }

void ProjectForm::browse()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the Project"), m_home);
    dialog->setObjectName(m_prefix + u"FolderDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        m_ownFolder = true;
        m_folder->setText(QDir::toNativeSeparators(chosen));
        emit folderChosen();
    });
    dialog->open();
}

void ProjectForm::layOut(QDialog &dialog, Banner *banner, QLabel *hint, const QList<QPushButton *> &buttons)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(grid::related);
    row->addStretch();
    for (QPushButton *button : buttons) {
        row->addWidget(button);
        m_order << button;
    }
    for (qsizetype i = 1; i < m_order.size(); ++i)
        QWidget::setTabOrder(m_order.at(i - 1), m_order.at(i)); // as it is read
    auto *layout = new QVBoxLayout(&dialog);
    layout->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    layout->setSpacing(grid::group);
    layout->addWidget(banner);
    layout->addWidget(this);
    if (hint)
        layout->addWidget(hint);
    layout->addStretch();
    layout->addLayout(row);
    dialog.setMinimumWidth(560);
}

} // namespace relata

#include "moc_project_form.cpp"
