#include "widgets/plan/paired_plans.h"

#include "widgets/common/elided_label.h"
#include "widgets/common/theme.h"
#include "widgets/plan/plan_view.h"

#include <QBoxLayout>
#include <QSplitter>
#include <QStackedLayout>

namespace relata {
using namespace Qt::StringLiterals;

PairedPlans::PairedPlans(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"planPair"_s);
    setAccessibleName(tr("Plans before and now"));
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setObjectName(u"planPairSplit"_s);
    split->setAccessibleName(accessibleName());
    split->setHandleWidth(1);
    split->setChildrenCollapsible(false);
    auto *before = new QWidget(split), *now = new QWidget(split);
    m_before = makeHalf(u"planBefore"_s, tr("Plan before"), before);
    m_now = makeHalf(u"planNow"_s, tr("Plan now"), now);
    split->addWidget(before);
    split->addWidget(now);
    split->setSizes({1, 1});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
}

PairedPlans::Half PairedPlans::makeHalf(const QString &objectName, const QString &name, QWidget *parent) const
{
    parent->setObjectName(objectName + u"Half"_s);
    parent->setAccessibleName(name);
    Half half;
    half.caption = new ElidedLabel({}, parent);
    half.caption->setObjectName(objectName + u"Caption"_s);
    half.caption->setContentsMargins(grid::related, grid::unit, grid::related, grid::unit);
    half.none = new ElidedLabel(tr("The server shows no plan of this query."), parent);
    half.none->setObjectName(objectName + u"None"_s);
    half.none->setProperty("role", u"muted"_s);
    half.none->setAlignment(Qt::AlignCenter);
    half.view = new PlanView(m_theme, parent);
    half.view->setObjectName(objectName);
    half.view->setAccessibleName(name);
    half.view->showTreeAlone();
    half.pages = new QStackedLayout;
    half.pages->addWidget(half.view);
    half.pages->addWidget(half.none);
    auto *layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(half.caption);
    layout->addLayout(half.pages, 1);
    return half;
}

void PairedPlans::fill(const Half &half, const Side &side, const QByteArray &engine)
{
    half.caption->setText(side.caption);
    half.caption->setAccessibleName(side.caption);
    half.pages->setCurrentIndex(side.plan ? 0 : 1);
    if (side.plan)
        half.view->setPlan(*side.plan, engine, side.raw);
}

void PairedPlans::setPlans(const Side &before, const Side &now, const QByteArray &engine)
{
    fill(m_before, before, engine);
    fill(m_now, now, engine);
}

} // namespace relata

#include "moc_paired_plans.cpp"
