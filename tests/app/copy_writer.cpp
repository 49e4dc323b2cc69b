#include "tests/app/copy_writer.h"

#include "models/engine/connection.h"
#include "models/engine/engine.h"
#include "models/engine/fetch.h"

#include <QElapsedTimer>
#include <QStandardPaths>

namespace relata::tests {
using namespace Qt::StringLiterals;

namespace {

constexpr int Numbers = 1500; ///< rows are numbered below

QString text(const QString &value) { return u'\'' + value + u'\''; }

} // namespace

const QList<CopyForm> &copyForms()
{
    static const QList<CopyForm> forms{
        {"number", u"id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20), n INT NOT NULL, KEY (name)"_s,
            {u"id"_s, u"name"_s, u"n"_s}, 1,
            u"MODIFY id BIGINT NOT NULL AUTO_INCREMENT, MODIFY name VARCHAR(90) NOT NULL DEFAULT 'none', ADD COLUMN "
            "late DATE NULL AFTER id, DROP KEY name"_s,
            [](int i) {
                return QStringList{QString::number(i), text(u"name %1"_s.arg(i % 97)), QString::number(i % 7)};
            }},
        {"two columns",
            u"code VARCHAR(12) NOT NULL, id INT NOT NULL, at DATETIME, spare INT, amount DECIMAL(12,2), PRIMARY KEY (code, id)"_s,
            {u"code"_s, u"id"_s, u"at"_s, u"amount"_s}, 2,
            u"MODIFY amount DECIMAL(20,4) NOT NULL, DROP COLUMN spare, ADD KEY (amount)"_s,
            [](int i) {
                return QStringList{text(u"c%1"_s.arg(i % 30)), QString::number(i),
                    text(u"2024-01-%1 10:00:00"_s.arg(1 + i % 28, 2, 10, QChar(u'0'))), u"%1.25"_s.arg(i * 3)};
            }},
        {"text",
            u"word VARCHAR(40) CHARACTER SET utf8 COLLATE utf8_general_ci NOT NULL, body TEXT, raw VARBINARY(16), "
            "UNIQUE KEY (word)"_s,
            {u"word"_s, u"body"_s, u"raw"_s}, 1,
            u"MODIFY body LONGTEXT CHARACTER SET utf8mb4, ADD COLUMN seen INT NOT NULL DEFAULT 7"_s,
            [](int i) {
                return QStringList{text(u"wörd '' %1"_s.arg(i)), text(u"straße %1"_s.arg(i % 13)),
                    u"x'%1ff00'"_s.arg(i % 100, 2, 10, QChar(u'0'))};
            }},
    };
    return forms;
}

/// A table of the kind that `form` names, and one of just the same rows that is altered plainly.
QString copyTables(const CopyForm &form, int rows)
{
    QString text;
    for (const char *name : {"item", "twin"}) {
        text += u"CREATE TABLE "_s + QLatin1StringView(name) + u" ("_s + form.columns + u");\n"_s;
        QStringList values;
        for (int i = 1; i <= rows; ++i)
            values += form.row(i);
        for (qsizetype at = 0; at < values.size(); at += 500)
            text += u"INSERT INTO "_s + QLatin1StringView(name) + u' ' + form.names() + u" VALUES "_s
                + values.mid(at, 500).join(u", "_s) + u";\n"_s;
    }
    return text;
}

QString fitting(int rows)
{
    QStringList values;
    for (int i = 1; i <= rows; ++i)
        values += u"(%1, '%2', 1, 2.0)"_s.arg(i).arg(i % 100);
    return u"CREATE TABLE item (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20), n BIGINT NOT NULL, "
           u"amount "
           "DECIMAL(10,2)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\nINSERT INTO item VALUES "_s
        + values.join(u", "_s) + u";\n"_s;
}

bool hasCopyTool()
{
    return qEnvironmentVariable("CI") == "true"_L1
        || !QStandardPaths::findExecutable(u"pt-online-schema-change"_s).isEmpty();
}

QString answerOf(const Session &session, const QString &query)
{
    const auto rows = fetch(*session.connection, query);
    return rows ? rows->text(0, 0) : rows.error().text();
}

/// All rows of a table, in the order of its first columns.
QStringList rowsOf(const Session &session, const QString &table)
{
    const auto rows = fetch(*session.connection, u"SELECT * FROM "_s + table + u" ORDER BY 1, 2"_s);
    QStringList result;
    for (qsizetype i = 0; rows && i < rows->count; ++i) {
        QStringList row;
        for (int k = 0; k < rows->columns.size(); ++k)
            row += rows->isNull(i, k) ? u"NULL"_s : rows->text(i, k);
        result += row.join(u'|');
    }
    return rows ? result : QStringList(rows.error().text());
}

/// What stands beside the tables that the migrations made: copies, triggers, and tables that were kept.
QString leftovers(const Session &session)
{
    return answerOf(session, u"SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = DATABASE()"_s)
        + u" triggers, "_s
        + answerOf(session,
            u"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE "
            "'\\_relata\\_copy\\_%'"_s)
        + u" copies, "_s
        + answerOf(session,
            u"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE "
            "'\\_relata\\_kept\\_%'"_s)
        + u" kept, "_s + answerOf(session, u"SELECT COUNT(*) FROM _relata_copies"_s) + u" places"_s;
}

QString copying(const CopyForm &form, const char *rules)
{
    return u"-- relata:copy "_s + QLatin1StringView(rules) + u"\nALTER TABLE item "_s + form.change + u';';
}

CopyWriter::CopyWriter(
    const ConnectionProfile &profile, const EngineRegistry &engines, const CopyForm &form, quint32 seed, Keys keys)
    : m_profile(profile)
    , m_engines(engines)
    , m_form(form)
    , m_keys(keys)
    , m_random(seed)
    , m_thread([this] { work(); })
{ }

QString CopyWriter::end()
{
    m_ends = true;
    if (m_thread.joinable())
        m_thread.join();
    return m_trouble;
}

QString CopyWriter::told() const
{
    return u"%1 statements, %2 of them again after a deadlock, the slowest %3 ms"_s.arg(m_statements)
        .arg(m_again)
        .arg(m_slowest);
}

void CopyWriter::work()
{
    if (const Result<> opened = m_session.open(m_profile, m_engines); !opened) {
        m_trouble = opened.error().text();
        return;
    }
    while (!m_ends && m_trouble.isEmpty())
        step();
    m_session = {};
}

QString CopyWriter::condition(int number) const
{
    const QStringList values = m_form.values(number);
    QStringList result;
    for (int i = 0; i < m_form.keys; ++i)
        result += m_form.written.at(i) + u" = "_s + values.at(i);
    return result.join(u" AND "_s);
}

/// The statement for both tables. Each is a transaction: what it does to `twin` it has done to `item`.
void CopyWriter::write(const QString &before, const QString &behind)
{
    for (const char *table : {"item", "twin"}) {
        QElapsedTimer clock;
        clock.start();
        auto done = perform(*m_session.connection, before + QLatin1StringView(table) + behind);
        for (; !done && done.error().sqlState == "40001"_L1; ++m_again) // as every writer does
            done = perform(*m_session.connection, before + QLatin1StringView(table) + behind);
        m_slowest = std::max(m_slowest, clock.elapsed());
        ++m_statements;
        if (!done && m_trouble.isEmpty())
            m_trouble = before + QLatin1StringView(table) + behind + u": "_s + done.error().text();
    }
}

void CopyWriter::step()
{
    const int number = 1 + int(m_random.bounded(Numbers)), other = 1 + int(m_random.bounded(Numbers));
    const QStringList values = m_form.values(other);
    QStringList assigned, keys;
    for (int i = 0; i < values.size(); ++i)
        (i < m_form.keys ? keys : assigned) += m_form.written.at(i) + u" = "_s + values.at(i);
    switch (m_random.bounded(6)) {
    case 0:
        return write(u"INSERT IGNORE INTO "_s, u' ' + m_form.names() + u" VALUES "_s + m_form.row(number));
    case 1:
        return write(u"REPLACE INTO "_s, u' ' + m_form.names() + u" VALUES "_s + m_form.row(number));
    case 2:
        return write(u"DELETE FROM "_s, u" WHERE "_s + condition(number));
    case 3:
        return write(u"INSERT INTO "_s,
            u' ' + m_form.names() + u" VALUES "_s + m_form.row(number) + u" ON DUPLICATE KEY UPDATE "_s
                + assigned.join(u", "_s));
    case 4: // another key, unless a row has it
        if (m_keys == Keys::Change)
            return write(u"UPDATE IGNORE "_s, u" SET "_s + keys.join(u", "_s) + u" WHERE "_s + condition(number));
        [[fallthrough]];
    default:
        return write(u"UPDATE "_s, u" SET "_s + assigned.join(u", "_s) + u" WHERE "_s + condition(number));
    }
}

} // namespace relata::tests
