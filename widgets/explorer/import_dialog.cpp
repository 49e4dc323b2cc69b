#include "widgets/explorer/import_dialog.h"

#include "models/engine/connection_book.h"
#include "models/engine/engine.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/explorer/project_folder.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
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
    , m_source(new QComboBox(this))
    , m_browseSource(plainButton(tr("Choose…"), u"importBrowse"_s, this))
    , m_password(new QLineEdit(this))
    , m_engine(new QComboBox(this))
    , m_hint(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_folder(new QLineEdit(this))
    , m_browseFolder(plainButton(tr("Choose…"), u"importBrowseFolder"_s, this))
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
    connect(m_source, &QComboBox::editTextChanged, this, &ImportDialog::follow);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_ownName = true;
        follow();
    });
    connect(m_folder, &QLineEdit::textEdited, this, [this] {
        m_ownFolder = true;
        follow();
    });
    connect(m_browseSource, &QPushButton::clicked, this, &ImportDialog::browseSource);
    connect(m_browseFolder, &QPushButton::clicked, this, &ImportDialog::browseFolder);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::wanted);
    connect(m_cancel, &QPushButton::clicked, this, &ImportDialog::reject);
}

QLabel *ImportDialog::label(const QString &text, QWidget *field, const QString &name)
{
    auto *result = new QLabel(text, this);
    result->setObjectName(name + u"Label"_s);
    result->setAccessibleName(text);
    result->setBuddy(field);
    field->setObjectName(name);
    field->setAccessibleName(text);
    return result;
}

void ImportDialog::buildLayout()
{
    const auto withButton = [](QWidget *field, QPushButton *button) {
        auto *row = new QHBoxLayout;
        row->setSpacing(grid::related);
        row->addWidget(field, 1);
        row->addWidget(button);
        return row;
    };
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(grid::group);
    form->setVerticalSpacing(grid::related);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_passwordLabel = label(tr("Password"), m_password, u"importPassword"_s);
    m_engineLabel = label(tr("Database system"), m_engine, u"importEngine"_s);
    form->addRow(label(tr("Source"), m_source, u"importSource"_s), withButton(m_source, m_browseSource));
    form->addRow(m_passwordLabel, m_password);
    form->addRow(m_engineLabel, m_engine);
    form->addRow(label(tr("Name"), m_name, u"importName"_s), m_name);
    form->addRow(label(tr("Folder"), m_folder, u"importFolder"_s), withButton(m_folder, m_browseFolder));
    m_source->lineEdit()->setObjectName(u"importSourceText"_s);
    m_source->lineEdit()->setAccessibleName(tr("Source"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(grid::related);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_import);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    layout->setSpacing(grid::group);
    layout->addWidget(m_banner);
    layout->addLayout(form);
    layout->addWidget(m_hint);
    layout->addStretch();
    layout->addLayout(buttons);
    setMinimumWidth(560);
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
    for (QWidget *widget : {static_cast<QWidget *>(m_engineLabel), static_cast<QWidget *>(m_engine)})
        widget->setVisible(isScript);
    for (QWidget *widget : {static_cast<QWidget *>(m_passwordLabel), static_cast<QWidget *>(m_password)})
        widget->setVisible(isServer);
    if (!m_ownName)
        m_name->setText(known ? known->name : QFileInfo(QUrl(text).path()).completeBaseName());
    const QString name = projectFolderName(m_name->text());
    if (!m_ownFolder)
        m_folder->setText(name.isEmpty() ? QString() : QDir::toNativeSeparators(m_home + u'/' + name));
    m_hint->setText(isScript
            ? tr("The file runs in a database of its own, which is gone afterwards. What it made becomes the design "
                 "and migration 001.")
            : tr("What is in the database becomes the design and migration 001. The database itself only gets a table "
                 "that says that this migration is applied."));
    m_source->setEnabled(!m_busy);
    m_import->setEnabled(
        !m_busy && !text.isEmpty() && !m_name->text().trimmed().isEmpty() && !m_folder->text().trimmed().isEmpty());
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
    request.folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    if (request.script.isEmpty())
        return request;
    request.engine = m_engine->currentData().toByteArray();
    for (const ConnectionProfile &profile : m_connections.profiles()) {
        if (profile.engine == request.engine && profile.environment != "prod"_L1)
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

void ImportDialog::browseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the Project"), m_home);
    dialog->setObjectName(u"importFolderDialog"_s);
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

} // namespace relata

#include "moc_import_dialog.cpp"
