#pragma once
#include "models/sql/statement_splitter.h"

#include <Qsci/qsciscintilla.h>

class QTimer;

namespace relata {

class EditorLexer;
class Theme;

/// A text of SQL: coloured as its engine reads it, the statement at the caret marked in the margin. Offsets are UTF-16
/// units as everywhere else.
class SqlEditor : public QsciScintilla {
    Q_OBJECT
public:
    /// Theme and flavour outlive it.
    SqlEditor(const Theme &theme, const SqlFlavour &flavour, QWidget *parent = nullptr);

    void setFlavour(const SqlFlavour &flavour);
    const SqlFlavour &flavour() const { return *m_flavour; }

    qsizetype caret() const;
    void setCaret(qsizetype offset);
    /// From and to of what is selected; equal without a selection.
    std::pair<qsizetype, qsizetype> selection() const;
    void select(qsizetype from, qsizetype to);
    /// The statement that the caret stands in.
    std::optional<SqlStatementRange> currentStatement() const;

    /// Underlines the word at the offset, until the text changes; the caret goes there.
    void markError(qsizetype offset);
    void clearErrors();
    bool hasErrors() const { return m_hasErrors; }

public slots:
    /// Comments the selected lines out, or in when all of them are.
    void toggleComment();

signals:
    void caretMoved();
    /// Esc without anything open.
    void escaped();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setUp();
    void applyTheme();
    void markStatement();
    long byteOf(qsizetype offset) const;
    qsizetype offsetOf(long byte) const;
    long ask(unsigned message, long a = 0, long b = 0) const;

    const Theme &m_theme;
    const SqlFlavour *m_flavour;
    EditorLexer *m_highlighter;
    QTimer *m_statementTimer;
    std::pair<int, int> m_marked{-1, -1}; ///< lines
    bool m_hasErrors = false;
};

} // namespace relata
