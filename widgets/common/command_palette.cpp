#include "widgets/common/command_palette.h"
#include "widgets/common/icons.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata {

namespace {
constexpr int widest = 640;
constexpr int rowsShown = 12;
} // namespace

CommandPalette::CommandPalette(const Theme &theme, QWidget *window)
    : QFrame(window)
    , m_theme(theme)
    , m_input(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing fits. Try fewer letters."), this))
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Command palette"));
    m_input->setObjectName(u"commandPaletteInput"_s);
    m_input->setAccessibleName(tr("Search commands and objects"));
    m_input->setClearButtonEnabled(false);
    m_list->setObjectName(u"commandPaletteList"_s);
    m_list->setAccessibleName(tr("Matches"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ItemDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_nothing->setObjectName(u"commandPaletteNothing"_s);
    m_nothing->setAccessibleName(m_nothing->text());
    m_nothing->setProperty("role", u"muted"_s);
    m_nothing->setMargin(grid::related);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::related, grid::related, grid::related, grid::related);
    layout->setSpacing(grid::related);
    layout->addWidget(m_input);
    layout->addWidget(m_nothing);
    layout->addWidget(m_list);
    m_input->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::refill);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::setSources(Source commands, Source places)
{
    m_commands = std::move(commands);
    m_places = std::move(places);
}

void CommandPalette::openCommands() { open(Mode::Commands); }

void CommandPalette::openPlaces() { open(Mode::Places); }

void CommandPalette::open(Mode mode)
{
    m_mode = mode;
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    m_input->setPlaceholderText(mode == Mode::Commands
            ? tr("Type a command")
            : tr("Go to a table, a query, a migration, or run a command  (> for commands alone)"));
    m_input->clear();
    refill();
    show();
    raise();
    m_input->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::refill()
{
    QString pattern = m_input->text();
    const bool onlyCommands = m_mode == Mode::Commands || pattern.startsWith(u'>');
    if (pattern.startsWith(u'>'))
        pattern.remove(0, 1);
    QList<PaletteEntry> entries;
    if (!onlyCommands && m_places)
        entries += m_places(pattern);
    // Who types a command's name looks for that command; while nothing is typed, places are what is offered.
    if (m_commands && (onlyCommands || !pattern.trimmed().isEmpty()))
        entries += m_commands(pattern);
    m_model.setEntries(std::move(entries), pattern, m_recent);
    m_nothing->setVisible(m_model.rowCount() == 0);
    m_list->setVisible(m_model.rowCount() > 0);
    m_list->setCurrentIndex(m_model.index(0));
    place();
}

void CommandPalette::place()
{
    const int width = std::min(widest, parentWidget()->width() - 2 * grid::edge);
    const int rows = std::min(rowsShown, m_model.rowCount());
    m_list->setFixedHeight(std::max(0, rows * m_list->sizeHintForRow(0)) + 2);
    const int wanted = layout()->totalSizeHint().height();
    const int height = std::min(wanted, parentWidget()->height() - 2 * grid::edge);
    setGeometry((parentWidget()->width() - width) / 2, grid::edge * 2, width, height);
}

void CommandPalette::moveBy(int rows)
{
    const int count = m_model.rowCount();
    if (count == 0)
        return;
    const int row = (m_list->currentIndex().row() + rows + count) % count;
    m_list->setCurrentIndex(m_model.index(row));
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || !m_model.entry(index.row()).enabled)
        return;
    const PaletteEntry entry = m_model.entry(index.row());
    if (!entry.id.isEmpty()) {
        m_recent.removeAll(entry.id);
        m_recent.prepend(entry.id);
    }
    leave();
    if (entry.run)
        entry.run();
}

void CommandPalette::leave()
{
    hide();
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore = nullptr;
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_input)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && isVisible() && !isAncestorOf(QApplication::focusWidget())) {
        hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up:
        moveBy(static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down ? 1 : -1);
        return true;
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        moveBy(static_cast<QKeyEvent *>(event)->key() == Qt::Key_PageDown ? rowsShown - 1 : 1 - rowsShown);
        return true;
    default:
        return false;
    }
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.tint(ColorToken::Muted, 0.5), 1));
    painter.setBrush(m_theme.color(ColorToken::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), grid::radius * 2, grid::radius * 2);
}

} // namespace relata

#include "moc_command_palette.cpp"
