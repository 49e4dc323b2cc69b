#include "models/timeline/timeline.h"

#include "models/base/file_text.h"
#include "models/timeline/repeatable.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

QStringList Timeline::texts() const
{
    QStringList result;
    for (const QList<MigrationFile> &files : {migrations, repeatables}) {
        for (const MigrationFile &one : files)
            result += one.fileName + u'\n' + QString::fromUtf8(writeMigration(one));
    }
    return result;
}

bool Timeline::hasPython() const
{
    return std::any_of(migrations.begin(), migrations.end(), [](const MigrationFile &one) { return one.isPython(); });
}

const MigrationFile *Timeline::find(QStringView version) const
{
    const auto it = std::find_if(migrations.begin(), migrations.end(), [&](const MigrationFile &m) {
        return m.version == version || (m.version.toLongLong() == version.toLongLong() && version.toLongLong() > 0);
    });
    return it == migrations.end() ? nullptr : &*it;
}

const MigrationFile *Timeline::findRepeatable(QStringView name) const
{
    const auto it = std::find_if(
        repeatables.begin(), repeatables.end(), [&](const MigrationFile &one) { return one.version == name; });
    return it == repeatables.end() ? nullptr : &*it;
}

QString Timeline::nextVersion() const
{
    if (migrations.isEmpty())
        return u"001"_s;
    const QString &last = migrations.last().version;
    return QString::number(last.toLongLong() + 1).rightJustified(last.size(), u'0');
}

QString Timeline::nextVersion(const QDateTime &now) const
{
    const QString time = now.toUTC().toString(u"yyyyMMddHHmmss"_s);
    const qint64 last = migrations.isEmpty() ? 0 : migrations.last().version.toLongLong();
    return last < time.toLongLong() ? time : QString::number(last + 1);
}

static Error clash(const MigrationFile &a, const MigrationFile &b, const char *text)
{
    return fileError(b.fileName, 0, {"Timeline", text, {a.fileName}});
}

Result<Timeline> readTimeline(const QString &folder)
{
    Timeline timeline;
    for (const QString &name : migrationFileNames(folder)) {
        Result<QByteArray> content = readFile(folder + u'/' + name);
        if (!content)
            return failure(content.error());
        Result<MigrationFile> migration = parseMigration(*content, name);
        if (!migration)
            return failure(migration.error());
        timeline.migrations += std::move(*migration);
    }
    std::stable_sort(timeline.migrations.begin(), timeline.migrations.end(),
        [](const MigrationFile &a, const MigrationFile &b) { return a.version.toLongLong() < b.version.toLongLong(); });
    for (qsizetype i = 1; i < timeline.migrations.size(); ++i) {
        const MigrationFile &before = timeline.migrations.at(i - 1), &one = timeline.migrations.at(i);
        if (before.version.toLongLong() == one.version.toLongLong())
            return failure(clash(before, one,
                QT_TRANSLATE_NOOP("Timeline", "%1 has the same number: give this one the next free number.")));
        if (!one.id.isEmpty() && one.id == before.id)
            return failure(clash(before, one,
                QT_TRANSLATE_NOOP("Timeline", "%1 has the same id: a copied file needs an id of its own.")));
        if (!one.parent.isEmpty() && !before.id.isEmpty() && one.parent != before.id)
            return failure(clash(before, one,
                QT_TRANSLATE_NOOP("Timeline",
                    "The parent is not %1, the migration before: two branches made a migration each. Put this one last "
                    "and set its parent.")));
    }
    Result<QList<MigrationFile>> repeatables = readRepeatables(folder + u'/' + RepeatableFolder);
    if (!repeatables)
        return failure(repeatables.error());
    timeline.repeatables = std::move(*repeatables);
    return timeline;
}

} // namespace relata
