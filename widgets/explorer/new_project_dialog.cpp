#include "widgets/explorer/new_project_dialog.h"
#include "models/engine/engine.h"
#include "models/project/project_config.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/explorer/project_form.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace relata {

NewProjectDialog::NewProjectDialog(
    const Theme &theme, const EngineRegistry &engines, const QString &home, QWidget *parent)
    : QDialog(parent)
    , m_form(new ProjectForm(u"newProject"_s, home, this))
    , m_name(new QLineEdit(m_form))
    , m_engine(new QComboBox(m_form))
    , m_create(primaryButton(tr("Create Project"), u"newProjectCreate"_s, this))
    , m_banner(new Banner(theme, this))
{
    setObjectName(u"newProjectDialog"_s);
    setAccessibleName(tr("New Project"));
    setWindowTitle(tr("New Project"));
    for (const Engine *engine : engines.all())
        m_engine->addItem(QString::fromUtf8(engine->name), QByteArray(engine->key));
    m_form->addRow(tr("&Name"), m_name, u"Name"_s);
    m_form->addRow(tr("&Database system"), m_engine, u"Engine"_s);
    m_form->addFolder();
    auto *cancel = plainButton(tr("Cancel"), u"newProjectCancel"_s, this);
    m_form->layOut(*this, m_banner, nullptr, {cancel, m_create});
    connect(m_name, &QLineEdit::textChanged, this, &NewProjectDialog::follow);
    connect(m_form, &ProjectForm::folderChosen, this, &NewProjectDialog::follow);
    connect(m_create, &QPushButton::clicked, this, &NewProjectDialog::wanted);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    follow();
    m_name->setFocus();
}

void NewProjectDialog::follow()
{
    m_form->propose(m_name->text());
    m_create->setEnabled(!m_name->text().trimmed().isEmpty() && !m_form->folder().isEmpty());
}

QString NewProjectDialog::folder() const { return m_form->folder(); }

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
