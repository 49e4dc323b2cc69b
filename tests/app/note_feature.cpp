#include "tests/app/note_feature.h"

#include <QPlainTextEdit>
#include <QTextCursor>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace relata::tests {

NotePanel::NotePanel(QWidget *parent)
    : Panel(parent)
    , m_editor(new QPlainTextEdit(this))
{
    setObjectName(u"notePanel"_s);
    setAccessibleName(u"Note"_s);
    m_editor->setObjectName(u"noteEditor"_s);
    m_editor->setAccessibleName(u"Note text"_s);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_editor);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &Panel::stateChanged);
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, &Panel::stateChanged);
}

QJsonObject NotePanel::state() const
{
    return {{u"text"_s, m_editor->toPlainText()}, {u"caret"_s, m_editor->textCursor().position()}};
}

void NotePanel::restore(const QJsonObject &state)
{
    m_editor->setPlainText(state.value("text"_L1).toString());
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(state.value("caret"_L1).toInt());
    m_editor->setTextCursor(cursor);
}

QWidget *NotePanel::focusTarget() { return m_editor; }

PanelStatus NotePanel::status() const
{
    PanelStatus status;
    status.connection = u"shop"_s;
    status.environment = Environment::Production;
    status.transaction = u"Transaction open"_s;
    status.transactionTone = Tone::Warning;
    status.position = u"Line 3, column 14"_s;
    return status;
}

Feature noteFeature()
{
    const auto dock = [](const QByteArray &kind, const QString &title, PanelRow::Place place) {
        return PanelRow{.kind = kind,
            .title = title,
            .icon = u"note"_s,
            .place = place,
            .make = [](const Document &, QWidget *parent) { return new NotePanel(parent); }};
    };
    Feature feature{.id = "note"};
    feature.panels = {
        {.kind = "note",
            .title = u"Note"_s,
            .icon = u"note"_s,
            .make = [](const Document &, QWidget *parent) { return new NotePanel(parent); }},
        dock("left", u"Left"_s, PanelRow::Place::Left),
        dock("right", u"Right"_s, PanelRow::Place::Right),
    };
    feature.places = [](const QString &, int) {
        return QList<Place>{{.title = u"customer"_s, .detail = u"table"_s, .icon = u"table"_s}};
    };
    return feature;
}

} // namespace relata::tests

#include "moc_note_feature.cpp"
