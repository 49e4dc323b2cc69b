#include "widgets/results/cell_viewer.h"

#include "models/items/result_model.h"
#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QJsonDocument>
#include <QLocale>
#include <QPlainTextEdit>
#include <QToolButton>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ShownBytes = 1024 * 1024;

QString asJson(const QByteArray &value)
{
    const QJsonDocument document = QJsonDocument::fromJson(value);
    return document.isNull() ? QString() : QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed();
}

bool looksLikeJson(const QByteArray &value) { return value.startsWith('{') || value.startsWith('['); }

} // namespace

QString hexDump(const QByteArray &bytes)
{
    constexpr qsizetype Width = 16;
    QString result;
    for (qsizetype at = 0; at < bytes.size(); at += Width) {
        const QByteArray line = bytes.mid(at, Width);
        QByteArray readable = line;
        for (char &c : readable) {
            if (c < 0x20 || c > 0x7e)
                c = '.';
        }
        result += QString::number(at, 16).rightJustified(8, u'0') + u"  "_s
            + QString::fromLatin1(line.toHex(' ')).leftJustified(Width * 3) + u' ' + QString::fromLatin1(readable)
            + u'\n';
    }
    return result;
}

CellViewer::CellViewer(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new ElidedLabel({}, this))
    , m_detail(new QLabel(this))
    , m_form(new QComboBox(this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(u"cellViewer"_s);
    setAccessibleName(tr("Value of the cell"));
    m_title->setProperty("role", u"title"_s);
    m_detail->setProperty("role", u"muted"_s);
    m_form->setObjectName(u"cellViewerForm"_s);
    m_form->setAccessibleName(tr("How to show the value"));
    m_form->addItems({tr("Automatic"), tr("Text"), tr("JSON"), tr("Bytes")});
    m_text->setObjectName(u"cellViewerText"_s);
    m_text->setAccessibleName(tr("Value"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    QToolButton *close = glyphButton(theme, u"close"_s, tr("Close the value"), u"cellViewerClose"_s, this);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid::related, grid::unit, grid::unit, grid::unit);
    bar->setSpacing(grid::related);
    bar->addWidget(m_title, 1);
    bar->addWidget(m_detail);
    bar->addWidget(m_form);
    bar->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_text, 1);
    connect(m_form, &QComboBox::currentIndexChanged, this, &CellViewer::refresh);
    connect(close, &QToolButton::clicked, this, &CellViewer::closeRequested);
    connect(&theme, &Theme::changed, this, &CellViewer::applyTheme);
    applyTheme();
}

void CellViewer::applyTheme() { m_text->setFont(m_theme.codeFont()); }

void CellViewer::showCell(const QModelIndex &cell)
{
    m_cell = cell;
    refresh();
}

QString CellViewer::text() const { return m_text->toPlainText(); }

void CellViewer::refresh()
{
    if (!m_cell.isValid()) {
        m_title->setText(tr("No cell"));
        m_detail->clear();
        m_text->clear();
        return;
    }
    m_title->setText(m_cell.model()->headerData(m_cell.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    if (m_cell.data(NullRole).toBool()) {
        m_detail->setText(tr("NULL"));
        m_text->clear();
        return;
    }
    const QByteArray whole = m_cell.data(RawRole).toByteArray();
    const QByteArray value = whole.first(std::min(whole.size(), ShownBytes));
    const QString size = QLocale().formattedDataSize(whole.size());
    m_detail->setText(
        value.size() < whole.size() ? tr("first %1 of %2").arg(QLocale().formattedDataSize(value.size()), size) : size);
    const auto form = Form(m_form->currentIndex());
    const bool bytes = form == Bytes || (form == Automatic && m_cell.data(BytesRole).toBool());
    QString shown;
    if (bytes)
        shown = hexDump(value);
    else if (form == Json || (form == Automatic && looksLikeJson(value)))
        shown = asJson(value);
    m_text->setPlainText(shown.isEmpty() && !bytes ? QString::fromUtf8(value) : shown);
}

} // namespace relata

#include "moc_cell_viewer.cpp"
