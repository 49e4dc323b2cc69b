#pragma once
#include "models/engine/connection_profile.h"
#include "models/jobs/job.h"
#include "models/jobs/session_pool.h"

#include <QDialog>

#include <optional>

class QPushButton;

namespace relata {

class Banner;
class ConnectionForm;
struct Services;

/// Makes or changes a connection. Test opens it in a worker and says what answered, or why nothing did; Connect tests
/// too, and keeps only what works unless asked to keep it all the same. Shown with open(); never blocks.
class ConnectionDialog : public QDialog {
    Q_OBJECT
public:
    /// `profile` may be empty for a new connection.
    ConnectionDialog(Services &services, const ConnectionProfile &profile, QWidget *parent = nullptr);
    ~ConnectionDialog() override;

public slots:
    void test();
    void connectAndKeep();

private:
    void start(bool keep);
    void answered(const Result<QString> &answer, bool keep);
    void keepProfile();
    std::optional<ConnectionProfile> knownBeside(const ConnectionProfile &profile) const;
    /// The one that was typed, as this one's.
    void keepPassword(const ConnectionProfile &profile);
    void arrange();
    void setBusy(bool busy);

    Services &m_services;
    QString m_oldName;
    ConnectionForm *m_form;
    Banner *m_banner;
    QPushButton *m_test, *m_connect, *m_cancel;
    SessionLease m_session;
    JobId m_job = 0;
};

} // namespace relata
