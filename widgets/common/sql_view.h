#pragma once
#include <QPlainTextEdit>

namespace relata {

struct SqlFlavour;
class SqlHighlighter;
class Theme;

/// Shows a small SQL text to read, select and copy: code font, colours of one engine, as high as its text up to a
/// limit.
class SqlView : public QPlainTextEdit {
    Q_OBJECT
public:
    SqlView(const Theme &theme, const SqlFlavour &flavour, QWidget *parent = nullptr);

    void setFlavour(const SqlFlavour &flavour);
    /// Keeps the scroll position when the text is much the same.
    void setSql(const QString &sql);
    /// Another text than SQL, in no colours.
    void setProgram(const QString &text);
    /// Grows with the text up to this many lines and scrolls beyond; 0: takes the room it is given.
    void setMaximumLines(int lines);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void adopt();
    void setText(const QString &text);

    const Theme &m_theme;
    SqlHighlighter *m_highlighter;
    int m_maximumLines = 0;
};

} // namespace relata
