#include "widgets/compare/object_compare.h"

#include "models/base/line_diff.h"
#include "models/engine/engine.h"
#include "models/engine/ports.h"
#include "models/items/compare_field_model.h"
#include "models/items/schema_words.h"
#include "models/schema/schema.h"
#include "models/sql/sql_flavour.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/compare/diff_view.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int mostFieldRows = 8;

ElidedLabel *caption(const Theme &theme, const QString &name, QWidget *parent)
{
    auto *label = new ElidedLabel({}, parent);
    label->setObjectName(name);
    label->setFont(theme.smallFont());
    label->setProperty("role", u"muted"_s);
    return label;
}

QWidget *captioned(ElidedLabel *label, DiffView *view, QWidget *parent)
{
    auto *box = new QWidget(parent);
    box->setObjectName(view->objectName() + u"Box"_s);
    box->setAccessibleName(view->accessibleName());
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    label->setContentsMargins(grid::related, grid::unit, grid::related, grid::unit);
    layout->addWidget(label);
    layout->addWidget(view, 1);
    return box;
}

QString script(const Schema &schema, ObjectId id, const Engine &engine)
{
    return engine.writer && schema.find(id) ? engine.writer->script(id, schema).trimmed() : QString();
}

QStringList linesOf(const QString &text) { return text.isEmpty() ? QStringList() : text.split(u'\n'); }

} // namespace

ObjectCompare::ObjectCompare(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new CompareFieldModel(this))
    , m_title(new ElidedLabel({}, this))
    , m_fields(new QTreeView(this))
    , m_leftTitle(caption(theme, u"compareLeftTitle"_s, this))
    , m_rightTitle(caption(theme, u"compareRightTitle"_s, this))
    , m_left(new DiffView(theme, sqliteFlavour(), u"compareLeftSql"_s, this))
    , m_right(new DiffView(theme, sqliteFlavour(), u"compareRightSql"_s, this))
{
    setObjectName(u"objectCompare"_s);
    setAccessibleName(tr("The object on both sides"));
    m_title->setObjectName(u"compareObject"_s);
    m_title->setProperty("role", u"title"_s);
    m_title->setContentsMargins(grid::related, grid::related, grid::related, grid::unit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    buildFields();
    layout->addWidget(m_fields);
    auto *texts = new QSplitter(Qt::Horizontal, this);
    texts->setObjectName(u"compareTexts"_s);
    texts->setAccessibleName(tr("SQL of both sides"));
    buildTexts(texts);
    layout->addWidget(texts, 1);
    connect(&theme, &Theme::changed, this, &ObjectCompare::fitFields);
}

void ObjectCompare::buildFields()
{
    m_fields->setObjectName(u"compareFields"_s);
    m_fields->setAccessibleName(tr("Fields that differ"));
    m_fields->setModel(m_model);
    m_fields->setItemDelegate(new ItemDelegate(m_theme, m_fields));
    m_fields->setRootIsDecorated(false);
    m_fields->setUniformRowHeights(true);
    m_fields->setAllColumnsShowFocus(true);
    m_fields->setFrameShape(QFrame::NoFrame);
    m_fields->header()->setObjectName(u"compareFieldsHeader"_s);
    m_fields->header()->setAccessibleName(tr("Columns"));
    m_fields->header()->setHighlightSections(false);
    m_fields->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_fields->header()->setSectionResizeMode(CompareFieldModel::Name, QHeaderView::ResizeToContents);
    m_fields->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ObjectCompare::buildTexts(QSplitter *parts)
{
    m_left->setAccessibleName(tr("SQL of the left side"));
    m_right->setAccessibleName(tr("SQL of the right side"));
    parts->setHandleWidth(1);
    parts->setChildrenCollapsible(false);
    parts->addWidget(captioned(m_leftTitle, m_left, parts));
    parts->addWidget(captioned(m_rightTitle, m_right, parts));
    parts->setSizes({1000, 1000});
    for (const auto &[one, other] : {std::pair(m_left, m_right), std::pair(m_right, m_left)}) {
        connect(one->verticalScrollBar(), &QScrollBar::valueChanged, other->verticalScrollBar(), &QScrollBar::setValue);
        connect(
            one->horizontalScrollBar(), &QScrollBar::valueChanged, other->horizontalScrollBar(), &QScrollBar::setValue);
    }
}

void ObjectCompare::setTitles(const QString &left, const QString &right)
{
    m_model->setTitles(left, right);
    m_leftTitle->setText(left);
    m_leftTitle->setAccessibleName(left);
    m_rightTitle->setText(right);
    m_rightTitle->setAccessibleName(right);
}

void ObjectCompare::clear()
{
    m_title->setText({});
    m_model->setObject({}, {}, {});
    m_left->setMarked({}, {});
    m_right->setMarked({}, {});
    fitFields();
}

void ObjectCompare::showObject(const Schema &left, const Schema &right, ObjectId id, ObjectId top, const Engine &engine)
{
    const QString title = objectTitle(right.find(id) ? right : left, id);
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_model->setObject(left, right, id);
    fitFields();
    m_left->setFlavour(*engine.flavour);
    m_right->setFlavour(*engine.flavour);
    const QStringList before = linesOf(script(left, top, engine)), after = linesOf(script(right, top, engine));
    QStringList leftLines, rightLines;
    QList<Tone> leftTones, rightTones;
    for (const LinePair &pair : lineDiff(before, after)) {
        const bool both = pair.left >= 0 && pair.right >= 0;
        leftLines += pair.left < 0 ? QString() : before.at(pair.left);
        rightLines += pair.right < 0 ? QString() : after.at(pair.right);
        leftTones += pair.equal ? Tone::Plain : both ? Tone::Changed : pair.left < 0 ? Tone::Muted : Tone::Removed;
        rightTones += pair.equal ? Tone::Plain : both ? Tone::Changed : pair.right < 0 ? Tone::Muted : Tone::Added;
    }
    m_left->setMarked(leftLines, leftTones);
    m_right->setMarked(rightLines, rightTones);
}

/// As high as its rows, up to a limit: the texts have the rest.
void ObjectCompare::fitFields()
{
    const int rows = m_model->rowCount();
    const int row = m_fields->sizeHintForRow(0) > 0 ? m_fields->sizeHintForRow(0) : fontMetrics().height() + 8;
    m_fields->setFixedHeight(m_fields->header()->sizeHint().height() + std::min(rows, mostFieldRows) * row + 2);
    m_fields->setVisible(rows > 0);
}

} // namespace relata

#include "moc_object_compare.cpp"
