#pragma once
#include <QPersistentModelIndex>
#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;

namespace relata {

class ElidedLabel;
class Theme;

/// The whole value of one cell: as text, as JSON set out in lines, or as bytes.
class CellViewer : public QWidget {
    Q_OBJECT
public:
    explicit CellViewer(const Theme &theme, QWidget *parent = nullptr);

    void showCell(const QModelIndex &cell);
    QString text() const;

signals:
    void closeRequested();

private:
    enum Form { Automatic, Text, Json, Bytes };
    void refresh();
    void applyTheme();

    const Theme &m_theme;
    QPersistentModelIndex m_cell;
    ElidedLabel *m_title;
    QLabel *m_detail;
    QComboBox *m_form;
    QPlainTextEdit *m_text;
};

/// Sixteen bytes a line: offset, hexadecimal, ASCII.
QString hexDump(const QByteArray &bytes);

} // namespace relata
