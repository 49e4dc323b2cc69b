#include "widgets/timeline/migration_card.h"

#include "widgets/common/buttons.h"
#include "widgets/common/elided_label.h"
#include "widgets/common/icons.h"
#include "widgets/common/sql_view.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"
#include "widgets/timeline/titled_sql.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace relata {
using namespace Qt::StringLiterals;

MigrationCard::MigrationCard(const Theme &theme, const SqlFlavour &flavour, const QString &version, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
    , m_version(version)
    , m_head(new QHBoxLayout)
    , m_facts(new QHBoxLayout)
    , m_parts(new QVBoxLayout)
    , m_title(new ElidedLabel({}, this))
    , m_description(new ElidedLabel({}, this))
    , m_stateGlyph(new SymbolLabel(theme, u"pending"_s, ColorToken::Muted, grid::icon, this))
    , m_state(new QLabel(this))
    , m_toggle(glyphButton(theme, u"chevron_right"_s, tr("Show SQL"), u"toggleSql"_s, this))
    , m_more(glyphButton(theme, u"more"_s, tr("More for This Migration"), u"cardMore"_s, this))
    , m_approve(plainButton(tr("Approve…"), u"approveMigration"_s, this))
    , m_scripts(new QWidget(this))
    , m_up(new SqlView(theme, flavour, m_scripts))
    , m_down(new SqlView(theme, flavour, m_scripts))
{
    setObjectName(u"migration_"_s + (version.isEmpty() ? u"unsaved"_s : version));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    arrangeHead();
    arrangeScripts();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::group, grid::related + 4, grid::group, grid::related + 4);
    layout->setSpacing(grid::related / 2);
    layout->addLayout(m_head);
    layout->addWidget(m_description);
    layout->addLayout(m_facts);
    layout->addLayout(m_parts);
    layout->addWidget(m_scripts);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setExpanded(!m_expanded); });
    connect(m_more, &QToolButton::clicked, this, &MigrationCard::showMenu);
    connect(m_approve, &QPushButton::clicked, this, &MigrationCard::approveWanted);
}

void MigrationCard::arrangeHead()
{
    m_head->setSpacing(grid::related);
    m_head->addWidget(m_toggle);
    m_title->setObjectName(u"cardTitle"_s);
    m_state->setObjectName(u"cardState"_s);
    m_state->hide(); // until there is one
    m_scripts->setObjectName(u"cardScripts"_s);
    m_scripts->setAccessibleName(tr("SQL"));
    auto *number = new QLabel(m_version, this);
    number->setObjectName(u"cardNumber"_s);
    number->setAccessibleName(m_version);
    number->setFont(m_theme.codeFont());
    number->setForegroundRole(QPalette::PlaceholderText);
    number->setVisible(!m_version.isEmpty());
    m_head->addWidget(number);
    m_head->addWidget(m_title, 1);
    m_head->addWidget(m_stateGlyph);
    m_head->addWidget(m_state);
    m_head->addWidget(m_approve);
    m_head->addWidget(m_more);
    m_more->setVisible(!m_version.isEmpty());
    m_approve->hide();
    m_facts->setSpacing(grid::group);
    m_facts->setContentsMargins(grid::icon + grid::group, 0, 0, 0);
    m_parts->setContentsMargins(grid::icon + grid::related, 0, 0, 0);
    m_description->setObjectName(u"cardDescription"_s);
    m_description->setFont(m_theme.smallFont());
    m_description->setForegroundRole(QPalette::PlaceholderText);
    m_description->setContentsMargins(grid::icon + grid::group, 0, 0, 0);
    m_description->hide();
}

void MigrationCard::showMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"cardMenu"_s);
    menu->setAccessibleName(m_more->accessibleName());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    emit menuWanted(menu);
    menu->popup(m_more->mapToGlobal(QPoint(m_more->width() - menu->sizeHint().width(), m_more->height())));
}

void MigrationCard::arrangeScripts()
{
    m_up->setObjectName(u"upSql"_s);
    m_up->setAccessibleName(tr("SQL of the way up"));
    m_down->setObjectName(u"downSql"_s);
    m_down->setAccessibleName(tr("SQL of the way down"));
    for (SqlView *view : {m_up, m_down})
        view->setMaximumLines(18);
    auto *scripts = new QHBoxLayout(m_scripts);
    scripts->setContentsMargins(0, grid::related, 0, 0);
    scripts->setSpacing(grid::group);
    scripts->addWidget(titledSql(m_theme, tr("Up"), m_up, m_scripts), 1);
    scripts->addWidget(titledSql(m_theme, tr("Down"), m_down, m_scripts), 1);
    m_scripts->setVisible(false);
}

void MigrationCard::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setAccessibleName(title);
    setAccessibleName(tr("Migration %1 %2").arg(m_version, title));
}

void MigrationCard::setState(Tone tone, const QString &iconName, const QString &word, const QString &detail)
{
    m_stateGlyph->setSymbol(iconName, Theme::token(tone));
    m_state->setText(word);
    m_state->setAccessibleName(word);
    m_state->setVisible(!word.isEmpty());
    m_state->setToolTip(detail);
    setTone(*m_state, m_theme, tone);
}

void MigrationCard::setDescription(const QString &text)
{
    m_description->setText(text);
    m_description->setAccessibleName(text);
    m_description->setVisible(!text.isEmpty());
}

void MigrationCard::setFacts(const QList<std::pair<Tone, QString>> &facts)
{
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto &[tone, text] : facts) {
        auto *label = new ElidedLabel(text.section(u'\n', 0, 0), this);
        label->setObjectName(u"cardFact"_s);
        label->setAccessibleName(text);
        if (text.contains(u'\n'))
            label->setDetail(text);
        label->setFont(m_theme.smallFont());
        setTone(*label, m_theme, tone);
        m_facts->addWidget(label);
        label->show(); // at once: the card is as high as it will be
    }
    m_facts->addStretch(1);
}

void MigrationCard::setSql(const QString &up, const QString &down)
{
    m_up->setSql(up.trimmed());
    m_down->setSql(down.trimmed().isEmpty() ? u"-- "_s + tr("no way down") : down.trimmed());
}

void MigrationCard::setRepeatable(const QString &sql)
{
    m_up->setSql(sql.trimmed());
    m_down->parentWidget()->hide();
    m_more->hide();
    m_toggle->setEnabled(!sql.isEmpty());
    setAccessibleName(tr("File %1, which runs behind the migrations").arg(m_version));
}

void MigrationCard::setProgram(const QString &python, bool hasDown)
{
    m_up->setProgram(python.trimmed());
    m_down->setSql(u"-- "_s + (hasDown ? tr("The program has both ways.") : tr("no way down")));
}

void MigrationCard::setExpanded(bool expanded)
{
    if (m_expanded == expanded)
        return;
    m_expanded = expanded;
    m_scripts->setVisible(expanded);
    m_toggle->setIcon(icon(m_theme, expanded ? u"chevron_down"_s : u"chevron_right"_s));
    m_toggle->setToolTip(expanded ? tr("Hide SQL") : tr("Show SQL"));
    emit expandedChanged(expanded);
}

QLineEdit *MigrationCard::makeTitleEditable(const QString &placeholder)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(u"migrationTitle"_s);
    field->setAccessibleName(tr("Name of the migration"));
    field->setPlaceholderText(placeholder);
    delete m_head->replaceWidget(m_title, field);
    m_head->setStretchFactor(field, 1);
    m_title->hide();
    return field;
}

void MigrationCard::offerApproval(bool isOffered)
{
    m_approve->setAccessibleName(tr("Approve %1").arg(m_version));
    m_approve->setVisible(isOffered);
}

void MigrationCard::addButton(QWidget *button) { m_head->addWidget(button); }
void MigrationCard::addPart(QWidget *part) { m_parts->addWidget(part); }

} // namespace relata

#include "moc_migration_card.cpp"
