#include "widgets/editor/sql_completer.h"

#include "models/items/roles.h"
#include "models/items/sql_completion.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/editor/sql_editor.h"

#include <QKeyEvent>
#include <QListView>
#include <QStandardItemModel>
#include <QTimer>

namespace relata {

using namespace Qt::StringLiterals;

namespace {
constexpr int Pause = 60; ///< milliseconds after a key
constexpr int ShownRows = 10, Width = 460;
} // namespace

SqlCompleter::SqlCompleter(const Theme &theme, SqlEditor &editor, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_model(new QStandardItemModel(this))
    , m_list(std::make_unique<QListView>())
    , m_pause(new QTimer(this))
{
    m_list->setObjectName(u"completions"_s);
    m_list->setAccessibleName(tr("Completions"));
    m_list->setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint);
    m_list->setAttribute(Qt::WA_ShowWithoutActivating);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::Box);
    m_list->setUniformItemSizes(true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ItemDelegate(theme, m_list.get()));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pause->setSingleShot(true);
    m_pause->setInterval(Pause);
    connect(m_pause, &QTimer::timeout, this, [this] { refresh(false); });
    connect(m_list.get(), &QListView::clicked, this, &SqlCompleter::accept);
    connect(&editor, &QsciScintillaBase::SCN_CHARADDED, this, &SqlCompleter::typed);
    editor.installEventFilter(this);
}

SqlCompleter::~SqlCompleter() = default;

void SqlCompleter::setNames(std::shared_ptr<const CompletionNames> names)
{
    m_names = std::move(names);
    close();
}

bool SqlCompleter::isOpen() const { return m_list->isVisible(); }

void SqlCompleter::open() { refresh(true); }

void SqlCompleter::close()
{
    m_pause->stop();
    m_list->hide();
}

void SqlCompleter::typed(int character)
{
    const QChar c(static_cast<char16_t>(character));
    if (c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u' ')
        m_pause->start();
    else
        close();
}

void SqlCompleter::refresh(bool asked)
{
    if (!m_names)
        return;
    const QString text = m_editor.text();
    const qsizetype caret = m_editor.caret();
    const CompletionAnswer answer = m_names->complete(text, caret);
    const QStringView prefix = QStringView(text).mid(answer.begin, caret - answer.begin);
    const bool isWritten =
        answer.items.size() == 1 && prefix.compare(answer.items.first().text, Qt::CaseInsensitive) == 0;
    if (answer.items.isEmpty() || isWritten || (!asked && !answer.isExpected && prefix.isEmpty())) {
        close();
        return;
    }
    m_model->clear();
    for (const Completion &completion : answer.items) {
        auto *item = new QStandardItem(completion.text);
        item->setData(completion.icon.isEmpty() ? QVariant() : completion.icon, IconNameRole);
        item->setData(completion.detail, DetailRole);
        item->setData(true, CodeRole);
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
    place(answer.begin);
}

void SqlCompleter::place(qsizetype begin)
{
    m_begin = begin;
    const auto at = static_cast<unsigned long>(QStringView(m_editor.text()).left(begin).toUtf8().size());
    const auto ask = [&](unsigned message) { return int(m_editor.SendScintilla(message, 0UL, long(at))); };
    const int x = ask(QsciScintillaBase::SCI_POINTXFROMPOSITION), y = ask(QsciScintillaBase::SCI_POINTYFROMPOSITION);
    const int lineHeight = m_editor.textHeight(0);
    const int rowHeight = m_list->sizeHintForRow(0);
    m_list->resize(Width, std::min(ShownRows, m_model->rowCount()) * rowHeight + 2);
    m_list->move(m_editor.viewport()->mapToGlobal(QPoint(x - grid::group - grid::related, y + lineHeight)));
    m_list->show();
}

void SqlCompleter::accept()
{
    const QModelIndex chosen = m_list->currentIndex();
    close();
    if (!chosen.isValid())
        return;
    m_editor.select(m_begin, m_editor.caret());
    m_editor.replaceSelectedText(chosen.data().toString());
}

bool SqlCompleter::navigate(int key)
{
    const int row = m_list->currentIndex().row(), last = m_model->rowCount() - 1;
    switch (key) {
    case Qt::Key_Up:
        m_list->setCurrentIndex(m_model->index(row > 0 ? row - 1 : last, 0));
        return true;
    case Qt::Key_Down:
        m_list->setCurrentIndex(m_model->index(row < last ? row + 1 : 0, 0));
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentIndex(m_model->index(std::max(0, row - ShownRows), 0));
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentIndex(m_model->index(std::min(last, row + ShownRows), 0));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        accept();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        close();
        return false;
    default:
        return false;
    }
}

bool SqlCompleter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide)
        close();
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool press = event->type() == QEvent::KeyPress;
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            if (press)
                open();
            event->accept();
            return true;
        }
        if (isOpen() && press && key->modifiers() == Qt::NoModifier) {
            if (key->key() == Qt::Key_Backspace)
                m_pause->start();
            if (navigate(key->key()))
                return true;
        }
        if (isOpen() && !press && key->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace relata

#include "moc_sql_completer.cpp"
