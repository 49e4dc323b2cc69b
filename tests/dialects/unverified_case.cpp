#include "tests/dialects/unverified_case.h"

#include "models/schema/schema_file.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relata::tests {

namespace {

/// What stands under each head line, in order: "up 5.7 8.4" and its text.
QList<std::pair<QString, QString>> sectionsOf(const QStringList &lines)
{
    static const QRegularExpression head(u"^-- ((?:from|changed|dropped|up|down|refused)[ \\w.]*) --$"_s);
    QList<std::pair<QString, QString>> sections;
    for (const QString &line : lines) {
        if (const auto match = head.match(line); match.hasMatch())
            sections.append({match.captured(1), QString()});
        else if (!sections.isEmpty())
            sections.last().second += line + u'\n';
    }
    return sections;
}

QString idOf(const QString &line) { return QJsonDocument::fromJson(line.toUtf8()).object().value("id"_L1).toString(); }

/// The lines with those of `changed` in the place of such as have their ids, or behind all, and without the dropped.
QStringList changedLines(const QStringList &from, const QStringList &changed, const QStringList &dropped)
{
    QStringList result, rest = changed;
    for (const QString &line : from) {
        const QString id = idOf(line);
        const auto other = std::find_if(rest.begin(), rest.end(), [&](const QString &one) { return idOf(one) == id; });
        if (other != rest.end())
            result += rest.takeAt(other - rest.begin());
        else if (!dropped.contains(id))
            result += line;
    }
    return result + rest;
}

QStringList lines(const QString &text) { return text.split(u'\n', Qt::SkipEmptyParts); }

void takePlan(UnverifiedCase &file, const QString &head, const QString &text)
{
    const QStringList words = head.split(u' ', Qt::SkipEmptyParts);
    for (const QString &version : words.mid(1)) {
        UnverifiedPlan &plan = file.plans[version];
        (words.first() == "up"_L1 ? plan.up : words.first() == "down"_L1 ? plan.down : plan.refusal) = text.trimmed();
    }
}

void takeSchemas(UnverifiedCase &file, const QStringList &from, const QStringList &to)
{
    const auto read = [&](const QStringList &all) {
        const Result<Schema> schema = readSchemaLines(all.join(u'\n').toUtf8() + '\n', file.path);
        if (!schema)
            file.error = schema.error().text();
        return schema.value_or(Schema());
    };
    file.from = read(from);
    file.to = read(to);
}

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

QStringList unverifiedPaths(const QByteArray &engine)
{
    const QDir folder(
        qEnvironmentVariable("RELATA_SOURCE_DIR") + u"/tests/cases/unverified/"_s + QString::fromLatin1(engine));
    QStringList paths;
    for (const QString &name : folder.entryList({u"*.case"_s}, QDir::Files, QDir::Name))
        paths += folder.filePath(name);
    return paths;
}

UnverifiedCase readUnverified(const QString &path)
{
    UnverifiedCase file;
    file.path = path;
    const QStringList all = contentOf(path).split(u'\n');
    static const QRegularExpression pattern(u"^# (\\S+)\\s+unverified:((?: [\\d.]+)+)\\s*$"_s);
    const auto head = pattern.match(all.first());
    if (!head.hasMatch() || head.captured(1) + u".case"_s != path.section(u'/', -1)) {
        file.error = u"%1: the first line is \"# kind-what    unverified: VERSION …\""_s.arg(path);
        return file;
    }
    file.versions = head.captured(2).split(u' ', Qt::SkipEmptyParts);
    QStringList from, changed, dropped;
    for (const auto &[name, text] : sectionsOf(all.mid(1))) {
        if (name == "from"_L1)
            from = lines(text);
        else if (name == "changed"_L1)
            changed = lines(text);
        else if (name == "dropped"_L1)
            dropped = text.simplified().split(u' ', Qt::SkipEmptyParts);
        else
            takePlan(file, name, text);
    }
    takeSchemas(file, from, changedLines(from, changed, dropped));
    return file;
}

bool writeUnverified(const UnverifiedCase &seen)
{
    static const QRegularExpression plans(u"^-- (up|refused) "_s, QRegularExpression::MultilineOption);
    const QString text = contentOf(seen.path);
    QString written = text.left(text.indexOf(plans)).trimmed() + u'\n';
    QStringList done;
    for (const QString &version : seen.versions) {
        if (done.contains(version))
            continue;
        const UnverifiedPlan plan = seen.plans.value(version);
        QStringList same;
        for (const QString &other : seen.versions) {
            if (seen.plans.value(other) == plan)
                same += other;
        }
        done += same;
        const QString who = same.join(u' ');
        written += plan.refusal.isEmpty() ? u"-- up %1 --\n%2\n-- down %1 --\n%3\n"_s.arg(who, plan.up, plan.down)
                                          : u"-- refused %1 --\n%2\n"_s.arg(who, plan.refusal);
    }
    QFile device(seen.path);
    return device.open(QIODevice::WriteOnly | QIODevice::Truncate) && device.write(written.toUtf8()) >= 0;
}

} // namespace relata::tests
