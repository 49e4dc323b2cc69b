#include "widgets/timeline/way_row.h"

#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/sql_view.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"
#include "widgets/common/wrapped_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace relata {
using namespace Qt::StringLiterals;

using Deed = Diagnosis::WayOut::Deed;

namespace {

constexpr int mostLines = 8;

QLabel *wrapped(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *label = new WrappedLabel(text, parent);
    label->setObjectName(objectName);
    label->setAccessibleName(text);
    return label;
}

} // namespace

/// What the button of a way says; empty where the window does no such thing.
static QString deedTitle(const Diagnosis::WayOut &way)
{
    switch (way.deed) {
    case Deed::Resume:
        return WayRow::tr("Resume");
    case Deed::RollBack:
        return WayRow::tr("Roll Back");
    case Deed::Stamp:
        return way.isForced ? WayRow::tr("Forget the Run") : WayRow::tr("Mark %1 as Applied").arg(way.version);
    case Deed::Apply:
        return WayRow::tr("Apply Again");
    case Deed::Prove:
        return WayRow::tr("Prove");
    case Deed::Drift:
        return WayRow::tr("Compare");
    default:
        return {};
    }
}

WayRow::WayRow(const Theme &theme, const SqlFlavour &flavour, const Diagnosis::WayOut &way, int number,
    const QString &command, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_way(way)
{
    setObjectName(u"way%1"_s.arg(number));
    setAccessibleName(way.what.translated());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::related);
    auto *place = new QLabel(u"%1."_s.arg(number), this);
    place->setObjectName(u"wayNumber"_s);
    place->setAccessibleName(place->text());
    place->setProperty("role", u"muted"_s);
    place->setMinimumWidth(grid::group);
    place->setContentsMargins(0, grid::unit, 0, 0); // beside the button's text
    layout->addWidget(place, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(grid::unit);
    texts->setContentsMargins(0, grid::unit, 0, 0);
    const bool isShell = deedTitle(way).isEmpty() && !command.isEmpty();
    addTexts(*texts, flavour, isShell ? command : QString());
    layout->addLayout(texts, 1);
    addButton(*layout, command);
}

void WayRow::addTexts(QBoxLayout &layout, const SqlFlavour &flavour, const QString &command)
{
    layout.addWidget(wrapped(m_way.what.translated(), u"wayWhat"_s, this));
    if (const QString effect = m_way.effect.translated(); !effect.isEmpty()) {
        QLabel *label = wrapped(effect, u"wayEffect"_s, this);
        label->setFont(m_theme.smallFont());
        setTone(*label, m_theme, m_way.isRefused || !m_way.allows.isEmpty() ? Tone::Warning : Tone::Muted);
        layout.addWidget(label);
    }
    if (!m_way.statements.isEmpty()) {
        auto *view = new SqlView(m_theme, flavour, this);
        view->setObjectName(u"waySql"_s);
        view->setAccessibleName(tr("SQL that this would run"));
        view->setMaximumLines(mostLines);
        view->setSql(m_way.statements.join(u";\n"_s) + u';');
        layout.addWidget(view);
    }
    if (!command.isEmpty()) {
        auto *label = new ElidedLabel(command, this, Qt::ElideMiddle);
        label->setObjectName(u"wayCommand"_s);
        label->setAccessibleName(command);
        label->setFont(m_theme.codeFont());
        label->setProperty("role", u"muted"_s);
        layout.addWidget(label);
    }
    layout.addStretch(1);
}

void WayRow::addButton(QBoxLayout &layout, const QString &command)
{
    const QString title = deedTitle(m_way);
    if (title.isEmpty() && command.isEmpty())
        return;
    if (title.isEmpty()) {
        QPushButton *copy = plainButton(tr("Copy Command"), u"wayCopy"_s, this);
        copy->setAccessibleName(copy->text());
        connect(copy, &QPushButton::clicked, this, [command] { QGuiApplication::clipboard()->setText(command); });
        layout.addWidget(copy, 0, Qt::AlignTop);
        return;
    }
    m_button = plainButton(title, u"wayTake"_s, this);
    m_button->setAccessibleName(title);
    connect(m_button, &QPushButton::clicked, this, [this] { emit taken(m_way); });
    layout.addWidget(m_button, 0, Qt::AlignTop);
    setReady(true);
}

void WayRow::setReady(bool isReady)
{
    if (m_button)
        m_button->setEnabled(isReady && !m_way.isRefused);
}

} // namespace relata

#include "moc_way_row.cpp"
