#include "widgets/settings/settings_dialog.h"
#include "widgets/common/icons.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace relata {

SettingsDialog::SettingsDialog(const Theme &theme, const QList<SettingsPage> &pages, QWidget *parent)
    : QDialog(parent)
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(u"settingsDialog"_s);
    setAccessibleName(tr("Settings"));
    setWindowTitle(tr("Settings"));
    resize(760, 520);
    m_list->setObjectName(u"settingsList"_s);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFixedWidth(200);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSpacing(2);
    m_pages->setObjectName(u"settingsPages"_s);
    m_pages->setAccessibleName(tr("Page"));
    for (const SettingsPage &page : pages) {
        auto *item = new QListWidgetItem(icon(theme, page.icon, ColorToken::Muted), page.title, m_list);
        item->setData(Qt::UserRole, page.id);
        item->setSizeHint(QSize(0, fontMetrics().height() + grid::rowPadding + grid::unit));
        QWidget *widget = page.make(m_pages);
        if (widget->accessibleName().isEmpty())
            widget->setAccessibleName(page.title);
        m_pages->addWidget(widget);
    }
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_pages, 1);
}

void SettingsDialog::showPage(const QByteArray &id)
{
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->data(Qt::UserRole).toByteArray() == id)
            m_list->setCurrentRow(row);
}

} // namespace relata

#include "moc_settings_dialog.cpp"
