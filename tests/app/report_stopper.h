#pragma once
#include "models/base/job_context.h"

#include <QString>

namespace relata::tests {

/// Asks to stop at the n-th report whose text holds `word`.
class ReportStopper : public JobContext {
public:
    explicit ReportStopper(int at, QString word = QStringLiteral("written so far"))
        : m_left(at)
        , m_word(std::move(word))
    { }
    void report(const Progress &progress) override
    {
        if (progress.message.source().contains(m_word))
            --m_left;
    }
    bool stopRequested() const override { return m_left <= 0; }

private:
    int m_left;
    QString m_word;
};

} // namespace relata::tests
