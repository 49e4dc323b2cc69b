#include "widgets/explorer/import_dialog.h"

#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "models/engine/environment_key.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/dialog_height.h"
#include "widgets/explorer/project_form.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace relata {

ImportDialog::ImportDialog(const Theme &theme, const EngineRegistry &engines, const ConnectionBook &connections,
    const QString &home, QWidget *parent)
    : QDialog(parent)
    , m_engines(engines)
    , m_connections(connections)
    , m_home(home)
    , m_form(new ProjectForm(u"import"_s, home, this))
    , m_source(new QComboBox(m_form))
    , m_password(new QLineEdit(m_form))
    , m_engine(new QComboBox(m_form))
    , m_hint(new QLabel(this))
    , m_name(new QLineEdit(m_form))
    , m_import(primaryButton(tr("Import"), u"importStart"_s, this))
    , m_cancel(plainButton(tr("Cancel"), u"importCancel"_s, this))
    , m_banner(new Banner(theme, this))
{
    setObjectName(u"importDialog"_s);
    setAccessibleName(tr("Import"));
    setWindowTitle(tr("Import"));
    m_source->setEditable(true);
    for (const ConnectionProfile &profile : connections.profiles())
        m_source->addItem(profile.displayName());
    m_source->setCurrentText({});
    m_source->lineEdit()->setPlaceholderText(tr("A database file, an SQL file, or postgresql://user@host/database"));
    m_password->setEchoMode(QLineEdit::Password);
    for (const Engine *engine : engines.all())
        m_engine->addItem(QString::fromUtf8(engine->name), QByteArray(engine->key));
    m_hint->setObjectName(u"importHint"_s);
    m_hint->setAccessibleName(tr("What happens"));
    m_hint->setProperty("role", u"muted"_s);
    m_hint->setWordWrap(true);
    buildLayout();
    listen();
    follow();
    m_source->setFocus();
}

void ImportDialog::listen()
{
    connect(m_source, &QComboBox::editTextChanged, this, [this] {
        if (!m_busy)
            m_banner->hide(); // it speaks of another source
        follow();
    });
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_ownName = true;
        follow();
    });
    connect(m_form, &ProjectForm::folderChosen, this, &ImportDialog::follow);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::wanted);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::reject);
}

void ImportDialog::buildLayout()
{
    auto *choose = plainButton(tr("Choose…"), u"importBrowse"_s, m_form);
    // As wide as there is room: a long name in it takes none from the button beside.
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setMinimumContentsLength(16);
    m_form->addRow(tr("&Source"), m_source, u"Source"_s, choose);
    m_form->addRow(tr("&Password"), m_password, u"Password"_s);
    m_form->addRow(tr("&Database system"), m_engine, u"Engine"_s);
    m_form->addRow(tr("&Name"), m_name, u"Name"_s);
    m_form->addFolder();
    m_source->lineEdit()->setObjectName(u"importSourceText"_s);
    m_source->lineEdit()->setAccessibleName(tr("Source"));
    m_form->layOut(*this, m_banner, m_hint, {m_cancel, m_import});
    connect(choose, &QPushButton::clicked, this, &ImportDialog::browseSource);
}

QString ImportDialog::source() const { return QDir::fromNativeSeparators(m_source->currentText().trimmed()); }

void ImportDialog::setSource(const QString &source) { m_source->setEditText(QDir::toNativeSeparators(source)); }

void ImportDialog::follow()
{
    const QString text = source();
    const bool isScript = text.endsWith(".sql"_L1, Qt::CaseInsensitive);
    const ConnectionProfile *known = m_connections.find(text);
    const bool isServer = (text.contains("://"_L1) && !text.startsWith("sqlite"_L1))
        || (known && known->engine != "sqlite" && known->password.isEmpty());
    m_form->setRowVisible(m_engine, isScript);
    m_form->setRowVisible(m_password, isServer);
    if (!m_ownName)
        m_name->setText(known ? known->name : QFileInfo(QUrl(text).path()).completeBaseName());
    m_form->propose(m_name->text());
    m_hint->setText(isScript
            ? tr("The file runs in a database of its own, which is gone afterwards. What it made becomes the design "
                 "and migration 001.")
            : tr("What is in the database becomes the design and migration 001. The database itself only gets a table "
                 "that says that this migration is applied."));
    m_form->setEnabled(!m_busy);
    m_import->setEnabled(
        !m_busy && !text.isEmpty() && !m_name->text().trimmed().isEmpty() && !m_form->folder().isEmpty());
    fitDialogHeight(*this);
}

Result<ImportRequest> ImportDialog::request() const
{
    ImportRequest request;
    if (const ConnectionProfile *known = m_connections.find(source())) {
        request.database = *known;
    } else {
        Result<ImportRequest> read = importRequest(source());
        if (!read)
            return read;
        request = std::move(*read);
    }
    if (!m_password->text().isEmpty())
        request.database.password = Secret(m_password->text());
    request.name = m_name->text().trimmed();
    request.folder = m_form->folder();
    if (request.script.isEmpty())
        return request;
    request.engine = m_engine->currentData().toByteArray();
    for (const ConnectionProfile &profile : m_connections.profiles()) {
        if (profile.engine == request.engine && !isProduction(profile.environment))
            request.scratch = profile;
    }
    return request;
}

void ImportDialog::setBusy(bool busy)
{
    m_busy = busy;
    if (busy)
        m_banner->show(Tone::Plain, tr("Importing…"));
    m_cancel->setText(busy ? tr("Stop") : tr("Cancel"));
    follow();
}

void ImportDialog::complain(const Error &error)
{
    setBusy(false);
    m_banner->show(error);
}

void ImportDialog::reject()
{
    if (m_busy)
        emit stopRequested();
    else
        QDialog::reject();
}

void ImportDialog::browseSource()
{
    auto *dialog = new QFileDialog(this, tr("Database or SQL File"), m_home,
        tr("Databases and SQL files (*.db *.db3 *.sqlite *.sqlite3 *.sql);;All files (*)"));
    dialog->setObjectName(u"importSourceDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::setSource);
    dialog->open();
}

} // namespace relata

#include "moc_import_dialog.cpp"
