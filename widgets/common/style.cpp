#include "widgets/common/style.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QListView>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableView>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

void drawBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &border, double width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    const double inset = border.isValid() ? width / 2 : 0;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), grid::radius, grid::radius);
    painter.restore();
}

bool keyboardFocus(const QStyleOption &option) { return option.state.testFlag(QStyle::State_HasFocus); }
bool enabled(const QStyleOption &option) { return option.state.testFlag(QStyle::State_Enabled); }
bool hovered(const QStyleOption &option) { return enabled(option) && option.state.testFlag(QStyle::State_MouseOver); }

constexpr int itemPadding = 5; // with the three pixels of the base style an item begins where its heading does
constexpr int toolSlack = 16; // what a tool button's label needs beyond its icon and its text

/// Rows of lists, and cells below headings. What is indented stands where its depth puts it.
bool isPadded(const QStyleOption *option, const QWidget *widget)
{
    if (qobject_cast<const QTableView *>(widget) || qobject_cast<const QListView *>(widget))
        return true;
    const auto *tree = qobject_cast<const QTreeView *>(widget);
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
    return tree && item && !tree->isHeaderHidden() && (!tree->rootIsDecorated() || item->index.column() > 0);
}

} // namespace

Style::Style(const Theme &theme)
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    , m_theme(theme)
{
    setObjectName(u"relata"_s);
}

void Style::drawButton(const QStyleOption &option, QPainter &painter, const QWidget *widget) const
{
    const QString role = widget ? widget->property("role").toString() : QString();
    const bool down = option.state.testAnyFlags(State_Sunken | State_On);
    QColor fill = m_theme.color(ColorToken::Surface);
    QColor border = m_theme.color(ColorToken::Border);
    if (role == "primary"_L1 || role == "danger"_L1) {
        const ColorToken token = role == "primary"_L1 ? ColorToken::Accent : ColorToken::Production;
        fill = enabled(option) ? m_theme.color(token) : m_theme.tint(ColorToken::Muted, 0.25);
        if (down || hovered(option))
            fill = m_theme.tint(token, down ? 0.76 : 0.88, ColorToken::Text);
        border = fill;
    } else if (down || hovered(option)) {
        fill = m_theme.tint(ColorToken::Text, down ? 0.12 : 0.05);
    }
    drawBox(painter, option.rect, fill, border, 1);
    if (keyboardFocus(option)) {
        const bool filled = role == "primary"_L1 || role == "danger"_L1;
        const QRect ring = filled ? option.rect.adjusted(3, 3, -3, -3) : option.rect;
        drawBox(painter, ring, Qt::transparent, m_theme.color(filled ? ColorToken::OnAccent : ColorToken::Accent),
            filled ? 1.5 : 2);
    }
}

void Style::drawField(const QStyleOption &option, QPainter &painter) const
{
    const QColor fill = m_theme.color(enabled(option) ? ColorToken::Surface : ColorToken::Window);
    const bool focus = keyboardFocus(option);
    drawBox(painter, option.rect, fill, m_theme.color(focus ? ColorToken::Accent : ColorToken::Border), focus ? 2 : 1);
}

void Style::drawTick(const QStyleOption &option, QPainter &painter, bool round) const
{
    const bool on = option.state.testAnyFlags(State_On | State_NoChange);
    const QColor accent = m_theme.color(enabled(option) ? ColorToken::Accent : ColorToken::Muted);
    const QColor border = on ? accent : m_theme.tint(ColorToken::Muted, 0.7);
    const QColor fill = on ? accent : m_theme.color(ColorToken::Surface);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(border, 1));
    painter.setBrush(fill);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (round)
        painter.drawEllipse(box);
    else
        painter.drawRoundedRect(box, 3, 3);
    painter.restore();
    if (on && round) {
        drawBox(painter, option.rect.adjusted(5, 5, -5, -5), m_theme.color(ColorToken::OnAccent), {}, 0);
    } else if (on) {
        const QString name = option.state.testFlag(State_On) ? u"tick"_s : u"remove"_s;
        const QPixmap mark =
            symbol(name, m_theme.color(ColorToken::OnAccent), 12, painter.device()->devicePixelRatioF());
        painter.drawPixmap(option.rect.center() - QPoint(5, 5), mark);
    }
    if (keyboardFocus(option))
        drawBox(painter, option.rect.adjusted(-2, -2, 2, 2), Qt::transparent, m_theme.color(ColorToken::Accent), 2);
}

void Style::drawSymbol(const QString &name, const QStyleOption &option, QPainter &painter, int size) const
{
    const QColor color = enabled(option) ? m_theme.color(ColorToken::Muted) : m_theme.tint(ColorToken::Muted, 0.75);
    const QPixmap pixmap = symbol(name, color, size, painter.device()->devicePixelRatioF());
    QRect target(0, 0, size, size);
    target.moveCenter(option.rect.center());
    painter.drawPixmap(target, pixmap);
}

bool Style::drawArrow(PrimitiveElement element, const QStyleOption &option, QPainter &painter) const
{
    switch (element) {
    case PE_IndicatorArrowDown:
    case PE_IndicatorButtonDropDown:
    case PE_IndicatorSpinDown:
    case PE_IndicatorHeaderArrow: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
        const bool up = header && header->sortIndicator == QStyleOptionHeader::SortUp;
        drawSymbol(up ? u"chevron_up"_s : u"chevron_down"_s, option, painter);
        return true;
    }
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        drawSymbol(u"chevron_up"_s, option, painter);
        return true;
    case PE_IndicatorArrowRight:
        drawSymbol(u"chevron_right"_s, option, painter);
        return true;
    case PE_IndicatorArrowLeft:
        drawSymbol(u"chevron_left"_s, option, painter);
        return true;
    case PE_IndicatorBranch:
        if (option.state.testFlag(State_Children))
            drawSymbol(option.state.testFlag(State_Open) ? u"chevron_down"_s : u"chevron_right"_s, option, painter);
        return true;
    case PE_IndicatorTabClose:
        if (hovered(option) || option.state.testFlag(State_Selected))
            drawSymbol(u"close"_s, option, painter, 10);
        return true;
    default:
        return false;
    }
}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (drawArrow(element, *option, *painter))
        return;
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(*option, *painter, widget);
    case PE_PanelButtonTool:
        return drawToolButton(*option, *painter, widget);
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            drawField(*option, *painter);
        return;
    }
    case PE_FrameLineEdit:
        return drawField(*option, *painter);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawTick(*option, *painter, false);
    case PE_IndicatorRadioButton:
        return drawTick(*option, *painter, true);
    case PE_FrameDefaultButton:
    case PE_FrameTabWidget:
        return;
    case PE_FrameFocusRect:
        // Buttons draw their own; a tab shows its focus by its colour.
        if (!widget || !(widget->inherits("QAbstractButton") || widget->inherits("QTabBar")))
            drawBox(*painter, option->rect, Qt::transparent, m_theme.color(ColorToken::Accent), 2);
        return;
    default:
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawProgress(const QStyleOption &option, QPainter &painter) const
{
    const auto &bar = static_cast<const QStyleOptionProgressBar &>(option);
    QRect groove = option.rect;
    groove.setHeight(std::min(groove.height(), grid::unit));
    groove.moveCenter(option.rect.center());
    drawBox(painter, groove, m_theme.tint(ColorToken::Text, 0.12), {}, 0);
    const double span = std::max(1, bar.maximum - bar.minimum);
    const bool busy = bar.maximum <= bar.minimum;
    QRect done = groove;
    done.setWidth(busy ? groove.width() / 3 : int(groove.width() * (bar.progress - bar.minimum) / span));
    if (done.width() > 0)
        drawBox(painter, done, m_theme.color(ColorToken::Accent), {}, 0);
}

void Style::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == CE_PushButtonLabel && widget) {
        const QString role = widget->property("role").toString();
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button && (role == "primary"_L1 || role == "danger"_L1) && enabled(*option)) {
            QStyleOptionButton copy = *button;
            const ColorToken text = role == "primary"_L1 ? ColorToken::OnAccent : ColorToken::OnEnvironment;
            copy.palette.setColor(QPalette::ButtonText, m_theme.color(text));
            return QProxyStyle::drawControl(element, &copy, painter, widget);
        }
    }
    if (element == CE_ProgressBarContents || element == CE_ProgressBarLabel)
        return;
    if (element == CE_ProgressBarGroove)
        return drawProgress(*option, *painter);
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawCombo(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const auto &combo = static_cast<const QStyleOptionComboBox &>(option);
    if (combo.frame)
        drawField(option, painter);
    const QStyleOption &plain = option;
    QStyleOption arrow = plain;
    arrow.rect = proxy()->subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    drawSymbol(u"chevron_down"_s, arrow, painter);
}

void Style::drawSpin(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const auto &spin = static_cast<const QStyleOptionSpinBox &>(option);
    if (spin.frame)
        drawField(option, painter);
    if (spin.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const QStyleOption &plain = option;
    QStyleOption arrow = plain;
    arrow.rect = proxy()->subControlRect(CC_SpinBox, &option, SC_SpinBoxUp, widget);
    arrow.state.setFlag(State_Enabled, enabled(option) && spin.stepEnabled.testFlag(QAbstractSpinBox::StepUpEnabled));
    drawSymbol(u"chevron_up"_s, arrow, painter, 8);
    arrow.rect = proxy()->subControlRect(CC_SpinBox, &option, SC_SpinBoxDown, widget);
    arrow.state.setFlag(State_Enabled, enabled(option) && spin.stepEnabled.testFlag(QAbstractSpinBox::StepDownEnabled));
    drawSymbol(u"chevron_down"_s, arrow, painter, 8);
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox)
        return drawCombo(*option, *painter, widget);
    if (control == CC_SpinBox)
        return drawSpin(*option, *painter, widget);
    if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
        return drawTool(*button, *painter, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_TabCloseIndicatorWidth:
    case PM_TabCloseIndicatorHeight:
        return grid::icon;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return 5;
    case PM_TreeViewIndentation:
        return grid::group;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return grid::related;
    case PM_DefaultFrameWidth:
        return 1;
    case PM_MenuButtonIndicator:
        return grid::icon + grid::unit;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_TitleBar_NoBorder:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ComboBox_ListMouseTracking:
        return 1;
    case SH_ComboBox_Popup:
        return 0;
    case SH_Widget_Animation_Duration:
        return m_theme.motion() ? 120 : 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int control = option ? option->fontMetrics.height() + grid::rowPadding + 2 : 0;
    switch (type) {
    case CT_PushButton:
        result.setHeight(std::max(control, size.height() + grid::rowPadding + 2));
        result.rwidth() = std::max(size.width() + 2 * grid::group, 72);
        break;
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const bool text = button && button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty();
        if (text)
            result = QSize(size.width() + toolSlack, control);
        if (text && button->features.testFlag(QStyleOptionToolButton::HasMenu)
            && !button->features.testFlag(QStyleOptionToolButton::MenuButtonPopup))
            result.rwidth() += grid::icon + grid::unit;
        break;
    }
    case CT_ItemViewItem:
        if (isPadded(option, widget))
            result.rwidth() += 2 * itemPadding;
        break;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        result.setHeight(std::max(result.height(), control));
        break;
    default:
        break;
    }
    return result;
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    if (element == SE_ItemViewItemFocusRect)
        return option->rect;
    const bool ofItem = element == SE_ItemViewItemText || element == SE_ItemViewItemDecoration
        || element == SE_ItemViewItemCheckIndicator;
    if (ofItem && isPadded(option, widget)) {
        QStyleOptionViewItem inner = *static_cast<const QStyleOptionViewItem *>(option);
        inner.rect.adjust(itemPadding, 0, -itemPadding, 0);
        return QProxyStyle::subElementRect(element, &inner, widget);
    }
    const QRect result = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return result.adjusted(grid::unit, 0, -grid::unit, 0);
    return result;
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const QRect result = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return result.adjusted(2, 0, 0, 0); // its text begins where that of a field does
    return result;
}

QIcon Style::standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const
{
    switch (pixmap) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_LineEditClearButton:
        return icon(m_theme, u"close"_s, ColorToken::Muted);
    case SP_TitleBarNormalButton:
    case SP_TitleBarMaxButton:
        return icon(m_theme, u"float"_s, ColorToken::Muted);
    case SP_ToolBarHorizontalExtensionButton:
        return icon(m_theme, u"more"_s, ColorToken::Muted);
    default:
        return QProxyStyle::standardIcon(pixmap, option, widget);
    }
}

} // namespace relata

#include "moc_style.cpp"
