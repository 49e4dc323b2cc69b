#pragma once
#include "widgets/common/palette_model.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;

namespace relata {

class Theme;

/// Every command by its name (Ctrl+Shift+P), every object by its name (Ctrl+P); typed letters need not be side by side.
/// A child of the window it is shown over; leaves on Esc, on a choice and when it loses the focus.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    /// Given what is typed, answers entries; the palette ranks and filters them.
    using Source = std::function<QList<PaletteEntry>(const QString &pattern)>;

    CommandPalette(const Theme &theme, QWidget *window);

    void setSources(Source commands, Source places);
    void openCommands();
    /// Offers places; once something is typed, commands of that name, too. ">" asks for commands alone.
    void openPlaces();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Mode : unsigned char { Commands, Places };
    void open(Mode mode);
    void refill();
    void moveBy(int rows);
    void runCurrent();
    void leave();
    void place();

    const Theme &m_theme;
    Source m_commands;
    Source m_places;
    Mode m_mode = Mode::Commands;
    QList<QByteArray> m_recent;
    PaletteModel m_model;
    QLineEdit *m_input;
    QListView *m_list;
    QLabel *m_nothing;
    QPointer<QWidget> m_focusBefore;
};

} // namespace relata
