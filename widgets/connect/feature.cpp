#include "widgets/connect/feature.h"

#include "models/engine/connection_book.h"
#include "widgets/common/services.h"
#include "widgets/connect/connection_dialog.h"

#include <QApplication>
#include <QCoreApplication>

namespace relata {
using namespace Qt::StringLiterals;

static QString said(const char *text) { return QCoreApplication::translate("Connect", text); }

Feature connectFeature(Services &services)
{
    Feature feature{.id = "connect"};
    const auto show = [&services](const ConnectionProfile &profile) {
        auto *dialog = new ConnectionDialog(services, profile, QApplication::activeWindow());
        dialog->open();
    };
    feature.commands = {
        {.id = "file.connect",
            .title = said(QT_TRANSLATE_NOOP("Connect", "Connect to a Database…")),
            .icon = u"connect"_s,
            .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_C,
            .menu = Menu::File,
            .run = [show](Panel *) { show({}); }},
        {.id = "connection.edit",
            .title = said(QT_TRANSLATE_NOOP("Connect", "Change the Connection…")),
            .icon = u"connection"_s,
            .menu = Menu::Database,
            .enabled = [&services](Panel *) { return services.connections.current() != nullptr; },
            .run =
                [show, &services](Panel *) {
                    if (const ConnectionProfile *current = services.connections.current())
                        show(*current);
                }},
    };
    return feature;
}

} // namespace relata
