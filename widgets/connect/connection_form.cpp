#include "widgets/connect/connection_form.h"

#include "models/engine/engine.h"
#include "models/engine/secret_store.h"
#include "widgets/common/buttons.h"
#include "widgets/common/environment.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace relata {
using namespace Qt::StringLiterals;

ConnectionForm::ConnectionForm(
    const Theme &theme, const EngineRegistry &engines, const SecretStore &secrets, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QFormLayout(this))
    , m_engine(new QComboBox(this))
{
    setObjectName(u"connectionForm"_s);
    setAccessibleName(tr("Connection"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setVerticalSpacing(grid::related);
    m_layout->setHorizontalSpacing(grid::group);
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_engine->setObjectName(u"engine"_s);
    m_engine->setAccessibleName(tr("Engine"));
    for (const Engine *engine : engines.all()) {
        m_engine->addItem(QString::fromLatin1(engine->name), QByteArray(engine->key));
        m_engine->setItemData(m_engine->count() - 1, engine->defaultPort, Qt::UserRole + 1);
    }
    m_engine->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_layout->addRow(tr("&Engine"), m_engine);
    addServer(secrets);
    nameLabels();
    connect(m_engine, &QComboBox::currentIndexChanged, this, &ConnectionForm::adoptEngine);
    connect(m_port, &QSpinBox::valueChanged, this, &ConnectionForm::changed);
    adoptEngine();
}

void ConnectionForm::addServer(const SecretStore &secrets)
{
    m_name = addField(tr("&Name"), u"name"_s, tr("How people call it"));
    addFile();
    m_host = addField(tr("&Host"), u"host"_s, tr("localhost, or paste a URL"));
    m_port = new QSpinBox(this);
    m_port->setObjectName(u"port"_s);
    m_port->setAccessibleName(tr("Port"));
    m_port->setRange(0, 65535);
    m_port->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_layout->addRow(tr("P&ort"), m_port);
    m_socket = addField(tr("Unix &socket"), u"socket"_s, tr("Instead of host and port"));
    m_database = addField(tr("&Database"), u"database"_s);
    m_user = addField(tr("&User"), u"user"_s);
    m_password = addField(tr("Pass&word"), u"password"_s);
    m_password->setEchoMode(QLineEdit::Password);
    addChoices(secrets);
}

QLineEdit *ConnectionForm::addField(const QString &label, const QString &objectName, const QString &placeholder)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(objectName);
    field->setAccessibleName(QString(label).remove(u'&'));
    field->setPlaceholderText(placeholder);
    m_layout->addRow(label, field);
    connect(field, &QLineEdit::textChanged, this, &ConnectionForm::changed);
    if (objectName != "password"_L1)
        connect(field, &QLineEdit::textEdited, this, &ConnectionForm::takeUrl);
    return field;
}

void ConnectionForm::addFile()
{
    m_fileRow = new QWidget(this);
    m_fileRow->setObjectName(u"fileRow"_s);
    m_fileRow->setAccessibleName(tr("Database file"));
    auto *row = new QHBoxLayout(m_fileRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::related);
    m_file = new QLineEdit(m_fileRow);
    m_file->setObjectName(u"file"_s);
    m_file->setAccessibleName(tr("Database file"));
    m_file->setPlaceholderText(tr("A database file, or :memory:"));
    auto *browse = plainButton(tr("Choose…"), u"chooseFile"_s, m_fileRow);
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    auto *label = new QLabel(tr("&File"), this);
    label->setBuddy(m_file);
    m_layout->addRow(label, m_fileRow);
    connect(m_file, &QLineEdit::textChanged, this, &ConnectionForm::changed);
    connect(m_file, &QLineEdit::textEdited, this, &ConnectionForm::takeUrl);
    connect(browse, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Choose a Database File"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
        dialog->open();
    });
}

void ConnectionForm::addChoices(const SecretStore &secrets)
{
    m_keep = new QCheckBox(tr("&Keep the password in the keychain"), this);
    m_keep->setObjectName(u"keepPassword"_s);
    m_keep->setEnabled(secrets.outlivesSession());
    m_keep->setChecked(secrets.outlivesSession());
    if (!secrets.outlivesSession())
        m_keep->setToolTip(secrets.limitation().translated());
    m_layout->addRow(QString(), m_keep);
    m_tls = new QComboBox(this);
    m_tls->setObjectName(u"tls"_s);
    m_tls->setAccessibleName(tr("Encryption"));
    m_tls->addItem(tr("If the server offers it"), u"prefer"_s);
    m_tls->addItem(tr("Required"), u"require"_s);
    m_tls->addItem(tr("Required, certificate checked"), u"verify-ca"_s);
    m_tls->addItem(tr("Required, certificate and name checked"), u"verify-full"_s);
    m_tls->addItem(tr("Never"), u"disable"_s);
    m_tls->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_layout->addRow(tr("En&cryption"), m_tls);
    m_environment = new QComboBox(this);
    m_environment->setObjectName(u"environment"_s);
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->addItem(tr("Not said"), QString());
    for (const Environment one : {Environment::Development, Environment::Staging, Environment::Production})
        m_environment->addItem(environmentName(one), environmentKey(one));
    m_environment->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_layout->addRow(tr("En&vironment"), m_environment);
    m_readOnly = new QCheckBox(tr("&Read only"), this);
    m_readOnly->setObjectName(u"readOnly"_s);
    m_layout->addRow(QString(), m_readOnly);
    connect(m_tls, &QComboBox::currentIndexChanged, this, &ConnectionForm::changed);
}

void ConnectionForm::nameLabels()
{
    for (int row = 0; row < m_layout->rowCount(); ++row) {
        const QLayoutItem *labelled = m_layout->itemAt(row, QFormLayout::LabelRole);
        auto *label = labelled ? qobject_cast<QLabel *>(labelled->widget()) : nullptr;
        if (!label)
            continue;
        label->setObjectName(m_layout->itemAt(row, QFormLayout::FieldRole)->widget()->objectName() + u"Label"_s);
        label->setAccessibleName(QString(label->text()).remove(u'&'));
    }
    for (QCheckBox *box : {m_keep, m_readOnly})
        box->setAccessibleName(QString(box->text()).remove(u'&'));
}

void ConnectionForm::setRowVisible(QWidget *field, bool visible)
{
    field->setVisible(visible);
    if (QWidget *label = m_layout->labelForField(field))
        label->setVisible(visible);
}

void ConnectionForm::adoptEngine()
{
    const bool file = m_engine->currentData().toByteArray() == "sqlite";
    setRowVisible(m_fileRow, file);
    for (QWidget *field :
        std::initializer_list<QWidget *>{m_host, m_port, m_socket, m_database, m_user, m_password, m_keep, m_tls})
        setRowVisible(field, !file);
    const int standard = m_engine->currentData(Qt::UserRole + 1).toInt();
    m_port->setSpecialValueText(standard ? tr("%1, the usual one").arg(standard) : tr("the usual one"));
    emit changed();
}

void ConnectionForm::takeUrl(const QString &text)
{
    if (!text.contains("://"_L1) && !text.startsWith("sqlite:"_L1))
        return;
    if (Result<ConnectionProfile> profile = profileFromUrl(text)) {
        profile->name = m_name->text() == text ? QString() : m_name->text();
        profile->replicas = m_replicas;
        setProfile(*profile);
    }
}

ConnectionProfile ConnectionForm::profile() const
{
    ConnectionProfile profile;
    profile.engine = m_engine->currentData().toByteArray();
    profile.name = m_name->text().trimmed();
    profile.environment = m_environment->currentData().toString();
    profile.readOnly = m_readOnly->isChecked();
    profile.parameters = m_parameters;
    profile.defaultSchema = m_defaultSchema;
    if (profile.engine == "mysql" || profile.engine == "mariadb")
        profile.replicas = m_replicas;
    if (profile.engine == "sqlite") {
        profile.database = m_file->text().trimmed();
        return profile;
    }
    profile.host = m_host->text().trimmed();
    profile.port = m_port->value();
    profile.socket = m_socket->text().trimmed();
    profile.database = m_database->text().trimmed();
    profile.user = m_user->text().trimmed();
    profile.password = Secret(m_password->text());
    profile.parameters.insert(
        profile.engine == "postgresql" ? u"sslmode"_s : u"ssl-mode"_s, m_tls->currentData().toString());
    return profile;
}

void ConnectionForm::setProfile(const ConnectionProfile &profile)
{
    m_engine->setCurrentIndex(std::max(0, m_engine->findData(profile.engine)));
    m_name->setText(profile.name);
    m_file->setText(profile.engine == "sqlite" ? profile.database : QString());
    m_host->setText(profile.host);
    m_port->setValue(profile.port);
    m_socket->setText(profile.socket);
    m_database->setText(profile.engine == "sqlite" ? QString() : profile.database);
    m_user->setText(profile.user);
    m_password->setText(profile.password.reveal());
    m_parameters = profile.parameters;
    m_defaultSchema = profile.defaultSchema;
    m_replicas = profile.replicas;
    const QString tls =
        profile.parameters.value(u"sslmode"_s, profile.parameters.value(u"ssl-mode"_s, u"prefer"_s)).toLower();
    m_tls->setCurrentIndex(std::max(0, m_tls->findData(tls)));
    const Environment environment = environmentFromKey(profile.environment);
    const bool isOwn = environment == Environment::None && !profile.environment.isEmpty(); // a name of the project's
    const QString key = isOwn ? profile.environment : environmentKey(environment);
    if (isOwn && m_environment->findData(key) < 0)
        m_environment->addItem(key, key);
    m_environment->setCurrentIndex(std::max(0, m_environment->findData(key)));
    m_readOnly->setChecked(profile.readOnly);
}

bool ConnectionForm::keepsPassword() const { return m_keep->isChecked() && m_keep->isEnabled(); }

} // namespace relata

#include "moc_connection_form.cpp"
