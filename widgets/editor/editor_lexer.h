#pragma once
#include <Qsci/qscilexercustom.h>

#include <vector>

namespace relata {

class Theme;
struct SqlFlavour;
struct SqlToken;

/// Colours SQL as its engine reads it; restarts at any line from the state kept for it.
class EditorLexer : public QsciLexerCustom {
    Q_OBJECT
public:
    enum Style {
        Default,
        Keyword,
        Type,
        Function,
        String,
        Number,
        Comment,
        Parameter,
        Name,
        Operator,
        Wrong,
        StyleCount
    };

    /// Flavour and theme outlive it.
    EditorLexer(const Theme &theme, const SqlFlavour &flavour, QObject *parent = nullptr);

    void setFlavour(const SqlFlavour &flavour);
    /// Takes colours and fonts from the theme again.
    void applyTheme();

    const char *language() const override { return "SQL"; }
    QString description(int style) const override;
    void styleText(int start, int end) override;

private:
    int styleLine(int line, int state);
    Style styleOfWord(const SqlToken &token, QStringView line) const;
    Style styleOf(const SqlToken &token, QStringView line) const;

    const Theme &m_theme;
    const SqlFlavour *m_flavour;
    std::vector<int> m_states; ///< the lexer's at the begin of each line
};

} // namespace relata
