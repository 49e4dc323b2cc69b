#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/engine/connection.h"

#include <QTextStream>

#include <atomic>
#include <memory>
#include <thread>

namespace relata {

struct Engine;

/// Prints rows as they come; nothing is kept but the first page, whose widths a table takes.
class RowPrinter : public RowSink {
public:
    RowPrinter(QTextStream &out, QTextStream &err)
        : m_out(out)
        , m_err(err)
    { }
    void notice(const QString &text) override { m_err << text << '\n'; }
    void columns(const QList<ResultColumn> &columns) override { m_columns = columns; }
    void finished(const ResultSummary &summary) override { Q_UNUSED(summary) }

protected:
    QTextStream &m_out, &m_err;
    QList<ResultColumn> m_columns;
};

/// table, csv, tsv, json, ndjson or sql; another word is a usage error.
Result<std::unique_ptr<RowPrinter>> makeRowPrinter(
    const QString &format, const Engine &engine, QTextStream &out, QTextStream &err);

/// While it lives, a stop request of the context cancels what runs on the server.
class InterruptWatch {
public:
    InterruptWatch(const JobContext &context, std::shared_ptr<Interrupter> interrupter);
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch &) = delete;

private:
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

} // namespace relata
