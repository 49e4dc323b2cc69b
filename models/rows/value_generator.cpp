#include "models/rows/value_generator.h"

#include "models/schema/kinds/check.h"
#include "models/schema/kinds/composite_type.h"
#include "models/schema/kinds/domain.h"
#include "models/schema/kinds/enum_type.h"
#include "models/schema/kinds/range_type.h"
#include "models/schema/kinds/table.h"
#include "models/schema/labels.h"

#include <QDate>
#include <QRegularExpression>
#include <QTime>
#include <QUuid>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr auto Words =
    std::to_array<const char *>({"amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "island",
        "juniper", "kestrel", "lagoon", "meadow", "north", "ocean", "prairie", "quartz", "river", "summit", "thistle"});
constexpr auto FirstNames = std::to_array<const char *>({"Ada", "Bruno", "Chen", "Dalia", "Emeka", "Freya", "Goran",
    "Hana", "Ivo", "Jana", "Kofi", "Lena", "Mateo", "Noor", "Oskar", "Priya", "Quinn", "Rosa", "Sami", "Tove"});
constexpr auto LastNames = std::to_array<const char *>(
    {"Abbott", "Berg", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Haddad", "Ivanova", "Jansen", "Kim", "Lopez",
        "Moreau", "Novak", "Okafor", "Patel", "Rossi", "Silva", "Tanaka", "Weber"});

template <class Array>
QString pick(const Array &array, QRandomGenerator &random)
{
    return QString::fromLatin1(array[random.bounded(quint32(array.size()))]);
}

qint64 largestOf(const QString &type)
{
    const QString name = type.toLower();
    const bool isUnsigned = name.contains("unsigned"_L1);
    if (name.startsWith("tinyint"_L1))
        return isUnsigned ? 255 : 127;
    if (name.startsWith("smallint"_L1))
        return isUnsigned ? 65535 : 32767;
    if (name.startsWith("mediumint"_L1))
        return isUnsigned ? 16777215 : 8388607;
    if (name.startsWith("year"_L1))
        return 2099;
    if (name.startsWith("bigint"_L1))
        return std::numeric_limits<qint64>::max();
    return std::numeric_limits<qint32>::max();
}

Column withoutDomain(const Schema &schema, Column column)
{
    while (const auto *domain = schema.find<Domain>(column.type.userType)) {
        column.nullable = column.nullable && domain->nullable;
        column.type = domain->type;
    }
    return column;
}

/// The literals in texts that bind a column: checks, those of its domain, bounds of partitions.
class Literals {
public:
    Literals(QStringList &texts, QList<double> &numbers)
        : m_texts(texts)
        , m_numbers(numbers)
    { }

    void add(const Expression &expression)
    {
        static const QRegularExpression literal(u"'((?:[^']|'')*)'|(?<![\\w.])(\\d+(?:\\.\\d+)?)"_s);
        const QString text = written(expression, [](ObjectId) { return u"_"_s; });
        for (auto it = literal.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            if (match.capturedStart(2) >= 0)
                m_numbers += match.captured(2).toDouble();
            else if (const QString value = match.captured(1).replace(u"''"_s, u"'"_s);
                     !value.contains(u'%') && !m_texts.contains(value))
                m_texts += value;
        }
    }

private:
    QStringList &m_texts;
    QList<double> &m_numbers;
};

} // namespace

void literalsBeside(const Schema &schema, ObjectId column, QStringList &texts, QList<double> &numbers)
{
    Literals literals(texts, numbers);
    const auto *own = schema.find<Column>(column);
    QList<ObjectId> checks = schema.dependants(column);
    if (own && schema.find<Domain>(own->type.userType))
        checks += schema.children(own->type.userType, Kind::Check);
    for (const ObjectId id : checks) {
        if (const auto *check = schema.find<Check>(id))
            literals.add(check->expression);
        const auto *parent = schema.find<Table>(id);
        if (!parent || id != own->table)
            continue;
        for (const ObjectId part : schema.dependants(id)) { // a row must fit a partition
            if (const auto *partition = schema.find<Table>(part); partition && partition->partitionOf == id)
                literals.add(partition->bound);
        }
    }
}

ValueGenerator::ValueGenerator(const Schema &schema, ObjectId column, bool edges, const RowHints &hints)
    : m_column(withoutDomain(schema, *schema.find<Column>(column)))
    , m_family(familyOf(m_column.type.name))
    , m_isAny(m_column.type.name.compare("ANY"_L1, Qt::CaseInsensitive) == 0)
    , m_edges(edges && !hints.gentle.contains(column) && (m_isAny || m_family != TypeFamily::Unknown))
    , m_zeroDates(hints.zeroDates)
{
    m_length = lengthOf(m_column.type.name);
    // A number that is 0 or 1 by default is a truth value where the engine has no type for it.
    const QString usual = written(m_column.defaultValue, [](ObjectId) { return QString(); });
    m_flag = m_family == TypeFamily::Integer && (usual == "0"_L1 || usual == "1"_L1)
        && !m_column.name.contains("position"_L1);
    m_usual = usual == "1"_L1 ? 1 : 0;
    // SQLite has no type for days: the name says it.
    const QString name = m_column.name.toLower();
    m_day = m_family == TypeFamily::Text
        && (name.endsWith("_on"_L1) || name.endsWith("_at"_L1) || name.endsWith("date"_L1));
    m_largest = largestOf(m_column.type.name);
    m_unsigned = m_column.type.name.contains("unsigned"_L1);
    if (const auto *type = schema.find<EnumType>(m_column.type.userType)) {
        m_choices = type->labels;
        m_isArray = !m_column.type.suffix.isEmpty();
        m_family = TypeFamily::Enum;
    } else if (schema.find<RangeType>(m_column.type.userType)) {
        m_choices = {u"empty"_s};
    } else if (schema.find<CompositeType>(m_column.type.userType)) {
        const qsizetype attributes = schema.children(m_column.type.userType, Kind::Column).size();
        m_choices = {QString(u'(' + QString(std::max<qsizetype>(attributes - 1, 0), u',') + u')')};
    } else if (m_family == TypeFamily::Enum) {
        m_choices = labelsIn(m_column.type.name);
    } else {
        literalsBeside(schema, column, m_choices, m_numbers);
        const auto *table = schema.find<Table>(m_column.table);
        m_bounded = table && !table->partitionKey.isEmpty() && schema.dependants(column).contains(m_column.table);
    }
    if (const auto chosen = hints.choices.constFind(column); chosen != hints.choices.cend()) {
        m_choices = *chosen;
        m_bounded = true;
    }
}

std::optional<QString> ValueGenerator::extremeNumber(qint64 row) const
{
    if (!m_edges || row > 3)
        return {};
    // The rows between hold ordinary numbers: a table that takes no extreme at all keeps those.
    const QString extremes[] = {
        QString::number(m_largest), u"0"_s, m_unsigned ? QString() : QString::number(-m_largest - 1), QString()};
    return extremes[row].isEmpty() ? std::nullopt : std::optional(extremes[row]);
}

std::optional<QString> ValueGenerator::extremeText(qint64 row) const
{
    if (!m_edges || row < 1 || row > 4)
        return {};
    if (m_isAny && row < 3)
        return row == 1 ? u"00123"_s : u"1e3"_s; // texts, where nothing takes them for numbers
    const QString extremes[] = {QString(m_length > 0 ? std::min(m_length, 10'000) : 5'000, u'x'),
        u"quote ' and \u00e9"_s, QString(), u"\\ % _ \u00df \u4e2d "_s};
    return extremes[row - 1];
}

std::optional<QString> ValueGenerator::extremeDay(qint64 row) const
{
    if (!m_edges || m_family == TypeFamily::Text || m_family == TypeFamily::Time)
        return {};
    if (row == 4 && m_zeroDates)
        return u"0000-00-00"_s;
    if (row == 5 && m_family == TypeFamily::Date)
        return u"9999-12-31"_s;
    return row == 6 && m_family == TypeFamily::Date ? std::optional(u"1000-01-01"_s) : std::nullopt;
}

QString ValueGenerator::number(qint64 row, bool distinct, QRandomGenerator &random) const
{
    if (m_family == TypeFamily::Decimal || m_family == TypeFamily::Float) {
        static const QRegularExpression shape(u"\\((\\d+)(?:\\s*,\\s*(\\d+))?\\)"_s);
        const auto match = shape.match(m_column.type.name);
        const int digits = match.hasMatch() ? match.captured(1).toInt() : 9,
                  scale = match.hasMatch() ? match.captured(2).toInt() : 2;
        const int whole = std::clamp(digits - scale, 0, m_edges ? 6 : 2);
        const qint64 most = qint64(std::pow(10, whole)) - 1;
        const qint64 value = distinct ? (row + 1) % (most + 1) : qint64(random.bounded(double(most + 1)));
        return scale > 0
            ? u"%1.%2"_s.arg(value).arg(QString(scale, u'0').replace(0, 1, QString::number(random.bounded(9))))
            : QString::number(value);
    }
    if (m_column.type.name.startsWith("year"_L1, Qt::CaseInsensitive))
        return QString::number(1950 + row % 100);
    if (distinct)
        return QString::number(row + 1 <= m_largest ? row + 1 : m_largest - row % 100);
    if (m_flag)
        return QString::number(random.bounded(8) == 0 ? 1 - m_usual : m_usual);
    if (!m_edges && m_column.name.contains("year"_L1, Qt::CaseInsensitive))
        return QString::number(1900 + random.bounded(125));
    if (const std::optional<QString> extreme = extremeNumber(row))
        return *extreme;
    return QString::number(random.bounded(1, int(std::min<qint64>(m_largest, 1000)) + 1));
}

QString ValueGenerator::text(qint64 row, bool distinct, QRandomGenerator &random) const
{
    const QString name = m_column.name.toLower();
    if (m_day)
        return moment(row, random);
    QString result;
    if (name.contains("email"_L1))
        result = pick(FirstNames, random).toLower() + u'.' + pick(LastNames, random).toLower() + QString::number(row)
            + u"@example.org"_s;
    else if (name.contains("first"_L1))
        result = pick(FirstNames, random);
    else if (name.contains("last"_L1) || name.contains("surname"_L1))
        result = pick(LastNames, random);
    else if (name.contains("phone"_L1))
        result = u"+1 555 %1"_s.arg(1000000 + row % 9000000);
    else if (name.endsWith("name"_L1))
        result = pick(FirstNames, random) + u' ' + pick(LastNames, random);
    else
        result = pick(Words, random) + u' ' + pick(Words, random);
    if (const std::optional<QString> extreme = distinct ? std::nullopt : extremeText(row))
        result = *extreme;
    if (distinct && !name.contains("email"_L1)) {
        const QString mark = QString::number(row, 36);
        result = m_length > 0 && m_length < 8 ? mark.rightJustified(std::min<qsizetype>(m_length, 4), u'a')
                                              : result + u' ' + mark;
        if (m_length > 0 && result.size() > m_length)
            result = result.left(m_length - mark.size()) + mark;
    }
    return m_length > 0 ? result.left(m_length) : result;
}

QString ValueGenerator::moment(qint64 row, QRandomGenerator &random) const
{
    if (const std::optional<QString> extreme = extremeDay(row))
        return *extreme;
    // Later columns hold later days, for "due_on >= loaned_on" is the commonest check on them.
    const QDate day = QDate(2023, 1, 1)
                          .addDays(m_edges ? row * 400 + m_column.position
                                           : row * 7919 % 1000 + m_column.position * 20 + qint64(random.bounded(10)));
    QString time =
        QTime(int(random.bounded(24)), int(random.bounded(60)), int(random.bounded(60))).toString(u"HH:mm:ss"_s);
    if (m_family == TypeFamily::Date || (m_family == TypeFamily::Text && m_day))
        return day.toString(Qt::ISODate);
    if (m_family == TypeFamily::Time)
        return time;
    return day.toString(Qt::ISODate) + u' ' + time;
}

/// Ranges that hold something, each apart from the others.
QString ValueGenerator::range(qint64 row) const
{
    const QString name = m_column.type.name;
    const bool days = name.startsWith("date"_L1), moments = name.startsWith("ts"_L1);
    const QDate first = QDate(2023, 1, 1).addDays(row * 10);
    const QString least = days || moments ? first.toString(Qt::ISODate) : QString::number(row * 10 + 1);
    const QString most = days || moments ? first.addDays(4).toString(Qt::ISODate) : QString::number(row * 10 + 5);
    const QString text = u"[%1,%2)"_s.arg(least, most);
    return name.endsWith("multirange"_L1) ? u'{' + text + u'}' : text;
}

Value ValueGenerator::byFamily(qint64 row, bool distinct, QRandomGenerator &random) const
{
    if (m_column.type.name.endsWith("range"_L1))
        return range(row);
    switch (m_family) {
    case TypeFamily::Boolean:
        return m_column.type.name.startsWith("tiny"_L1) ? Value(QString::number(row % 2))
                                                        : Value(row % 2 ? u"true"_s : u"false"_s);
    case TypeFamily::Integer:
    case TypeFamily::Decimal:
    case TypeFamily::Float:
        return number(row, distinct, random);
    case TypeFamily::Bytes: {
        QByteArray bytes = QByteArray::number(row + 1).rightJustified(4, '\1');
        return m_column.type.name.startsWith("bit"_L1) ? Value(QString(std::max(m_length, 1), row % 2 ? u'1' : u'0'))
                                                       : Value(m_length > 0 ? bytes.left(m_length) : bytes);
    }
    case TypeFamily::Date:
    case TypeFamily::Time:
    case TypeFamily::Timestamp:
        return moment(row, random);
    case TypeFamily::Interval:
        return u"%1 days"_s.arg(row + 1);
    case TypeFamily::Uuid:
        return QUuid(uint(random.generate()), ushort(row), ushort(row >> 16), 0x80, 1, 2, 3, 4, 5, 6, 7)
            .toString(QUuid::WithoutBraces);
    case TypeFamily::Json:
        return u"{\"row\": %1}"_s.arg(row);
    case TypeFamily::Network:
        return u"192.0.2.%1"_s.arg(row % 254 + 1);
    case TypeFamily::Array:
        return u"{}"_s;
    case TypeFamily::Enum:
    case TypeFamily::Text:
    case TypeFamily::Unknown:
        break;
    }
    return text(row, distinct, random);
}

static QString arrayOf(QString label)
{
    return u"{\""_s + label.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u"\"}"_s;
}

QString ValueGenerator::withinLiterals(QRandomGenerator &random) const
{
    double least = m_numbers.first(), most = m_numbers.first();
    for (const double number : m_numbers) {
        least = std::min(least, number);
        most = std::max(most, number);
    }
    // One literal is a bound: "amount > 0". Two or more are a range or a list.
    const int from = int(least) + (m_numbers.size() == 1 ? 1 : 0);
    const int to = m_numbers.size() == 1 ? from + 99 : int(most);
    return QString::number(from + int(random.bounded(quint32(std::max(to - from, 0)) + 1)));
}

Value ValueGenerator::value(qint64 row, bool distinct, QRandomGenerator &random) const
{
    if (m_family == TypeFamily::Enum) {
        if (m_choices.isEmpty()) // none that the column takes on both sides
            return {};
        const QString &label =
            m_choices.at(distinct ? row % m_choices.size() : qsizetype(random.bounded(quint32(m_choices.size()))));
        return m_isArray ? arrayOf(label) : label;
    }
    if (!distinct && !m_choices.isEmpty()
        && (m_bounded || m_family == TypeFamily::Text || m_family == TypeFamily::Unknown))
        return m_choices.at(qsizetype(random.bounded(quint32(m_choices.size()))));
    const bool numeric =
        m_family == TypeFamily::Integer || m_family == TypeFamily::Decimal || m_family == TypeFamily::Float;
    if (!distinct && numeric && !m_numbers.isEmpty())
        return withinLiterals(random);
    return byFamily(row, distinct, random);
}

} // namespace relata
