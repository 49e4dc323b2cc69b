#pragma once
#include "models/engine/connection_profile.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace relata {

class EngineRegistry;
class SecretStore;
class Theme;

/// The fields of a connection: those its engine has. Pasting a URL into any address field fills them all.
class ConnectionForm : public QWidget {
    Q_OBJECT
public:
    ConnectionForm(
        const Theme &theme, const EngineRegistry &engines, const SecretStore &secrets, QWidget *parent = nullptr);

    ConnectionProfile profile() const;
    void setProfile(const ConnectionProfile &profile);
    /// Whether the password may be kept where it outlives the session.
    bool keepsPassword() const;

signals:
    void changed();

private:
    QLineEdit *addField(const QString &label, const QString &objectName, const QString &placeholder = {});
    void addServer(const SecretStore &secrets);
    void addFile();
    void addChoices(const SecretStore &secrets);
    void nameLabels();
    void adoptEngine();
    void takeUrl(const QString &text);
    void setRowVisible(QWidget *field, bool visible);

    const Theme &m_theme;
    QFormLayout *m_layout;
    QComboBox *m_engine, *m_tls = nullptr, *m_environment = nullptr;
    QLineEdit *m_name = nullptr, *m_file = nullptr, *m_host = nullptr, *m_socket = nullptr, *m_database = nullptr,
              *m_user = nullptr, *m_password = nullptr;
    QWidget *m_fileRow = nullptr;
    QSpinBox *m_port = nullptr;
    QCheckBox *m_keep = nullptr, *m_readOnly = nullptr;
    QMap<QString, QString> m_parameters; ///< those without a field of their own
    QString m_defaultSchema;
    QList<ConnectionProfile> m_replicas; ///< not asked for here, and not lost either
};

} // namespace relata
