#include "models/timeline/backfill_rules.h"

#include "models/base/duration.h"
#include "models/sql/query_scopes.h"

#include <QRegularExpression>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

constexpr int MostRows = 1'000'000;

/// One part of the text, and how it is taken.
struct Part {
    QRegularExpression pattern;
    bool (*take)(BackfillRules &rules, const QString &value);
};

bool takeKey(BackfillRules &rules, const QString &value)
{
    static const QRegularExpression name(u"\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|[\\w$]+"_s);
    for (auto match = name.globalMatch(value); match.hasNext();)
        rules.key += unquotedName(match.next().captured());
    return true;
}

bool takeRows(BackfillRules &rules, const QString &value)
{
    rules.rows = value.toInt();
    return rules.rows > 0 && rules.rows <= MostRows;
}

bool takePause(BackfillRules &rules, const QString &value)
{
    const auto time = timeOf(value);
    rules.pause = time.value_or(rules.pause);
    return time.has_value();
}

bool takeBatch(BackfillRules &rules, const QString &value)
{
    const auto time = timeOf(value);
    rules.batch = time.value_or(rules.batch);
    return time && time->count() > 0;
}

bool takeLag(BackfillRules &rules, const QString &value)
{
    const auto time = value == "off"_L1 ? std::optional(std::chrono::milliseconds(0)) : timeOf(value);
    rules.lag = time.value_or(rules.lag);
    return time.has_value();
}

bool takeLoad(BackfillRules &rules, const QString &value)
{
    rules.load = value.toInt();
    return rules.load > 0;
}

const Part *parts()
{
    static const QString name = u"(?:\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|[\\w$]+)"_s;
    static const Part all[] = {
        {QRegularExpression(u"^by\\s+(%1(?:\\s*,\\s*%1)*)(?:\\s+|$)"_s.arg(name)), takeKey},
        {QRegularExpression(u"^rows\\s+(\\d{1,7})(?:\\s+|$)"_s), takeRows},
        {QRegularExpression(u"^pause\\s+(\\w+)(?:\\s+|$)"_s), takePause},
        {QRegularExpression(u"^batch\\s+(\\w+)(?:\\s+|$)"_s), takeBatch},
        {QRegularExpression(u"^lag\\s+(\\w+)(?:\\s+|$)"_s), takeLag},
        {QRegularExpression(u"^load\\s+(\\d{1,5})(?:\\s+|$)"_s), takeLoad},
    };
    return all;
}

constexpr int PartCount = 6;

} // namespace

std::optional<BackfillRules> backfillRules(const QString &text)
{
    BackfillRules rules;
    bool isTaken[PartCount] = {};
    QString rest = text.trimmed();
    while (!rest.isEmpty()) {
        int at = 0;
        QRegularExpressionMatch match;
        for (; at < PartCount; ++at) {
            match = parts()[at].pattern.match(rest);
            if (match.hasMatch() && !isTaken[at])
                break;
        }
        if (at == PartCount || !parts()[at].take(rules, match.captured(1)))
            return {};
        isTaken[at] = true;
        rest.remove(0, match.capturedLength());
    }
    return rules;
}

static std::optional<QString> textOf(QStringView comments, const QRegularExpression &line)
{
    const auto match = line.match(comments.toString());
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

std::optional<QString> backfillText(QStringView comments)
{
    static const QRegularExpression line(
        u"^--[ \\t]*relata:backfill\\b[ \\t]*(.*?)\\s*$"_s, QRegularExpression::MultilineOption);
    return textOf(comments, line);
}

std::optional<CopyRules> copyRules(const QString &text)
{
    static const QRegularExpression with(u"^with\\s+([\\w-]+)(?:\\s+|$)"_s), rows(u"(?:^|\\s)rows\\s"_s);
    QString rest = text.trimmed();
    const auto tool = with.match(rest);
    rest.remove(0, tool.capturedLength());
    const std::optional<BackfillRules> rules = backfillRules(rest);
    if (!rules || !rules->key.isEmpty())
        return {};
    CopyRules result{{*rules}, tool.captured(1), rest.contains(rows)};
    return result;
}

std::optional<QString> copyText(QStringView comments)
{
    static const QRegularExpression line(
        u"^--[ \\t]*relata:copy\\b[ \\t]*(.*?)\\s*$"_s, QRegularExpression::MultilineOption);
    return textOf(comments, line);
}

} // namespace relata
