#include "tests/dialects/case_table.h"

#include "models/diff/change_set.h"
#include "models/engine/engine.h"
#include "models/jobs/recipes/compare.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata::tests {

namespace {

const QStringList Verbs{u"create"_s, u"drop"_s, u"alter"_s, u"rename"_s};

QString casesFolder() { return qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/tests/cases/"_s; }

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "trigger.rename   why" and "sequence   why", by "trigger rename" and "sequence".
QMap<QString, QString> absences(const QByteArray &engine)
{
    static const QRegularExpression line(u"^(\\w+)(?:\\.(\\w+))?  +(\\S.*)$"_s, QRegularExpression::MultilineOption);
    QMap<QString, QString> result;
    const QString text = contentOf(casesFolder() + QString::fromLatin1(engine) + u"/not_offered.txt"_s);
    for (auto matches = line.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const QString verb = match.captured(2);
        result.insert(match.captured(1) + (verb.isEmpty() ? verb : u' ' + verb), match.captured(3));
    }
    return result;
}

QStringList verbsOf(const Change &change)
{
    if (std::holds_alternative<Created>(change))
        return {u"create"_s};
    if (std::holds_alternative<Dropped>(change))
        return {u"drop"_s};
    const auto &altered = std::get<Altered>(change);
    QStringList verbs;
    if (altered.renamed())
        verbs += u"rename"_s;
    if (altered.fields.size() > (altered.renamed() ? 1 : 0))
        verbs += u"alter"_s;
    return verbs;
}

bool comesOrGoesWithItsHolder(const Change &change, const Comparison &seen)
{
    if (std::holds_alternative<Altered>(change))
        return false;
    const ObjectId holder = parentOf(objectOf(change));
    const Object *before = seen.from.find(holder), *after = seen.to.find(holder);
    const Object *either = before ? before : after;
    return either && kindOf(*either) != Kind::Namespace && !(before && after);
}

QStringList cellsOf(const QString &line)
{
    QStringList cells = line.split(u'|');
    for (QString &cell : cells)
        cell = cell.trimmed();
    return cells.mid(1, cells.size() - 2);
}

/// What stands in the page, by row and engine's name.
QMap<QString, QMap<QString, QString>> cellsIn(const QString &page)
{
    QMap<QString, QMap<QString, QString>> result;
    QStringList head;
    for (const QString &line : page.split(u'\n')) {
        if (!line.startsWith(u'|'))
            continue;
        const QStringList cells = cellsOf(line);
        if (head.isEmpty())
            head = cells;
        for (qsizetype i = 1; i < std::min(cells.size(), head.size()); ++i)
            result[cells.first()].insert(head.at(i), cells.at(i));
    }
    return result;
}

/// What this engine keeps and does not manage, as the page says.
QSet<QString> unmanagedIn(const QMap<QString, QMap<QString, QString>> &cells, const QString &engine)
{
    QSet<QString> result;
    for (auto row = cells.cbegin(); row != cells.cend(); ++row) {
        if (row.key().startsWith("other: "_L1) && row->value(engine) == "unmanaged"_L1)
            result += row.key().mid(7);
    }
    return result;
}

} // namespace

CaseTable::CaseTable(const QList<const Engine *> &engines)
    : m_engines(engines)
{
    for (const Engine *engine : engines)
        m_absent.insert(engine->key, absences(engine->key));
}

QString CaseTable::path() { return casesFolder() + u"coverage.md"_s; }

void CaseTable::count(const QByteArray &engine, const QString &path, const Comparison &seen)
{
    QSet<ObjectId> served;
    for (const Step &step : seen.plan.up.steps)
        served += QSet<ObjectId>(step.causes.begin(), step.causes.end());
    const ChangeSet changes = ChangeSet::between(seen.from, seen.to);
    for (const Change &change : changes.changes()) {
        if (!served.contains(idOf(change)) || comesOrGoesWithItsHolder(change, seen))
            continue;
        const QString kind = QString::fromLatin1(catalogue(kindOf(change)).info->key);
        for (const QString &verb : verbsOf(change))
            m_proved[engine][kind + u' ' + verb] += path;
    }
}

void CaseTable::addUnmanaged(const QByteArray &engine, const QString &engineKind) { m_unmanaged[engine] += engineKind; }

QStringList CaseTable::rows() const
{
    QList<const KindInfo *> kinds;
    for (int kind = 0; kind < KindCount; ++kind) {
        if (Kind(kind) != Kind::Opaque)
            kinds += catalogue(Kind(kind)).info;
    }
    std::stable_sort(kinds.begin(), kinds.end(),
        [](const KindInfo *a, const KindInfo *b) { return a->createOrder < b->createOrder; });
    QStringList result;
    for (const KindInfo *kind : kinds) {
        for (const QString &verb : Verbs)
            result += QString::fromLatin1(kind->key) + u' ' + verb;
    }
    return result;
}

QString CaseTable::cell(const Engine &engine, const QString &row) const
{
    if (const qsizetype cases = m_proved.value(engine.key).value(row).size())
        return QString::number(cases);
    const QMap<QString, QString> absent = m_absent.value(engine.key);
    const QString reason = absent.value(row, absent.value(row.section(u' ', 0, 0)));
    if (reason.startsWith("unmanaged"_L1))
        return u"unmanaged"_s;
    return reason.isEmpty() ? QString() : u"–"_s;
}

QString CaseTable::text(const QSet<QByteArray> &seen, const QString &written) const
{
    const auto old = cellsIn(written);
    QStringList lines{u"# What the cases prove"_s, {},
        u"How many case files change such an object by their way up; each is proved up, down and up again with rows in "
        "the"_s,
        u"tables, and left out where only its table or view comes or goes. “–”: not in this engine, for the reason in its"_s,
        u"`not_offered.txt`. “unmanaged”: read, shown and kept intact, never changed. `dialects.cases` writes this page"_s,
        u"(`RELATA_UPDATE_CASES=table`) and fails when it is not what was seen."_s, {}};
    QString head = u"| object and change |"_s, rule = u"|---|"_s;
    for (const Engine *engine : m_engines) {
        head += u' ' + QString::fromLatin1(engine->name) + u" |"_s;
        rule += u"---|"_s;
    }
    lines += {head, rule};
    const auto add = [&](const QString &row, const std::function<QString(const Engine &)> &cellOf) {
        QString line = u"| "_s + row + u" |"_s;
        for (const Engine *engine : m_engines) {
            const QString name = QString::fromLatin1(engine->name);
            line += u' ' + (seen.contains(engine->key) ? cellOf(*engine) : old.value(row).value(name)) + u" |"_s;
        }
        lines += line;
    };
    for (const QString &row : rows())
        add(row, [&](const Engine &engine) { return cell(engine, row); });
    QSet<QString> unmanaged;
    for (const QSet<QString> &kinds : m_unmanaged)
        unmanaged += kinds;
    for (const Engine *engine : m_engines) // what others keep is seen where theirs run
        unmanaged += seen.contains(engine->key) ? QSet<QString>() : unmanagedIn(old, QString::fromLatin1(engine->name));
    QStringList sorted(unmanaged.begin(), unmanaged.end());
    sorted.sort();
    for (const QString &kind : sorted) {
        add(u"other: "_s + kind, [&](const Engine &engine) {
            return m_unmanaged.value(engine.key).contains(kind) ? u"unmanaged"_s : u"–"_s;
        });
    }
    return lines.join(u'\n') + u'\n';
}

QStringList CaseTable::emptyCells(const QSet<QByteArray> &seen) const
{
    QStringList result;
    for (const Engine *engine : m_engines) {
        for (const QString &row : rows()) {
            if (seen.contains(engine->key) && cell(*engine, row).isEmpty())
                result += row + u" on "_s + QString::fromLatin1(engine->key);
        }
    }
    return result;
}

} // namespace relata::tests
