#include "dialects/mysql/partitions.h"

#include "dialects/mysql/backquote.h"
#include "dialects/mysql/ddl_words.h"
#include "models/schema/all_kinds.h"
#include "models/sql/sql_flavour.h"
#include "models/sql/token_walk.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace relata::mysql {
using namespace Qt::StringLiterals;

namespace {

struct Part {
    QString name;
    QString values; ///< "VALUES LESS THAN (2000)"; empty where rows are spread by a hash
    QSet<QString> list; ///< of a list: what it holds
    QString text; ///< all that the server shows of it
};

struct Partitioning {
    enum class Method { Range, List, Spread };
    QString head; ///< method, expression and subpartitions
    Method method = Method::Range;
    int count = 0; ///< of parts that are not named
    QList<Part> parts;
};

/// Reads what the server shows of a partitioned table.
class PartitionReader {
public:
    explicit PartitionReader(const QString &text)
        : m_walk(text, mysqlFlavour())
    { }

    /// Nothing: parts of a kind that only the server handles, or words that are not known here.
    std::optional<Partitioning> read()
    {
        if (!readHead() || !readMethod())
            return {};
        if (m_walk.isAtEnd())
            return m_result;
        ++m_walk.at; // the parenthesis
        do {
            if (!readPart())
                return {};
        } while (m_walk.isSign(u',') && ++m_walk.at);
        const bool isClosed = m_walk.isSign(u')') && ++m_walk.at && m_walk.isAtEnd();
        return isClosed ? std::optional(m_result) : std::nullopt;
    }

private:
    bool readHead()
    {
        int depth = 0;
        while (!m_walk.isAtEnd()) {
            const bool opens = m_walk.isSign(u'(');
            const bool isList = opens && m_walk.word(m_walk.at + 1) == "PARTITION"_L1;
            const bool isCount = m_walk.word(m_walk.at) == "PARTITIONS"_L1;
            if (depth == 0 && (isList || isCount)) {
                m_result.head = m_walk.between(0, m_walk.at).trimmed();
                return isList || readCount();
            }
            depth += opens ? 1 : m_walk.isSign(u')') ? -1 : 0;
            ++m_walk.at;
        }
        return false;
    }

    bool readCount()
    {
        m_result.count = m_walk.between(m_walk.at + 1, m_walk.at + 2).trimmed().toInt();
        m_walk.at += 2;
        return m_result.count > 0 && m_walk.isAtEnd();
    }

    bool readMethod()
    {
        static const QRegularExpression words(u"^PARTITION BY (LINEAR )?(RANGE|LIST|HASH|KEY)\\b"_s);
        const QString method = words.match(m_result.head).captured(2);
        m_result.method = method == "RANGE"_L1 ? Partitioning::Method::Range
            : method == "LIST"_L1              ? Partitioning::Method::List
                                               : Partitioning::Method::Spread;
        return !method.isEmpty() && (m_result.count == 0 || m_result.method == Partitioning::Method::Spread);
    }

    bool readPart()
    {
        const qsizetype begin = m_walk.at;
        if (!m_walk.skip({u"PARTITION"_s}) || !m_walk.isName())
            return false;
        Part part;
        part.name = m_walk.nameAt(m_walk.at++);
        const qsizetype values = m_walk.at;
        if (m_walk.skip({u"VALUES"_s}) && !readValues(part)) // a hash has none
            return false;
        part.values = m_walk.at > values ? m_walk.between(values, m_walk.at).trimmed() : QString();
        if (part.values.isEmpty() != (m_result.method == Partitioning::Method::Spread))
            return false;
        for (int depth = 0; !m_walk.isAtEnd(); ++m_walk.at) {
            if (depth == 0 && (m_walk.isSign(u',') || m_walk.isSign(u')')))
                break;
            const QString word = m_walk.word(m_walk.at);
            if (word == "SUBPARTITION"_L1 || word == "DEFAULT"_L1)
                return false;
            depth += m_walk.isSign(u'(') ? 1 : m_walk.isSign(u')') ? -1 : 0;
        }
        part.text = m_walk.between(begin, m_walk.at).trimmed();
        m_result.parts += part;
        return true;
    }

    bool readValues(Part &part)
    {
        if (m_walk.skip({u"LESS"_s}))
            return m_walk.skip({u"THAN"_s}) && (m_walk.skip({u"MAXVALUE"_s}) || readList(nullptr));
        return m_walk.skip({u"IN"_s}) && readList(&part.list);
    }

    /// Steps over what stands in parentheses.
    bool readList(QSet<QString> *values)
    {
        if (!m_walk.isSign(u'('))
            return false;
        qsizetype begin = ++m_walk.at;
        for (int depth = 0; !m_walk.isAtEnd(); ++m_walk.at) {
            const bool closes = m_walk.isSign(u')');
            if (depth == 0 && (closes || m_walk.isSign(u','))) {
                if (values)
                    *values += m_walk.between(begin, m_walk.at).trimmed();
                begin = m_walk.at + 1;
                if (closes) {
                    ++m_walk.at;
                    return true;
                }
            }
            depth += m_walk.isSign(u'(') ? 1 : closes ? -1 : 0;
        }
        return false;
    }

    TokenWalk m_walk;
    Partitioning m_result;
};

/// Parts beside each other that become others; none before: they are added behind all.
struct Run {
    qsizetype oldBegin = 0, oldEnd = 0, newBegin = 0, newEnd = 0;

    bool adds() const { return oldBegin == oldEnd; }
    bool operator==(const Run &) const = default;
};

/// Whether the second bound of a range is known to lie above the first.
bool isAbove(const QString &first, const QString &second)
{
    static const QRegularExpression bound(u"^VALUES LESS THAN \\(?(.*?)\\)?$"_s);
    static const QRegularExpression number(u"^-?\\d{1,18}$"_s),
        date(u"^'\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d)?'$"_s);
    const QString a = bound.match(first).captured(1), b = bound.match(second).captured(1);
    if (a == "MAXVALUE"_L1 || b == "MAXVALUE"_L1)
        return a != b && b == "MAXVALUE"_L1;
    if (number.match(a).hasMatch() && number.match(b).hasMatch())
        return b.toLongLong() > a.toLongLong();
    return a.size() == b.size() && date.match(a).hasMatch() && date.match(b).hasMatch() && b > a;
}

/// Which parts become which, so that each row of the old ones has a place in the new ones.
class Comparing {
public:
    Comparing(const QList<Part> &from, const QList<Part> &to)
        : m_from(from)
        , m_to(to)
    { }

    /// Empty: a row may have no place, of which only PARTITION BY takes care; REORGANIZE drops it from a list.
    QList<Run> runs(Partitioning::Method method)
    {
        const bool keepsAll = method == Partitioning::Method::Range ? compareRanges() : compareLists();
        if (!keepsAll || m_runs.isEmpty())
            return {};
        if (hasNameTwice())
            m_runs = {{m_runs.first().oldBegin, std::max(m_runs.last().oldEnd, m_runs.first().oldEnd),
                m_runs.first().newBegin, m_runs.last().newEnd}};
        return m_runs;
    }

private:
    /// Cut at the bounds that both have: what lies between two of them holds the same rows before and after.
    bool compareRanges()
    {
        QHash<QString, qsizetype> bounds;
        for (qsizetype i = 0; i < m_to.size(); ++i)
            bounds.insert(m_to.at(i).values, i);
        Run run;
        for (qsizetype i = 0; i < m_from.size(); ++i) {
            const qsizetype same = bounds.value(m_from.at(i).values, -1);
            if (same < run.newBegin)
                continue;
            run.oldEnd = i + 1;
            run.newEnd = same + 1;
            add(run);
            run = {run.oldEnd, run.oldEnd, run.newEnd, run.newEnd};
        }
        run.oldEnd = m_from.size();
        run.newEnd = m_to.size();
        if (run.newBegin == run.newEnd)
            return run.adds(); // else rows above all bounds have no place
        if (!run.adds() && !isAbove(m_from.last().values, m_to.last().values))
            return false;
        add(run);
        return true;
    }

    void add(const Run &run)
    {
        const bool isOne = run.oldEnd - run.oldBegin == 1 && run.newEnd - run.newBegin == 1;
        if (isOne && m_from.at(run.oldBegin).text == m_to.at(run.newBegin).text)
            return;
        if (!m_runs.isEmpty() && m_runs.last().oldEnd == run.oldBegin && !run.adds()) {
            m_runs.last().oldEnd = run.oldEnd;
            m_runs.last().newEnd = run.newEnd;
        } else {
            m_runs += run;
        }
    }

    /// A value may go from any part to any other: all that changes is one run, but for new values behind.
    bool compareLists()
    {
        QSet<QString> held;
        for (const Part &part : m_from)
            held += part.list;
        qsizetype end = m_to.size();
        while (end > 0 && m_to.at(end - 1).text != m_from.last().text)
            --end;
        const bool isTail = end > 0
            && std::none_of(m_to.cbegin() + end, m_to.cend(), [&](const Part &p) { return p.list.intersects(held); });
        if (!isTail)
            end = m_to.size();
        Run run{0, m_from.size(), 0, end};
        const auto isSame = [&](qsizetype i, qsizetype j) { return m_from.at(i).text == m_to.at(j).text; };
        while (run.oldBegin < run.oldEnd && run.newBegin < run.newEnd && isSame(run.oldBegin, run.newBegin))
            ++run.oldBegin, ++run.newBegin;
        while (run.oldBegin < run.oldEnd && run.newBegin < run.newEnd && isSame(run.oldEnd - 1, run.newEnd - 1))
            --run.oldEnd, --run.newEnd;
        if (run.adds() && run.newBegin < run.newEnd && run.oldEnd < m_from.size())
            ++run.oldEnd, ++run.newEnd; // they come before one that stays
        if (!holdsAll(run))
            return false;
        if (!run.adds() || run.newBegin < run.newEnd)
            m_runs += run;
        if (end < m_to.size())
            m_runs += {m_from.size(), m_from.size(), end, m_to.size()};
        return true;
    }

    bool holdsAll(const Run &run) const
    {
        QSet<QString> before, after;
        for (qsizetype i = run.oldBegin; i < run.oldEnd; ++i)
            before += m_from.at(i).list;
        for (qsizetype i = run.newBegin; i < run.newEnd; ++i)
            after += m_to.at(i).list;
        return after.contains(before);
    }

    /// Whether a part would come while another of its name is still there.
    bool hasNameTwice() const
    {
        for (const Run &run : m_runs) {
            QSet<QString> others;
            for (qsizetype i = 0; i < run.newBegin; ++i)
                others += m_to.at(i).name.toLower();
            for (qsizetype i = run.oldEnd; i < m_from.size(); ++i)
                others += m_from.at(i).name.toLower();
            for (qsizetype i = run.newBegin; i < run.newEnd; ++i) {
                if (others.contains(m_to.at(i).name.toLower()))
                    return true;
            }
        }
        return false;
    }

    const QList<Part> &m_from, &m_to;
    QList<Run> m_runs;
};

QString textsOf(const QList<Part> &parts)
{
    QStringList texts;
    for (const Part &part : parts)
        texts += part.text;
    return u'(' + texts.join(u",\n "_s) + u')';
}

QString clauseOf(const QList<Part> &old, const QList<Part> &now)
{
    if (old.isEmpty())
        return u"ADD PARTITION "_s + textsOf(now);
    QStringList names;
    for (const Part &part : old)
        names += backquoted(part.name);
    return u"REORGANIZE PARTITION "_s + names.join(u", "_s) + u" INTO\n"_s + textsOf(now);
}

/// Of rows that a hash spreads: parts come and go behind the others, and their rows are spread anew.
QString spreadClause(const Partitioning &from, const Partitioning &to)
{
    const auto text = [](const Part &a, const Part &b) { return a.text == b.text; };
    const qsizetype more = to.count + to.parts.size() - from.count - from.parts.size();
    const bool isKept =
        std::equal(from.parts.cbegin(), from.parts.cbegin() + std::min(from.parts.size(), to.parts.size()),
            to.parts.cbegin(), to.parts.cbegin() + std::min(from.parts.size(), to.parts.size()), text);
    if (more == 0 || !isKept || from.parts.isEmpty() != to.parts.isEmpty())
        return {};
    if (more < 0)
        return u"COALESCE PARTITION "_s + QString::number(-more);
    return to.parts.isEmpty() ? u"ADD PARTITION PARTITIONS "_s + QString::number(more)
                              : u"ADD PARTITION "_s + textsOf(to.parts.mid(from.parts.size()));
}

} // namespace

QList<PartitionStep> partitionSteps(const QString &from, const QString &to)
{
    const std::optional<Partitioning> before = PartitionReader(from).read(), after = PartitionReader(to).read();
    if (!before || !after || before->head != after->head)
        return {};
    if (before->method == Partitioning::Method::Spread) {
        const QString clause = spreadClause(*before, *after);
        return clause.isEmpty() ? QList<PartitionStep>() : QList<PartitionStep>{{clause, to, true}};
    }
    QList<PartitionStep> result;
    const qsizetype list = std::max<qsizetype>(from.lastIndexOf(u'(' + before->parts.first().text), 0);
    for (const Run &run : Comparing(before->parts, after->parts).runs(before->method)) {
        const QList<Part> old = before->parts.mid(run.oldBegin, run.oldEnd - run.oldBegin),
                          now = after->parts.mid(run.newBegin, run.newEnd - run.newBegin);
        const QList<Part> all = after->parts.mid(0, run.newEnd) + before->parts.mid(run.oldEnd);
        result += {clauseOf(old, now), from.left(list) + textsOf(all), !run.adds()};
    }
    if (!result.isEmpty())
        result.last().result = to;
    return result;
}

std::optional<PartitionStep> partitionStep(std::span<const Change> changes)
{
    const auto *altered = changes.size() == 1 ? std::get_if<Altered>(&changes.front()) : nullptr;
    const auto *from = altered ? as<Table>(altered->before) : nullptr;
    if (!from || differingFields(altered->before, altered->after) != QList<QByteArray>{"options"})
        return {};
    Options before = from->options, after = as<Table>(altered->after)->options;
    const QString was = before.value(PartitionOption).toString(), is = after.value(PartitionOption).toString();
    before.remove(PartitionOption);
    after.remove(PartitionOption);
    const QList<PartitionStep> steps = was == is || before != after || before.value(VersionedOption).toBool()
        ? QList<PartitionStep>()
        : partitionSteps(was, is);
    return steps.size() == 1 ? std::optional(steps.first()) : std::nullopt;
}

PartedChange parted(const TableChange &change)
{
    PartedChange result{{change.table, {}}, {}, {}};
    for (const Change &one : change.changes) {
        const auto *altered = std::get_if<Altered>(&one);
        if (kindOf(one) == Kind::Column && altered && (altered->changes("type") || altered->changes("collation")))
            return {}; // what bounds mean may change with it
        if (kindOf(one) != Kind::Table || !altered) {
            result.rest.changes.push_back(one);
            continue;
        }
        Table table = *as<Table>(altered->after);
        const Options &before = as<Table>(altered->before)->options;
        const QString from = before.value(PartitionOption).toString(),
                      to = table.options.value(PartitionOption).toString();
        result.steps = from == to ? QList<PartitionStep>() : partitionSteps(from, to);
        table.options.insert(PartitionOption, from);
        if (table.options != before || table.options.value(VersionedOption).toBool())
            return {};
        result.table = makeObject(table);
        if (const QList<QByteArray> fields = differingFields(altered->before, result.table); !fields.isEmpty())
            result.rest.changes.emplace_back(Altered{change.table, altered->before, result.table, fields});
    }
    const bool isOne = result.rest.changes.empty() && result.steps.size() == 1;
    return isOne ? PartedChange() : result;
}

} // namespace relata::mysql
