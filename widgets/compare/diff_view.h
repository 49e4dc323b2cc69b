#pragma once
#include "models/items/roles.h"
#include "widgets/common/sql_view.h"

namespace relata {

/// An SQL text with lines marked: a tint behind them and + ~ − in the margin.
class DiffView : public SqlView {
    Q_OBJECT
public:
    DiffView(const Theme &theme, const SqlFlavour &flavour, const QString &name, QWidget *parent = nullptr);

    /// A tone a line; Muted marks a line that is only there so that both sides keep step.
    void setMarked(const QStringList &lines, const QList<Tone> &tones);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void mark();
    void placeMargin();
    void paintMargin();

    const Theme &m_theme;
    QWidget *m_margin;
    QList<Tone> m_tones;
};

} // namespace relata
