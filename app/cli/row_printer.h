#pragma once
#include "models/base/job_context.h"
#include "models/base/result.h"
#include "models/engine/connection.h"

#include <QTextStream>

#include <memory>

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

} // namespace relata
