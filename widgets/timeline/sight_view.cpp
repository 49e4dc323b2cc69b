#include "widgets/timeline/sight_view.h"

#include "models/base/line_diff.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/theme.h"
#include "widgets/compare/diff_view.h"
#include "widgets/timeline/titled_sql.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int mostLines = 12;

QStringList linesOf(const QString &text) { return text.isEmpty() ? QStringList() : text.split(u'\n'); }

/// The text with what it has more, and what it lacks, against another.
void showAgainst(DiffView &view, const QString &other, const QString &text)
{
    const QStringList before = linesOf(other), now = linesOf(text);
    QStringList lines;
    QList<Tone> tones;
    const auto add = [&](const QString &line, Tone tone) {
        lines += line;
        tones += tone;
    };
    for (const LinePair &pair : lineDiff(before, now)) {
        if (pair.right >= 0)
            add(now.at(pair.right), pair.equal ? Tone::Plain : pair.left >= 0 ? Tone::Changed : Tone::Added);
        else
            add(before.at(pair.left), Tone::Removed);
    }
    view.setMarked(lines, tones);
    const auto marked = std::find_if(tones.cbegin(), tones.cend(), [](Tone tone) { return tone != Tone::Plain; });
    if (marked != tones.cend()) // in a long text it is what is to be seen
        view.setTextCursor(QTextCursor(view.document()->findBlockByNumber(int(marked - tones.cbegin()))));
}

/// As high as the highest, with room for a scroll bar below, and scrolled together.
void keepStep(const QList<DiffView *> &views)
{
    int height = 0, line = 0;
    for (const DiffView *view : views)
        line = std::max(line, view->textCursor().blockNumber());
    for (DiffView *view : views) { // what is not marked begins beside what is
        if (view->textCursor().blockNumber() == 0)
            view->setTextCursor(
                QTextCursor(view->document()->findBlockByNumber(std::min(line, view->blockCount() - 1))));
    }
    for (const DiffView *view : views)
        height = std::max(height, view->sizeHint().height() + view->horizontalScrollBar()->sizeHint().height());
    for (DiffView *one : views) {
        one->setFixedHeight(height);
        for (DiffView *other : views) {
            if (other == one)
                continue;
            QObject::connect(
                one->verticalScrollBar(), &QScrollBar::valueChanged, other->verticalScrollBar(), &QScrollBar::setValue);
            QObject::connect(one->horizontalScrollBar(), &QScrollBar::valueChanged, other->horizontalScrollBar(),
                &QScrollBar::setValue);
        }
    }
}

} // namespace

SightView::SightView(
    const Theme &theme, const SqlFlavour &flavour, const QList<Diagnosis::Sight> &sights, bool isDown, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"diagnosisSight"_s);
    QStringList names;
    for (const Diagnosis::Sight &one : sights)
        names += one.name;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::unit);
    auto *title = new ElidedLabel(names.join(u", "_s), this, Qt::ElideMiddle);
    title->setObjectName(u"sightName"_s);
    title->setAccessibleName(title->fullText());
    title->setFont(theme.codeFont());
    layout->addWidget(title);
    setAccessibleName(title->fullText());
    addTexts(flavour, sights.first(), isDown);
    addHistory(sights.first().history);
}

void SightView::addTexts(const SqlFlavour &flavour, const Diagnosis::Sight &sight, bool isDown)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(grid::related);
    QList<DiffView *> views;
    const auto add = [&](const QString &name, const QString &title, const QString &text) {
        auto *view = new DiffView(m_theme, flavour, name, this);
        view->setAccessibleName(QString(title + u": "_s + sight.name));
        view->setMaximumLines(mostLines);
        if (text.isEmpty())
            view->setMarked({u"-- "_s + tr("not there")}, {Tone::Plain});
        else
            showAgainst(*view, sight.expectedSql.isEmpty() ? text : sight.expectedSql, text);
        views += view;
        row->addWidget(titledSql(m_theme, title, view, this), 1);
    };
    add(u"sightExpected"_s, isDown ? tr("As the way down needs it") : tr("As the migration needs it"),
        sight.expectedSql);
    add(u"sightActual"_s, tr("As it is"), sight.actualSql);
    add(u"sightAfter"_s, isDown ? tr("After the way down") : tr("After the migration"), sight.afterSql);
    keepStep(views);
    layout()->addItem(row);
}

void SightView::addHistory(const QList<Message> &history)
{
    QStringList lines;
    for (const Message &one : history)
        lines += one.translated();
    if (lines.isEmpty())
        return;
    auto *label = new ElidedLabel(tr("Named by %1").arg(lines.join(u" · "_s)), this);
    label->setObjectName(u"sightHistory"_s);
    label->setAccessibleName(label->fullText());
    label->setFont(m_theme.smallFont());
    label->setProperty("role", u"muted"_s);
    layout()->addWidget(label);
}

} // namespace relata

#include "moc_sight_view.cpp"
