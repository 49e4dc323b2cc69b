#include "widgets/designer/ddl_pane.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/project/project.h"
#include "models/sql/sql_flavour.h"
#include "widgets/common/buttons.h"
#include "widgets/common/services.h"
#include "widgets/common/sql_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

DdlPane::DdlPane(Services &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_engine(services.project ? services.engines.find(services.project->config().engine) : nullptr)
{
    setObjectName(u"ddlPane"_s);
    setAccessibleName(tr("SQL of this object"));
    const SqlFlavour &flavour = m_engine && m_engine->flavour ? *m_engine->flavour : sqliteFlavour();
    m_view = new SqlView(services.theme, flavour, this);
    m_view->setObjectName(u"ddlText"_s);
    m_view->setAccessibleName(tr("SQL"));
    m_view->setFrameShape(QFrame::NoFrame);
    auto *title = new QLabel(tr("SQL"), this);
    title->setObjectName(u"ddlTitle"_s);
    title->setAccessibleName(title->text());
    title->setProperty("role", u"muted"_s);
    QToolButton *copy = glyphButton(services.theme, u"copy"_s, tr("Copy SQL"), u"ddlCopy"_s, this);
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid::related, grid::unit, grid::unit, grid::unit);
    bar->addWidget(title);
    bar->addStretch();
    bar->addWidget(copy);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addLayout(bar);
    lines->addWidget(m_view, 1);
    setVisible(canWrite());
    if (services.project)
        connect(services.project, &Project::designedChanged, this, &DdlPane::refresh);
}

bool DdlPane::canWrite() const { return m_engine && m_engine->writer; }

QString DdlPane::text() const { return m_view->toPlainText(); }

void DdlPane::showObject(ObjectId id)
{
    m_id = id;
    refresh();
}

void DdlPane::refresh()
{
    const bool can = m_engine && m_engine->writer && m_services.project && m_services.project->designed().find(m_id);
    m_view->setSql(can ? m_engine->writer->script(m_id, m_services.project->designed()) : QString());
}

} // namespace relata

#include "moc_ddl_pane.cpp"
