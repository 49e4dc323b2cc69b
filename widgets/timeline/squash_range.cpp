#include "widgets/timeline/squash_range.h"

#include "widgets/common/item_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"
#include "widgets/common/wrapped_label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int shownNames = 8;

QString nameOf(const MigrationFile &migration) { return migration.version + u' ' + migration.title; }

} // namespace

SquashRange::SquashRange(const Theme &theme, const Timeline &timeline, const QString &last,
    const QList<MigrationStatus> &states, const QString &where, QWidget *parent)
    : QWidget(parent)
    , m_migrations(timeline.migrations)
    , m_states(states)
    , m_where(where)
    , m_from(makeVersions(u"squashFrom"_s, tr("From")))
    , m_to(makeVersions(u"squashTo"_s, tr("To")))
    , m_title(new QLineEdit(this))
    , m_names(new QListWidget(this))
    , m_doubt(new WrappedLabel({}, this))
{
    setObjectName(u"squashRange"_s);
    setAccessibleName(tr("Which migrations"));
    m_title->setObjectName(u"squashTitle"_s);
    m_title->setAccessibleName(tr("Title"));
    m_title->setText(tr("the beginning"));
    m_names->setObjectName(u"squashNames"_s);
    m_names->setAccessibleName(tr("Migrations that are replaced"));
    m_names->setItemDelegate(new ItemDelegate(theme, m_names));
    m_names->setSelectionMode(QAbstractItemView::NoSelection);
    m_names->setFocusPolicy(Qt::TabFocus);
    m_doubt->setObjectName(u"squashDoubt"_s);
    setTone(*m_doubt, theme, Tone::Warning);
    layOut();
    fill(last);
    connect(m_from, &QComboBox::currentIndexChanged, this, &SquashRange::showEnds);
    connect(m_to, &QComboBox::currentIndexChanged, this, &SquashRange::showNames);
}

void SquashRange::layOut()
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, grid::related, 0, 0);
    layout->setHorizontalSpacing(grid::group);
    layout->setVerticalSpacing(grid::related);
    int row = 0;
    const std::pair<QString, QWidget *> fields[] = {{tr("&From"), m_from}, {tr("T&o"), m_to}, {tr("T&itle"), m_title}};
    for (const auto &[text, field] : fields) {
        auto *label = new QLabel(text, this);
        label->setObjectName(field->objectName() + u"Label"_s);
        label->setAccessibleName(field->accessibleName());
        label->setBuddy(field);
        layout->addWidget(label, row, 0);
        layout->addWidget(field, row++, 1);
    }
    layout->addWidget(m_names, row++, 0, 1, 2);
    layout->addWidget(m_doubt, row, 0, 1, 2);
    layout->setColumnStretch(1, 1);
}

QComboBox *SquashRange::makeVersions(const QString &name, const QString &text)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(text);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // titles may be long
    return box;
}

void SquashRange::fill(const QString &last)
{
    for (const MigrationFile &one : m_migrations.first(std::max<qsizetype>(m_migrations.size() - 1, 0)))
        m_from->addItem(nameOf(one), one.version);
    showEnds();
    const int at = m_to->findData(last);
    m_to->setCurrentIndex(at < 0 ? m_to->count() - 1 : at);
    showNames();
}

/// What may be the last stands behind the first.
void SquashRange::showEnds()
{
    const QString before = to();
    const QSignalBlocker quiet(m_to);
    m_to->clear();
    for (qsizetype i = m_from->currentIndex() + 1; i < m_migrations.size(); ++i)
        m_to->addItem(nameOf(m_migrations.at(i)), m_migrations.at(i).version);
    m_to->setCurrentIndex(std::max(m_to->findData(before), 0));
    showNames();
}

QString SquashRange::from() const { return m_from->currentData().toString(); }
QString SquashRange::to() const { return m_to->currentData().toString(); }

QString SquashRange::title() const
{
    const QString title = m_title->text().trimmed();
    return title.isEmpty() ? tr("the beginning") : title;
}

void SquashRange::showNames()
{
    m_names->clear();
    for (const MigrationFile &one : m_migrations) {
        const qint64 number = one.version.toLongLong();
        if (number >= from().toLongLong() && number <= to().toLongLong())
            m_names->addItem(nameOf(one));
    }
    const int rows = std::clamp(m_names->count(), 2, shownNames);
    m_names->setFixedHeight(rows * (m_names->fontMetrics().height() + grid::related) + 2 * m_names->frameWidth());
    m_doubt->setText(doubt());
    m_doubt->setAccessibleName(m_doubt->text());
    m_doubt->setVisible(!m_doubt->text().isEmpty());
}

/// A database in the middle of them is left where it is.
QString SquashRange::doubt() const
{
    int applied = 0;
    for (const MigrationStatus &one : m_states) {
        const qint64 number = one.version.toLongLong();
        const bool isMeant = number >= from().toLongLong() && number <= to().toLongLong();
        applied += isMeant && (one.state == MigrationState::Applied || one.state == MigrationState::Edited) ? 1 : 0;
    }
    if (applied == 0 || applied == m_names->count())
        return {};
    return tr("%1 has %2 of these %3: it could not go on before it is brought past all of them with the old files.")
        .arg(m_where)
        .arg(applied)
        .arg(m_names->count());
}

} // namespace relata

#include "moc_squash_range.cpp"
