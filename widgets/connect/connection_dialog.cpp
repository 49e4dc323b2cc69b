#include "widgets/connect/connection_dialog.h"

#include "models/engine/connection.h"
#include "models/engine/connection_book.h"
#include "models/engine/secret_store.h"
#include "models/jobs/job_center.h"
#include "models/project/known_connection.h"
#include "models/project/project.h"
#include "widgets/common/banner.h"
#include "widgets/common/buttons.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/common/theme.h"
#include "widgets/connect/connection_form.h"

#include <QElapsedTimer>
#include <QPushButton>
#include <QVBoxLayout>

namespace relata {
using namespace Qt::StringLiterals;

ConnectionDialog::ConnectionDialog(Services &services, const ConnectionProfile &profile, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_oldName(profile.engine.isEmpty() ? QString() : profile.displayName())
    , m_form(new ConnectionForm(services.theme, services.engines, services.secrets, this))
    , m_banner(new Banner(services.theme, this))
    , m_test(plainButton(tr("&Test"), u"testConnection"_s, this))
    , m_connect(primaryButton(tr("Connect"), u"keepConnection"_s, this))
    , m_cancel(plainButton(tr("Cancel"), u"cancelConnection"_s, this))
{
    setObjectName(u"connectionDialog"_s);
    setAccessibleName(tr("Connection"));
    setWindowTitle(
        profile.engine.isEmpty() ? tr("Connect to a Database") : tr("Connection %1").arg(profile.displayName()));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(520);
    if (!profile.engine.isEmpty())
        m_form->setProfile(profile);
    arrange();
    connect(m_test, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(m_connect, &QPushButton::clicked, this, &ConnectionDialog::connectAndKeep);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_services.jobs.cancel(m_job);
        else
            reject();
    });
    connect(m_form, &ConnectionForm::changed, m_banner, &Banner::dismiss);
}

void ConnectionDialog::arrange()
{
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(grid::related);
    buttons->addWidget(m_test);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_connect);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::edge, grid::edge, grid::edge, grid::edge);
    layout->setSpacing(grid::group);
    layout->addWidget(m_form);
    layout->addWidget(m_banner);
    layout->addStretch(1);
    layout->addLayout(buttons);
}

ConnectionDialog::~ConnectionDialog() = default;

void ConnectionDialog::test() { start(false); }
void ConnectionDialog::connectAndKeep() { start(true); }

void ConnectionDialog::setBusy(bool busy)
{
    m_form->setEnabled(!busy);
    m_test->setEnabled(!busy);
    m_connect->setEnabled(!busy);
    m_cancel->setText(busy ? tr("Stop") : tr("Cancel"));
}

void ConnectionDialog::start(bool keep)
{
    const ConnectionProfile profile = m_form->profile();
    Result<SessionLease> lease = m_services.sessions.lease(profile);
    if (!lease) {
        m_banner->show(lease.error());
        return;
    }
    m_session = std::move(*lease);
    setBusy(true);
    m_banner->show(Tone::Plain, tr("Connecting to %1 …").arg(profile.displayName()));
    QElapsedTimer timer;
    timer.start();
    m_job = m_services.jobs.start(
        *m_session,
        {"ConnectionDialog", QT_TRANSLATE_NOOP("ConnectionDialog", "Connect to %1"), {profile.displayName()}}, this,
        [timer](Connection &connection, JobContext &) -> Result<QString> {
            const ServerInfo &server = connection.server();
            return QString(server.product.isEmpty() ? QString::fromLatin1(server.engine) + u' ' + server.versionText
                                                    : server.product)
                + u'\n' + QString::number(timer.elapsed());
        },
        [this, keep](const Result<QString> &answer) { answered(answer, keep); });
}

void ConnectionDialog::answered(const Result<QString> &answer, bool keep)
{
    m_job = 0;
    m_session = {};
    setBusy(false);
    if (answer && keep)
        return keepProfile();
    if (answer) {
        m_banner->show(
            Tone::Ok, tr("It answers, after %1 ms.").arg(answer->section(u'\n', 1)), answer->section(u'\n', 0, 0));
        return;
    }
    m_banner->show(answer.error());
    if (keep && answer.error().code != Error::Code::Cancelled)
        m_banner->addAction(tr("Keep It All the Same"), [this] { keepProfile(); });
}

/// What a connection without a label is known as beside the one that is changed.
std::optional<ConnectionProfile> ConnectionDialog::knownBeside(const ConnectionProfile &profile) const
{
    if (!profile.environment.isEmpty())
        return {};
    QList<ConnectionProfile> others = m_services.connections.profiles();
    others.removeIf([this](const ConnectionProfile &one) { return one.displayName() == m_oldName; });
    const QString folder = m_services.project ? m_services.project->folder() : QString();
    return knownAs(profile, others, folder, m_services.engines);
}

void ConnectionDialog::keepPassword(const ConnectionProfile &profile)
{
    const ConnectionProfile typed = m_form->profile();
    if (typed.password.isEmpty() || !m_form->keepsPassword() || typed.user != profile.user)
        return;
    m_services.secrets.write(ConnectionBook::secretKey(profile), typed.password.reveal(),
        [&navigator = m_services.navigator](Result<> done) {
            if (!done)
                navigator.notify(Tone::Warning, done.error().message.translated());
        });
}

void ConnectionDialog::keepProfile()
{
    ConnectionProfile profile = m_form->profile();
    const auto known = knownBeside(profile);
    if (known && m_oldName.isEmpty() && profile.name.isEmpty()) {
        keepPassword(*known);
        m_services.connections.setCurrent(known->displayName());
        m_services.navigator.notify(Tone::Plain, tr("This database is known, as %1.").arg(known->displayName()));
        return accept();
    }
    if (known) { // under another name it is asked for the same
        profile.environment = known->environment;
        profile.readOnly = profile.readOnly || known->readOnly;
    }
    if (profile.name.isEmpty())
        profile.name = m_services.connections.freeName(profile, m_oldName);
    keepPassword(profile);
    if (!m_oldName.isEmpty() && m_oldName != profile.name)
        m_services.connections.remove(m_oldName);
    m_services.connections.put(profile);
    m_services.connections.setCurrent(profile.name);
    accept();
}

} // namespace relata

#include "moc_connection_dialog.cpp"
