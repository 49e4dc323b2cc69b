#include "models/base/file_text.h"

#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Several files are written as one: all of them, or none.
class FileTextTest : public QObject {
    Q_OBJECT
private slots:
    void writesAll();
    void changesNothingWhereOneCannotBeWritten();
};

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// More than one turn of them.
void FileTextTest::writesAll()
{
    const QTemporaryDir folder;
    QMap<QString, QByteArray> contents;
    for (int i = 0; i < 600; ++i)
        contents.insert(folder.filePath(u"deep/%1/file.txt"_s.arg(i)), QByteArray::number(i));
    const Result<> done = writeFiles(contents);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text()));
    for (auto it = contents.cbegin(); it != contents.cend(); ++it)
        QCOMPARE(contentOf(it.key()), it.value());
    QVERIFY(writeFiles({}));
}

void FileTextTest::changesNothingWhereOneCannotBeWritten()
{
    const QTemporaryDir folder;
    const QString first = folder.filePath(u"a.txt"_s), last = folder.filePath(u"c.txt"_s);
    const QString blocked = folder.filePath(u"b.txt"_s); // a folder stands where the file should
    QVERIFY(writeFiles({{first, "old"}, {last, "old"}}));
    QVERIFY(QDir().mkpath(blocked));
    const Result<> done = writeFiles({{first, "new"}, {blocked, "new"}, {last, "new"}});
    QVERIFY(!done);
    QVERIFY2(done.error().text().contains(u"b.txt"_s), qPrintable(done.error().text()));
    QCOMPARE(contentOf(first), QByteArray("old"));
    QCOMPARE(contentOf(last), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files, QDir::Name), QStringList({u"a.txt"_s, u"c.txt"_s}));
}

RELATA_TEST(FileTextTest)
#include "tst_file_text.moc"
