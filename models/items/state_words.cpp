#include "models/items/state_words.h"

#include "models/jobs/recipes/repeatables.h"
#include "models/timeline/ledger_text.h"
#include "models/timeline/timeline.h"

#include <QCoreApplication>
#include <QLocale>

namespace relata {
using namespace Qt::StringLiterals;

static QString said(const char *text, int count = -1)
{
    return QCoreApplication::translate("MigrationCard", text, nullptr, count);
}

StateWords stateWords(const MigrationStatus *status)
{
    if (!status)
        return {};
    switch (status->state) {
    case MigrationState::Pending:
        return {Tone::Muted, u"pending"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Pending")), {}};
    case MigrationState::Applied: {
        const QString ago = agoText(status->appliedAt, QDateTime::currentDateTimeUtc());
        const QString when = QLocale().toString(status->appliedAt.toLocalTime(), QLocale::ShortFormat);
        return {Tone::Ok, u"ok"_s,
            status->appliedBy.isEmpty()
                ? said(QT_TRANSLATE_NOOP("MigrationCard", "Applied %1")).arg(ago)
                : said(QT_TRANSLATE_NOOP("MigrationCard", "Applied %1 by %2")).arg(ago, status->appliedBy),
            said(QT_TRANSLATE_NOOP("MigrationCard", "Applied %1 by %2")).arg(when, status->appliedBy)};
    }
    case MigrationState::Partial:
        return {Tone::Danger, u"partial"_s,
            said(QT_TRANSLATE_NOOP("MigrationCard", "Partial, %1 of %2 statements"))
                .arg(status->statementsDone)
                .arg(status->statements),
            ledgerMessage(status->error).translated()};
    case MigrationState::Failed:
        return {Tone::Danger, u"danger"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Failed")),
            ledgerMessage(status->error).translated()};
    case MigrationState::Edited:
        return {
            Tone::Warning, u"warning"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Edited after it was applied")), {}};
    case MigrationState::Missing:
        return {Tone::Warning, u"warning"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Only in the database")), {}};
    case MigrationState::OutOfOrder:
        return {Tone::Warning, u"warning"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Out of order")), {}};
    }
    return {};
}

StateWords stateWords(const RepeatableStatus *status)
{
    using State = RepeatableStatus::State;
    if (!status)
        return {};
    const QString ago = agoText(status->ranAt, QDateTime::currentDateTimeUtc());
    const QString ran = status->ranAt.isValid()
        ? said(QT_TRANSLATE_NOOP("MigrationCard", "Ran %1 by %2")).arg(ago, status->by)
        : QString();
    switch (status->state) {
    case State::Current:
        return {Tone::Ok, u"ok"_s, ran, said(QT_TRANSLATE_NOOP("MigrationCard", "As the file is now"))};
    case State::Changed:
        return {Tone::Changed, u"pending"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Changed since it ran")), ran};
    case State::Behind:
        return {Tone::Changed, u"pending"_s,
            said(QT_TRANSLATE_NOOP("MigrationCard", "Migrations were applied or taken back since it ran")), ran};
    case State::NeverRun:
        return {Tone::Muted, u"pending"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Never run here")), {}};
    case State::Stopped:
        return {Tone::Danger, u"danger"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Stopped")), status->error};
    case State::Gone:
        return {Tone::Warning, u"warning"_s, said(QT_TRANSLATE_NOOP("MigrationCard", "Only in the database")), ran};
    }
    return {};
}

QString agoText(const QDateTime &when, const QDateTime &now)
{
    const qint64 seconds = when.secsTo(now);
    if (!when.isValid())
        return said(QT_TRANSLATE_NOOP("MigrationCard", "at an unknown time"));
    if (seconds < 60)
        return said(QT_TRANSLATE_NOOP("MigrationCard", "just now"));
    if (seconds < 3600)
        return said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n minute(s) ago"), int(seconds / 60));
    if (seconds < 86400)
        return said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n hour(s) ago"), int(seconds / 3600));
    if (seconds < qint64(60) * 86400)
        return said(QT_TRANSLATE_N_NOOP("MigrationCard", "%n day(s) ago"), int(seconds / 86400));
    return said(QT_TRANSLATE_NOOP("MigrationCard", "on %1"))
        .arg(QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat));
}

} // namespace relata
