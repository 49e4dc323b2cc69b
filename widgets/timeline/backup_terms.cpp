#include "widgets/timeline/backup_terms.h"

#include "models/jobs/recipes/run_backup.h"
#include "widgets/common/buttons.h"
#include "widgets/common/theme.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QToolButton>

namespace relata {
using namespace Qt::StringLiterals;

BackupTerms::BackupTerms(const Theme &theme, const BackupWish &wish, const QString &folder, QWidget *parent)
    : QWidget(parent)
    , m_isRequired(wish.isRequired)
{
    setObjectName(u"backupTerms"_s);
    setAccessibleName(tr("Backup"));
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(grid::related);
    layout->setVerticalSpacing(grid::related);
    m_none = addChoice(*layout, tr("&Without a backup"), u"noBackup"_s);
    m_none->setVisible(!m_isRequired);
    m_takes = addChoice(*layout, tr("&Back up first, into"), u"takesBackup"_s);
    m_folder = addLine(*layout, layout->rowCount() - 1, tr("Folder for the backup"), u"backupInto"_s);
    QToolButton *choose = glyphButton(theme, u"folder"_s, tr("Choose the Folder"), u"chooseBackupFolder"_s, this);
    layout->addWidget(choose, layout->rowCount() - 1, 2);
    m_choose = choose;
    m_claims = addChoice(*layout, tr("There &is one, of this name"), u"claimsBackup"_s);
    m_name = addLine(*layout, layout->rowCount() - 1, tr("Name of the backup"), u"backupName"_s);
    m_reason = addLine(*layout, layout->rowCount(), tr("Where it is, and why that is enough"), u"backupReason"_s);
    m_folder->setText(wish.folder.isEmpty() ? folder : wish.folder);
    m_name->setText(wish.claim);
    m_reason->setText(wish.reason);
    QRadioButton *chosen = m_none;
    if (wish.way == BackupWish::Way::Claim)
        chosen = m_claims;
    else if (m_isRequired || wish.way == BackupWish::Way::Take)
        chosen = m_takes;
    chosen->setChecked(true);
    connect(choose, &QToolButton::clicked, this, &BackupTerms::chooseFolder);
    showReadiness();
}

QRadioButton *BackupTerms::addChoice(QGridLayout &layout, const QString &text, const QString &objectName)
{
    auto *choice = new QRadioButton(text, this);
    choice->setObjectName(objectName);
    choice->setAccessibleName(QString(text).remove(u'&'));
    layout.addWidget(choice, layout.rowCount(), 0);
    connect(choice, &QRadioButton::toggled, this, &BackupTerms::showReadiness);
    return choice;
}

QLineEdit *BackupTerms::addLine(QGridLayout &layout, int row, const QString &name, const QString &objectName)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(objectName);
    line->setAccessibleName(name);
    line->setPlaceholderText(name);
    layout.addWidget(line, row, 1);
    return line;
}

void BackupTerms::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the Backup"), m_folder->text());
    dialog->setObjectName(u"backupIntoDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void BackupTerms::showReadiness()
{
    if (!m_choose || !m_reason) // while it is made
        return;
    m_folder->setEnabled(m_takes->isChecked());
    m_choose->setEnabled(m_takes->isChecked());
    m_name->setEnabled(m_claims->isChecked());
    m_reason->setEnabled(m_claims->isChecked());
}

BackupWish BackupTerms::wish() const
{
    BackupWish wish;
    wish.isRequired = m_isRequired;
    wish.folder = m_folder->text().trimmed();
    wish.claim = m_name->text().trimmed();
    wish.reason = m_reason->text().trimmed();
    if (m_takes->isChecked())
        wish.way = BackupWish::Way::Take;
    else if (m_claims->isChecked())
        wish.way = BackupWish::Way::Claim;
    return wish;
}

} // namespace relata

#include "moc_backup_terms.cpp"
