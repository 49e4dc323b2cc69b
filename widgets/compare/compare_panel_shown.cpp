#include "models/items/compare_model.h"
#include "models/project/project.h"
#include "widgets/common/banner.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/compare/compare_diagram.h"
#include "widgets/compare/compare_panel.h"
#include "widgets/compare/object_compare.h"
#include "widgets/compare/source_picker.h"
#include "widgets/diagram/diagram_view.h"

#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedLayout>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

// The part of ComparePanel that shows what its desk has, and does what people ask for.
namespace relata {
using namespace Qt::StringLiterals;

namespace {
constexpr int mostExpanded = 60; ///< rows at the top that are unfolded by themselves
constexpr qsizetype namesShown = 4;
} // namespace

QString ComparePanel::idOf(const CompareSource &left, const CompareSource &right)
{
    return left.key() + u'|' + right.key();
}

QJsonObject ComparePanel::state() const
{
    return {{u"left"_s, m_desk->source(CompareSide::Left).key()},
        {u"right"_s, m_desk->source(CompareSide::Right).key()}, {u"onlyDifferences"_s, m_onlyDifferences->isChecked()},
        {u"drawn"_s, isDrawn()}};
}

void ComparePanel::restore(const QJsonObject &state)
{
    m_onlyDifferences->setChecked(state[u"onlyDifferences"].toBool(true));
    setDrawn(state[u"drawn"].toBool());
    m_desk->setSource(CompareSide::Left, CompareSource::fromKey(state[u"left"].toString()));
    m_desk->setSource(CompareSide::Right, CompareSource::fromKey(state[u"right"].toString()));
}

QWidget *ComparePanel::focusTarget()
{
    if (m_pages->currentWidget() != m_split)
        return m_left;
    return isDrawn() ? static_cast<QWidget *>(m_diagram->view()) : m_view;
}

PanelStatus ComparePanel::status() const
{
    PanelStatus status;
    status.busy = m_desk->isWorking();
    return status;
}

void ComparePanel::choose(CompareSide side, const CompareSource &source)
{
    m_banner->dismiss();
    m_desk->setSource(side, source);
    emit stateChanged();
    emit documentChanged(idOf(m_desk->source(CompareSide::Left), m_desk->source(CompareSide::Right)));
}

void ComparePanel::swapSides()
{
    m_desk->swap();
    emit stateChanged();
    emit documentChanged(idOf(m_desk->source(CompareSide::Left), m_desk->source(CompareSide::Right)));
}

void ComparePanel::refresh()
{
    m_banner->dismiss();
    m_desk->refresh();
}

void ComparePanel::takeChecked() { m_desk->take(m_model->checked()); }
void ComparePanel::checkAll(bool check) { m_model->checkAll(check); }

QString ComparePanel::sideTitle(CompareSide side) const
{
    return m_desk->source(side).title(m_services.project).translated();
}

void ComparePanel::showSources()
{
    const CompareSource &left = m_desk->source(CompareSide::Left), &right = m_desk->source(CompareSide::Right);
    m_left->setSource(left);
    m_right->setSource(right);
    m_object->setTitles(sideTitle(CompareSide::Left), sideTitle(CompareSide::Right));
    m_swap->setEnabled(left.isSet() || right.isSet());
    m_refresh->setEnabled(left.isSet() && right.isSet());
    const bool both = left.isSet() && right.isSet();
    setWindowTitle(both ? u"%1 ⇄ %2"_s.arg(left.shortTitle(), right.shortTitle()) : tr("Compare"));
    showPage();
}

/// An error stands until its side is read anew.
void ComparePanel::showProblems()
{
    for (const CompareSide side : {CompareSide::Left, CompareSide::Right}) {
        const auto &problem = m_desk->problem(side);
        if (!problem || problem->code == Error::Code::Cancelled)
            continue;
        const QString text = u"%1: %2"_s.arg(sideTitle(side), problem->message.translated());
        if (!m_banner->isHidden() && m_banner->text() == text)
            return;
        m_banner->show(Tone::Danger, text, problem->detail);
        m_banner->addAction(tr("Read Again"), [this] { refresh(); });
        return;
    }
    if (m_desk->pairProblem())
        m_banner->show(*m_desk->pairProblem());
}

void ComparePanel::showPair()
{
    const auto &pair = m_desk->pair();
    m_model->setCheckable(m_desk->takenSide().has_value());
    if (pair)
        m_model->setSchemas(*pair, m_desk->engine()->diffPolicy());
    else
        m_model->clear();
    keepCurrent();
    showProblems();
    showSummary();
    showTaking();
    showPage();
    draw();
}

bool ComparePanel::isDrawn() const { return m_drawn->isChecked(); }

void ComparePanel::setDrawn(bool drawn) { m_drawn->setChecked(drawn); }

/// Where somebody sees it.
void ComparePanel::draw()
{
    if (!isDrawn() || !m_desk->pair())
        return;
    m_diagram->showPair(m_model->left(), m_model->right(), m_onlyDifferences->isChecked());
    m_diagram->selectTable(m_current);
}

/// Shows it beside the diagram as if its row had been chosen.
void ComparePanel::chooseTable(ObjectId table)
{
    const QModelIndex index = m_filtered->mapFromSource(m_model->indexOf(table));
    if (index.isValid())
        return m_view->setCurrentIndex(index);
    if (!m_desk->engine())
        return;
    m_current = table; // an equal one, which has no row
    m_object->showObject(m_model->left(), m_model->right(), table, table, *m_desk->engine());
}

/// The row that was current stays so; without one it is the first that differs.
void ComparePanel::keepCurrent()
{
    const int rows = m_filtered->rowCount();
    for (int row = 0; row < std::min(rows, mostExpanded); ++row) {
        const QModelIndex top = m_filtered->index(row, 0);
        if (Tone(top.data(ToneRole).toInt()) == Tone::Changed)
            m_view->expand(top);
    }
    QModelIndex index = m_filtered->mapFromSource(m_model->indexOf(m_current));
    if (!index.isValid())
        index = m_filtered->index(0, 0);
    if (!index.isValid())
        return m_object->clear();
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    showObject(index);
}

void ComparePanel::showObject(const QModelIndex &index)
{
    if (!index.isValid() || !m_desk->engine())
        return;
    m_current = ObjectId{index.data(CompareModel::IdRole).toULongLong()};
    const ObjectId top{index.data(CompareModel::TopIdRole).toULongLong()};
    m_object->showObject(m_model->left(), m_model->right(), m_current, top, *m_desk->engine());
}

void ComparePanel::showPage()
{
    const bool chosen = m_desk->source(CompareSide::Left).isSet() && m_desk->source(CompareSide::Right).isSet();
    const bool equal = m_desk->pair() && m_model->counts().all() == 0;
    if (equal && !m_model->showsEqual())
        m_empty->setTexts(
            tr("Both sides are equal"), tr("Every table, column, key and view is the same on both sides."));
    else if (m_desk->isWorking())
        m_empty->setTexts(tr("Reading"), tr("What differs appears here as soon as both sides are read."));
    else if (chosen && !m_desk->pair())
        m_empty->setTexts(tr("Nothing to compare yet"),
            tr("One of the sides has not been read. Choose another one, or read both again."));
    else
        m_empty->setTexts(tr("Compare two schemas"),
            tr("Choose what stands on the left and on the right: the design, the timeline at a version, a database, an "
               "SQL file or another project."));
    const bool tree = m_desk->pair() && (!equal || m_model->showsEqual());
    m_pages->setCurrentWidget(tree ? static_cast<QWidget *>(m_split) : m_empty);
}

void ComparePanel::showSummary()
{
    const bool working = m_desk->isWorking();
    m_cancel->setVisible(working);
    QString text;
    if (working) {
        text = tr("%1 · %2 s").arg(m_desk->work().translated()).arg(m_working.elapsed() / 1000);
    } else if (m_desk->pair()) {
        const CompareModel::Counts &counts = m_model->counts();
        const qsizetype likely = m_desk->pair()->questions.size();
        QStringList parts;
        if (counts.added > 0)
            parts += u"+ "_s + tr("%n only on the right", nullptr, counts.added);
        if (counts.changed > 0)
            parts += u"~ "_s + tr("%n changed", nullptr, counts.changed);
        if (counts.removed > 0)
            parts += u"− "_s + tr("%n only on the left", nullptr, counts.removed);
        if (likely > 0)
            parts += tr("%n taken for renamed", nullptr, int(likely));
        if (m_desk->pair()->unproved)
            parts += m_desk->pair()->unproved->translated();
        text = parts.join(u"   "_s);
    }
    m_summary->setText(text);
    m_summary->setAccessibleName(text.isEmpty() ? tr("Differences") : text);
}

void ComparePanel::showTaking()
{
    const bool possible = m_desk->takenSide().has_value() && m_model->counts().all() > 0;
    const qsizetype count = m_model->checked().size();
    m_take->setText(tr("Take %n Into the Design", nullptr, int(count)));
    m_take->setAccessibleName(m_take->text());
    m_take->setEnabled(count > 0);
    m_all->setText(count > 0 ? tr("Choose none") : tr("Choose all"));
    m_all->setAccessibleName(m_all->text());
    for (QWidget *part : std::initializer_list<QWidget *>{m_take, m_all, m_along})
        part->setVisible(possible);
}

void ComparePanel::said(int count, const QStringList &alongWith)
{
    m_model->checkAll(false);
    QString text = tr("%n difference(s) taken into the design.", nullptr, count);
    if (!alongWith.isEmpty()) {
        const QString names = alongWith.mid(0, namesShown).join(u", "_s);
        text += u' ' + tr("Along came %1.").arg(alongWith.size() > namesShown ? names + u" …"_s : names);
    }
    m_services.navigator.notify(Tone::Ok, text, tr("Undo"), [project = m_services.project] { project->undo(); });
}

} // namespace relata
