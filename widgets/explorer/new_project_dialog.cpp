#include "widgets/explorer/new_project_dialog.h"
#include "models/engine/engine.h"
#include "models/project/project_config.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/explorer/project_folder.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace relata {

NewProjectDialog::NewProjectDialog(
    const Theme &theme, const EngineRegistry &engines, const QString &home, QWidget *parent)
    : QDialog(parent)
    , m_home(home)
    , m_name(new QLineEdit(this))
    , m_engine(new QComboBox(this))
    , m_folder(new QLineEdit(this))
    , m_browse(plainButton(tr("Choose…"), u"newProjectBrowse"_s, this))
    , m_create(primaryButton(tr("Create Project"), u"newProjectCreate"_s, this))
    , m_cancel(plainButton(tr("Cancel"), u"newProjectCancel"_s, this))
    , m_banner(new Banner(theme, this))
{
    setObjectName(u"newProjectDialog"_s);
    setAccessibleName(tr("New Project"));
    setWindowTitle(tr("New Project"));
    for (const Engine *engine : engines.all())
        m_engine->addItem(QString::fromUtf8(engine->name), QByteArray(engine->key));
    buildLayout(theme);
    connect(m_name, &QLineEdit::textChanged, this, &NewProjectDialog::follow);
    connect(m_folder, &QLineEdit::textEdited, this, [this] {
        m_ownFolder = true;
        follow();
    });
    connect(m_browse, &QPushButton::clicked, this, &NewProjectDialog::browse);
    connect(m_create, &QPushButton::clicked, this, &NewProjectDialog::wanted);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    follow();
    m_name->setFocus();
}

void NewProjectDialog::buildLayout(const Theme &)
{
    auto *place = new QHBoxLayout;
    place->setSpacing(grid::related);
    place->addWidget(m_folder, 1);
    place->addWidget(m_browse);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(grid::group);
    form->setVerticalSpacing(grid::related);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto label = [this](const QString &text, QWidget *field, const QString &name) {
        auto *result = new QLabel(text, this);
        result->setObjectName(name + u"Label"_s);
        result->setAccessibleName(text);
        result->setBuddy(field);
        field->setObjectName(name);
        field->setAccessibleName(text);
        return result;
    };
    form->addRow(label(tr("Name"), m_name, u"newProjectName"_s), m_name);
    form->addRow(label(tr("Database system"), m_engine, u"newProjectEngine"_s), m_engine);
    form->addRow(label(tr("Folder"), m_folder, u"newProjectFolder"_s), place);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(grid::related);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_create);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    layout->setSpacing(grid::group);
    layout->addWidget(m_banner);
    layout->addLayout(form);
    layout->addStretch();
    layout->addLayout(buttons);
    setMinimumWidth(520);
}

void NewProjectDialog::follow()
{
    const QString name = projectFolderName(m_name->text());
    if (!m_ownFolder)
        m_folder->setText(name.isEmpty() ? QString() : QDir::toNativeSeparators(m_home + u'/' + name));
    m_create->setEnabled(!m_name->text().trimmed().isEmpty() && !m_folder->text().trimmed().isEmpty());
}

void NewProjectDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the Project"), m_home);
    dialog->setObjectName(u"newProjectFolderDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_ownFolder = true;
        m_folder->setText(QDir::toNativeSeparators(folder));
        follow();
    });
    dialog->open();
}

QString NewProjectDialog::folder() const { return QDir::fromNativeSeparators(m_folder->text().trimmed()); }

ProjectConfig NewProjectDialog::config() const
{
    ProjectConfig config;
    config.name = m_name->text().trimmed();
    config.engine = m_engine->currentData().toByteArray();
    return config;
}

void NewProjectDialog::complain(const Error &error) { m_banner->show(error); }

} // namespace relata

#include "moc_new_project_dialog.cpp"
