#include "widgets/timeline/diagnosis_view.h"

#include "models/timeline/ledger_text.h"
#include "widgets/common/buttons.h"
#include "widgets/common/sql_view.h"
#include "widgets/common/symbol_label.h"
#include "widgets/common/theme.h"
#include "widgets/common/wrapped_label.h"
#include "widgets/timeline/sight_view.h"
#include "widgets/timeline/way_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int mostSights = 6, mostEvidence = 12, mostLines = 8;

bool showTheSame(const Diagnosis::Sight &one, const Diagnosis::Sight &other)
{
    return one.expectedSql == other.expectedSql && one.actualSql == other.actualSql && one.afterSql == other.afterSql;
}

} // namespace

DiagnosisView::DiagnosisView(const Theme &theme, QWidget *parent)
    : Card(theme, parent)
    , m_theme(theme)
{
    setObjectName(u"diagnosis"_s);
    setAccessibleName(tr("Diagnosis"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::group, grid::group, grid::group, grid::group);
    hide();
}

void DiagnosisView::clear()
{
    hide();
    m_ways.clear();
    m_parts = nullptr;
    if (m_body)
        m_body->deleteLater(); // one of its buttons may be what was pressed
    m_body = nullptr;
}

void DiagnosisView::setDiagnosis(
    const Diagnosis &diagnosis, const SqlFlavour &flavour, const std::function<QString(const QString &words)> &command)
{
    clear();
    m_body = new QWidget(this);
    m_body->setObjectName(u"diagnosisBody"_s);
    m_body->setAccessibleName(tr("Diagnosis"));
    m_parts = new QVBoxLayout(m_body);
    m_parts->setContentsMargins(0, 0, 0, 0);
    m_parts->setSpacing(grid::related);
    addHead(diagnosis);
    addStatement(diagnosis, flavour);
    addEvidence(diagnosis.evidence);
    addObjects(diagnosis, flavour);
    addWays(diagnosis, flavour, command);
    setReady(m_isReady);
    layout()->addWidget(m_body);
    show();
}

void DiagnosisView::orderBehind(QWidget *widget)
{
    for (QWidget *part : m_body->findChildren<QWidget *>()) {
        if (!(part->focusPolicy() & Qt::TabFocus))
            continue;
        setTabOrder(widget, part);
        widget = part;
    }
}

void DiagnosisView::setReady(bool isReady)
{
    m_isReady = isReady;
    for (WayRow *row : std::as_const(m_ways))
        row->setReady(isReady);
}

QLabel *DiagnosisView::addText(const QString &text, const QString &objectName)
{
    auto *label = new WrappedLabel(text, m_body);
    label->setObjectName(objectName);
    label->setAccessibleName(text);
    m_parts->addWidget(label);
    return label;
}

void DiagnosisView::addCaption(const QString &text, const QString &objectName)
{
    m_parts->addSpacing(grid::related);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    addText(text, objectName)->setFont(bold);
}

void DiagnosisView::addHead(const Diagnosis &diagnosis)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(grid::related);
    auto *glyph = new SymbolLabel(m_theme, u"danger"_s, ColorToken::Danger, grid::icon, m_body);
    glyph->setObjectName(u"diagnosisGlyph"_s);
    glyph->setAccessibleName(tr("Failed"));
    head->addWidget(glyph, 0, Qt::AlignVCenter);
    QLabel *cause = addText(diagnosis.likely.translated(), u"diagnosisCause"_s);
    cause->setProperty("role", u"title"_s);
    head->addWidget(cause, 1);
    QToolButton *close = glyphButton(m_theme, u"close"_s, tr("Put the Diagnosis Away"), u"closeDiagnosis"_s, m_body);
    connect(close, &QToolButton::clicked, this, &DiagnosisView::closed);
    head->addWidget(close, 0, Qt::AlignTop);
    m_parts->addLayout(head);
    const QString name = u"%1 %2"_s.arg(diagnosis.version, diagnosis.title);
    const QString where = !diagnosis.isBegun ? tr("Migration %1 was not begun, because of statement %2 of %3.")
        : diagnosis.isDown                   ? tr("Migration %1 stopped on its way down at statement %2 of %3.")
                                             : tr("Migration %1 stopped at statement %2 of %3.");
    addText(diagnosis.statement > 0 ? where.arg(name).arg(diagnosis.statement).arg(diagnosis.statements)
                                    : tr("Migration %1 stopped.").arg(name), // in its rollback
        u"diagnosisWhere"_s);
}

void DiagnosisView::addStatement(const Diagnosis &diagnosis, const SqlFlavour &flavour)
{
    if (!diagnosis.sql.isEmpty()) {
        auto *view = new SqlView(m_theme, flavour, m_body);
        view->setObjectName(u"diagnosisSql"_s);
        view->setAccessibleName(tr("The statement"));
        view->setMaximumLines(mostLines);
        view->setSql(diagnosis.sql.trimmed());
        m_parts->addWidget(view);
    }
    // What refused to begin it is no server's word, and the evidence has it.
    const QString error = diagnosis.isBegun ? ledgerMessage(diagnosis.error).translated() : QString();
    if (!error.isEmpty())
        addText(error, u"diagnosisError"_s)->setProperty("role", u"muted"_s);
}

void DiagnosisView::addEvidence(const QList<Message> &evidence)
{
    if (evidence.isEmpty())
        return;
    addCaption(tr("What speaks for it"), u"evidenceCaption"_s);
    QStringList lines;
    for (const Message &one : evidence.mid(0, mostEvidence))
        lines += u"• "_s + one.translated();
    if (const int more = int(evidence.size()) - mostEvidence; more > 0)
        lines += tr("and %n more", nullptr, more);
    addText(lines.join(u'\n'), u"diagnosisEvidence"_s);
}

void DiagnosisView::addObjects(const Diagnosis &diagnosis, const SqlFlavour &flavour)
{
    QList<QList<Diagnosis::Sight>> groups;
    for (const Diagnosis::Sight &one : diagnosis.objects) {
        if (groups.isEmpty() || !showTheSame(groups.last().first(), one))
            groups.append(QList<Diagnosis::Sight>());
        groups.last() += one;
    }
    if (groups.isEmpty())
        return;
    addCaption(tr("What it is about"), u"objectsCaption"_s);
    for (const QList<Diagnosis::Sight> &group : groups.mid(0, mostSights))
        m_parts->addWidget(new SightView(m_theme, flavour, group, diagnosis.isDown, m_body));
    if (const int more = int(groups.size()) - mostSights; more > 0)
        addText(tr("and %n more", nullptr, more), u"moreObjects"_s);
}

void DiagnosisView::addWays(
    const Diagnosis &diagnosis, const SqlFlavour &flavour, const std::function<QString(const QString &words)> &command)
{
    addCaption(tr("Ways out, the safest first"), u"waysCaption"_s);
    for (const Diagnosis::WayOut &way : diagnosis.ways) {
        const QString words = way.words();
        auto *row = new WayRow(
            m_theme, flavour, way, int(m_ways.size()) + 1, words.isEmpty() ? QString() : command(words), m_body);
        connect(row, &WayRow::taken, this, &DiagnosisView::taken);
        m_parts->addWidget(row);
        m_ways += row;
    }
}

} // namespace relata

#include "moc_diagnosis_view.cpp"
