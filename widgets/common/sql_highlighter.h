#pragma once
#include <QSyntaxHighlighter>

namespace relata {

struct SqlFlavour;
class Theme;

/// Colours SQL in a text document as one engine spells it. Flavour and theme must outlive it.
class SqlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    SqlHighlighter(const Theme &theme, const SqlFlavour &flavour, QTextDocument *document);

    void setFlavour(const SqlFlavour &flavour);

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_theme;
    const SqlFlavour *m_flavour;
};

} // namespace relata
