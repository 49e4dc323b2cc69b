// How fast scripts of 1, 10 and 100 MB are cut into statements, beside one bare look at each character of the same
// text; the better of three runs each. Linear is where the ratio stays as it is. Nothing asserted.
#include "models/sql/sql_flavour.h"
#include "models/sql/statement_splitter.h"

#include <QElapsedTimer>
#include <QTextStream>

#include <functional>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

constexpr int Runs = 3;

/// Rows, routines with bodies, and comments in comments, again and again up to that many characters.
QString script(qsizetype size, bool dollars)
{
    const QString body = dollars
        ? u"CREATE FUNCTION f%1() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN PERFORM 'a;b'; RETURN %1; END $$;\n"_s
        : u"CREATE TRIGGER f%1 AFTER INSERT ON item FOR EACH ROW BEGIN UPDATE t SET a = 'x;''y'; DELETE FROM u; END;\n"_s;
    QString result;
    result.reserve(size + 1000);
    for (int i = 0; result.size() < size; ++i) {
        result += u"INSERT INTO item (id, label, note) VALUES (%1, 'it''s; a label', NULL); -- row; %1\n"_s.arg(i);
        if (i % 20 == 0)
            result += u"/* a; /* b; */ */\n"_s + body.arg(i);
    }
    return result;
}

/// Milliseconds of the best run.
double best(const std::function<void()> &work)
{
    double least = 0;
    for (int run = 0; run < Runs; ++run) {
        QElapsedTimer clock;
        clock.start();
        work();
        const double took = double(clock.nsecsElapsed()) / 1e6;
        least = run == 0 ? took : std::min(least, took);
    }
    return least;
}

void measure(QTextStream &out, const SqlFlavour &flavour, qsizetype megabytes)
{
    const QString text = script(megabytes * 1'000'000, &flavour == &postgresqlFlavour());
    qsizetype statements = 0;
    volatile quint64 seen = 0;
    const double cut = best([&] { statements = splitStatements(text, flavour).size(); });
    const double bare = best([&] {
        quint64 sum = 0;
        for (const QChar c : text)
            sum += c.unicode();
        seen = sum;
    });
    out << qSetFieldWidth(12) << Qt::left << QString::fromLatin1(flavour.key) << qSetFieldWidth(0) << megabytes
        << " MB: " << statements << " statements in " << qRound(cut) << " ms, "
        << qRound(double(text.size()) / cut / 1e3) << " million characters/s, " << qRound(cut / bare)
        << " times one bare look\n";
    out.flush();
}

} // namespace

int main()
{
    QTextStream out(stdout);
    for (const SqlFlavour *flavour : {&postgresqlFlavour(), &mysqlFlavour(), &sqliteFlavour()}) {
        for (const qsizetype megabytes : {1, 10, 100})
            measure(out, *flavour, megabytes);
    }
    return 0;
}
