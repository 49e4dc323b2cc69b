#include "models/project/saved_queries.h"

#include "models/base/file_text.h"

#include <QDir>
#include <QFile>

namespace relata {
using namespace Qt::StringLiterals;

static tl::unexpected<Error> wrong(const char *text, const QStringList &arguments)
{
    return failure({.code = Error::Code::File,
        .message = {"SavedQueries", text, arguments},
        .detail = {},
        .sqlState = {},
        .position = {}});
}

SavedQueries::SavedQueries(QString folder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{ }

QString SavedQueries::path(const QString &name) const { return m_folder + u'/' + name + u".sql"_s; }

QStringList SavedQueries::names() const
{
    QStringList names = QDir(m_folder).entryList({u"*.sql"_s}, QDir::Files, QDir::Name | QDir::IgnoreCase);
    for (QString &name : names)
        name.chop(4);
    return names;
}

bool SavedQueries::contains(const QString &name) const { return checkName(name) && QFile::exists(path(name)); }

Result<> SavedQueries::checkName(const QString &name)
{
    constexpr qsizetype LongestName = 200;
    if (name.trimmed().isEmpty() || name.startsWith(u'.') || name.size() > LongestName)
        return wrong(QT_TRANSLATE_NOOP("SavedQueries", "“%1” cannot be the name of a query."), {name});
    for (const QChar sign : name) {
        if (sign.category() == QChar::Other_Control || u"/\\:*?\"<>|"_s.contains(sign))
            return wrong(
                QT_TRANSLATE_NOOP("SavedQueries", "The name of a query cannot have one of / \\ : * ? \" < > |"),
                {name});
    }
    return {};
}

Result<QString> SavedQueries::read(const QString &name) const
{
    if (const Result<> fits = checkName(name); !fits)
        return failure(fits.error());
    const Result<QByteArray> content = readFile(path(name));
    if (!content)
        return failure(content.error());
    return QString::fromUtf8(*content);
}

Result<QMap<QString, QString>> SavedQueries::readAll() const
{
    QMap<QString, QString> texts;
    for (const QString &name : names()) {
        const Result<QString> text = read(name);
        if (!text)
            return failure(text.error());
        texts.insert(name, *text);
    }
    return texts;
}

Result<> SavedQueries::write(const QString &name, const QString &text)
{
    if (Result<> fits = checkName(name); !fits)
        return fits;
    const bool isNew = !contains(name);
    if (Result<> done = writeFile(path(name), text.toUtf8()); !done)
        return done;
    if (isNew)
        emit changed();
    return {};
}

Result<> SavedQueries::rename(const QString &from, const QString &to)
{
    if (Result<> fits = checkName(to); !fits)
        return fits;
    if (from == to)
        return {};
    // Where case does not count, a name's other spelling is the same file.
    const bool sameFile = from.compare(to, Qt::CaseInsensitive) == 0;
    if (contains(to) && !sameFile)
        return wrong(QT_TRANSLATE_NOOP("SavedQueries", "There is a query named “%1” already."), {to});
    QFile file(path(from));
    if (!file.rename(path(to)))
        return wrong(QT_TRANSLATE_NOOP("SavedQueries", "“%1” cannot be renamed: %2"), {from, file.errorString()});
    emit renamed(from, to);
    emit changed();
    return {};
}

Result<> SavedQueries::remove(const QString &name)
{
    if (Result<> done = removeFile(path(name)); !done)
        return done;
    emit removed(name);
    emit changed();
    return {};
}

} // namespace relata

#include "moc_saved_queries.cpp"
