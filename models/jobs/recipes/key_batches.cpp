#include "models/jobs/recipes/key_batches.h"

#include "models/engine/engine.h"
#include "models/engine/fetch.h"
#include "models/engine/ports.h"
#include "models/engine/run_watch_port.h"
#include "models/jobs/recipes/migration_run.h"
#include "models/sql/identifier.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QThread>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int FirstRows = 1000;
constexpr quint8 RealStorage = 2; ///< of SQLite: SQLITE_FLOAT, whose text is not the whole number
constexpr std::chrono::milliseconds Nap{50};

QString written(const QStringList &key)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(key)).toJson(QJsonDocument::Compact));
}

bool isNumber(TypeFamily family) { return family == TypeFamily::Integer || family == TypeFamily::Decimal; }

} // namespace

BoundText &BoundText::value(const QString &value, TypeFamily family)
{
    if (isNumber(family)) { // it was seen to be one
        m_sql += value;
        return *this;
    }
    m_values += family == TypeFamily::Bytes ? Value(QByteArray::fromBase64(value.toLatin1())) : Value(value);
    m_sql += m_runner.parameter(int(m_values.size()));
    return *this;
}

Result<> patiently(Connection &connection, const WaitRules &patience, const std::function<Result<>()> &work,
    const std::function<Result<>(int attempt)> &between)
{
    for (int number = 1;; ++number) {
        Result<> done = work();
        if (done)
            return done;
        if (connection.isAlive() && connection.transaction() != TransactionState::None)
            (void)perform(connection, u"ROLLBACK"_s);
        if (number >= patience.tries || !isPassing(done.error()) || !connection.isAlive())
            return done;
        if (Result<> rested = between(number); !rested)
            return rested;
    }
}

Result<> KeyBatches::prepare(const QString &tableText, const QStringList &key, const BatchPace &pace)
{
    m_tableText = tableText;
    m_pace = pace;
    m_rows = std::min(m_pace.rows, FirstRows);
    for (const QString &name : key)
        m_key += KeyColumn{name, TypeFamily::Unknown};
    const Result<Rows> none =
        fetch(m_connection, u"SELECT "_s + keyText({}, "") + u" FROM "_s + m_tableText + u" WHERE 1 = 0"_s);
    if (!none)
        return failure(none.error());
    for (qsizetype i = 0; i < m_key.size(); ++i) {
        m_key[i].family = none->columns.value(i).family;
        if (!isOrderly(m_key.at(i).family) || !m_engine.runner->watch()->tellsExactly(none->columns.value(i)))
            return migrationRefused(
                QT_TRANSLATE_NOOP("Migrate",
                    "Batches cannot go by %1, whose type is %2: name columns with numbers, texts, bytes or dates."),
                {m_key.at(i).name, none->columns.value(i).typeName});
    }
    return {};
}

QString KeyBatches::keyText(const QString &prefix, const char *order) const
{
    QStringList result;
    for (const KeyColumn &column : m_key)
        result += prefix + quoted(Identifier{column.name}, *m_engine.flavour) + QLatin1StringView(order);
    return result.join(u", "_s);
}

void KeyBatches::compare(BoundText &text, const QString &prefix, const char *sign, const QStringList &key) const
{
    if (m_key.size() == 1 || m_engine.runner->watch()->comparesRows()) {
        text << u"("_s + keyText(prefix, "") + u") "_s + QString::fromLatin1(sign) + u" ("_s;
        for (qsizetype i = 0; i < m_key.size(); ++i)
            (i ? text << u", "_s : text).value(key.at(i), m_key.at(i).family);
        text << u")"_s;
        return;
    }
    const QString strict = QString::fromLatin1(sign).left(1);
    for (qsizetype i = 0; i < m_key.size(); ++i) {
        const bool isLast = i + 1 == m_key.size();
        const QString column = prefix + quoted(Identifier{m_key.at(i).name}, *m_engine.flavour);
        text << u"("_s << column << u' ' + (isLast ? QString::fromLatin1(sign) : strict) + u' ';
        text.value(key.at(i), m_key.at(i).family);
        if (!isLast) {
            text << u" OR ("_s << column << u" = "_s;
            text.value(key.at(i), m_key.at(i).family) << u" AND "_s;
        }
    }
    text << u")"_s + u"))"_s.repeated(m_key.size() - 1);
}

void KeyBatches::within(BoundText &text, const QString &prefix, const Range &range) const
{
    if (!range.last.isEmpty()) {
        compare(text, prefix, ">", range.last);
        text << u" AND "_s;
    }
    compare(text, prefix, "<=", range.next);
}

Result<std::optional<QStringList>> KeyBatches::keyOf(const QString &query, std::span<const Value> values)
{
    static const QRegularExpression number(u"^-?\\d+(\\.\\d+)?$"_s);
    const Result<Rows> rows = fetch(m_connection, query, values);
    if (!rows)
        return failure(rows.error());
    if (rows->isEmpty())
        return std::optional<QStringList>();
    QStringList key;
    for (int i = 0; i < m_key.size(); ++i) {
        const bool isBytes = m_key.at(i).family == TypeFamily::Bytes;
        key += isBytes ? QString::fromLatin1(rows->bytes(0, i).toByteArray().toBase64()) : rows->text(0, i);
        const std::vector<quint8> &storage = rows->pages.front().storage;
        const bool isReal = !storage.empty() && storage.at(std::size_t(i)) == RealStorage;
        if (isReal || (isNumber(m_key.at(i).family) && !number.match(key.last()).hasMatch()))
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate", "Batches met a row whose %1 is no exact number: %2"),
                {m_key.at(i).name, key.last().left(80)});
    }
    return std::optional(key);
}

/// The last key of the next batch: of as many rows as it may hold, or of all that are left.
Result<std::optional<QStringList>> KeyBatches::nextKey(const QStringList &last, bool *isLast)
{
    const auto query = [&](const char *order, const QString &rest) {
        BoundText text(*m_engine.runner);
        text << u"SELECT "_s + keyText({}, "") + u" FROM "_s + m_tableText;
        if (!last.isEmpty()) {
            text << u" WHERE "_s;
            compare(text, {}, ">", last);
        }
        text << u" ORDER BY "_s + keyText({}, order) + rest;
        return keyOf(text.sql(), text.values());
    };
    *isLast = false;
    Result<std::optional<QStringList>> full = query("", u" LIMIT 1 OFFSET "_s + QString::number(m_rows - 1));
    if (!full || *full)
        return full;
    *isLast = true;
    return query(" DESC", u" LIMIT 1"_s);
}

Result<> KeyBatches::batch(BatchPlace &place, const Range &range)
{
    if (Result<> fine = m_hooks->begins ? m_hooks->begins() : Result<>(); !fine)
        return fine;
    if (const auto begun = perform(m_connection, u"BEGIN"_s); !begun)
        return failure(begun.error());
    const Result<qint64> done = m_hooks->work(range);
    if (!done)
        return failure(done.error());
    const BatchPlace reached{written(range.next), place.rows + std::max<qint64>(0, *done)};
    if (m_hooks->keep) {
        if (Result<> kept = m_hooks->keep(reached); !kept)
            return kept;
    }
    if (const auto committed = perform(m_connection, u"COMMIT"_s); !committed)
        return failure(committed.error());
    place = reached;
    return {};
}

/// Sleeps, and hears meanwhile whether to go on.
Result<> KeyBatches::rest(std::chrono::milliseconds time)
{
    for (auto slept = std::chrono::milliseconds(0); slept < time; slept += Nap) {
        if (m_hooks->mayGoOn) {
            if (Result<> fine = m_hooks->mayGoOn(); !fine)
                return fine;
        }
        QThread::msleep((unsigned long)(std::min(Nap, time - slept).count()));
    }
    return {};
}

/// Between two batches: as long as the file says, longer where somebody leaves the batches less of the time, which may
/// change meanwhile, and until nothing holds them.
Result<> KeyBatches::recover(std::chrono::milliseconds worked)
{
    for (auto slept = std::chrono::milliseconds(0);; slept += Nap) {
        const int share = m_hooks->brake.share ? std::clamp(m_hooks->brake.share(), 1, 100) : 100;
        const auto left = m_pace.pause + worked * (100 - share) / share - slept;
        const bool isRested = left.count() <= 0;
        if (isRested && !(m_hooks->brake.isHeld && m_hooks->brake.isHeld()))
            return {};
        if (Result<> fine = m_hooks->mayGoOn ? m_hooks->mayGoOn() : Result<>(); !fine)
            return fine;
        QThread::msleep((unsigned long)((isRested ? Nap : std::min(Nap, left)).count()));
    }
}

/// One batch, unless there is nothing left.
Result<> KeyBatches::attempt(BatchPlace &place, const QStringList &last)
{
    bool isLast = false;
    const auto next = nextKey(last, &isLast);
    if (!next)
        return failure(next.error());
    m_isOver = isLast;
    if (!*next)
        return {};
    QElapsedTimer clock;
    clock.start();
    if (Result<> done = batch(place, {last, **next, m_rows == 1}); !done)
        return done;
    const qint64 aim = m_pace.batch.count(), took = clock.elapsed();
    m_rows = took > aim ? std::max(m_rows / 2, 1) : took * 2 < aim && !m_seeks ? m_rows * 2 : m_rows;
    m_rows = std::min(m_rows, m_pace.rows);
    return {};
}

/// Tries a batch until nobody is in its way.
Result<> KeyBatches::patient(BatchPlace &place, const QStringList &last)
{
    return patiently(
        m_connection, m_hooks->patience, [&] { return attempt(place, last); },
        [&](int number) {
            m_rows = std::max(m_rows / 2, 1);
            if (m_hooks->waits)
                m_hooks->waits(number + 1);
            return rest(pauseBehind(number, m_hooks->patience));
        });
}

/// What the server refuses in a batch is looked for, so that the row can be named.
Result<> KeyBatches::seeking(BatchPlace &place, const QStringList &last)
{
    for (;;) {
        Result<> done = patient(place, last);
        const bool isSought = !done && m_hooks->seeksRow && m_rows > 1 && done.error().code == Error::Code::Sql;
        if (!isSought || isPassing(done.error()) || !m_connection.isAlive())
            return done;
        m_seeks = true;
        m_rows /= 2;
    }
}

Result<qint64> KeyBatches::run(const std::optional<BatchPlace> &from, const Hooks &hooks)
{
    m_hooks = &hooks;
    BatchPlace place = from.value_or(BatchPlace());
    for (m_isOver = false; !m_isOver;) {
        if (hooks.mayGoOn) {
            if (Result<> fine = hooks.mayGoOn(); !fine)
                return failure(fine.error());
        }
        QStringList last;
        for (const QJsonValue &part : QJsonDocument::fromJson(place.cursor.toUtf8()).array())
            last += part.toString();
        if (!last.isEmpty() && last.size() != m_key.size())
            return migrationRefused(QT_TRANSLATE_NOOP("Migrate",
                                        "The batches were begun by another key (%1): roll the migration back, or name "
                                        "the same columns again."),
                {place.cursor});
        QElapsedTimer clock;
        clock.start();
        if (Result<> done = seeking(place, last); !done)
            return failure(done.error());
        if (hooks.tell)
            hooks.tell(place);
        if (!m_isOver) {
            if (Result<> rested = recover(std::chrono::milliseconds(clock.elapsed())); !rested)
                return failure(rested.error());
        }
    }
    return place.rows;
}

} // namespace relata
