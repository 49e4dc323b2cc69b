#pragma once
#include <QHeaderView>

namespace relata {

class Theme;

/// The columns of a result: name, and its type muted behind it where there is room.
class ResultHeader : public QHeaderView {
    Q_OBJECT
public:
    ResultHeader(const Theme &theme, QWidget *parent = nullptr);

    /// Wide enough for the name and the type of a column.
    int widthFor(int section) const;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    QSize sizeHint() const override;

private:
    QFont nameFont() const;

    const Theme &m_theme;
};

} // namespace relata
