#include "app/application.h"
#include "app/main_window.h"
#include "app/translation.h"
#include "tests/support/test_registry.h"
#include "widgets/common/status_strip.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace relata;
using namespace Qt::StringLiterals;

/// The program speaks the desktop's language, and each translation says what its source says.
class TranslationTest : public QObject {
    Q_OBJECT
private slots:
    void placeholdersAgree_data();
    void placeholdersAgree();
    void everyTextIsTranslated();
    void windowSpeaksGerman();
    void pluralsAreEnglishByDefault();
    void cleanup();
};

namespace {

QStringList placeholders(const QString &text)
{
    QStringList found;
    static const QRegularExpression pattern(u"%(\\d|n)"_s);
    for (const auto &match : pattern.globalMatch(text))
        found += match.captured();
    found.removeDuplicates();
    found.sort();
    return found;
}

} // namespace

void TranslationTest::cleanup()
{
    for (QTranslator *translator : qApp->findChildren<QTranslator *>())
        delete translator;
}

void TranslationTest::placeholdersAgree_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(qEnvironmentVariable("RELATA_SOURCE_DIR", u"."_s) + u"/translations"_s);
    const QStringList files = folder.entryList({u"*.ts"_s});
    QVERIFY(files.contains(u"relata_de.ts"_s));
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << folder.filePath(file);
}

void TranslationTest::placeholdersAgree()
{
    QFETCH(QString, file);
    QFile ts(file);
    QVERIFY(ts.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&ts);
    QString source;
    int compared = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == "source"_L1) {
            source = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            QVERIFY2(!xml.attributes().hasAttribute("type"_L1), qPrintable(u"unfinished: "_s + source));
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            QVERIFY2(!text.isEmpty(), qPrintable(u"empty: "_s + source));
            QCOMPARE(placeholders(text), placeholders(source));
            ++compared;
        }
    }
    QVERIFY(!xml.hasError());
    QVERIFY(compared > 0);
}

/// What the sources say now, read by the tool that reads them for translators.
void TranslationTest::everyTextIsTranslated()
{
    const QString tool = QLibraryInfo::path(QLibraryInfo::BinariesPath) + u"/lupdate"_s;
    if (!QFileInfo::exists(tool))
        QSKIP("lupdate is not installed");
    const QDir sources(qEnvironmentVariable("RELATA_SOURCE_DIR", u"."_s));
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"relata_de.ts"_s);
    QVERIFY(QFile::copy(sources.filePath(u"translations/relata_de.ts"_s), copy));
    QProcess process;
    process.setWorkingDirectory(sources.path());
    process.start(tool,
        {u"-I"_s, u"."_s, u"-no-obsolete"_s, u"-locations"_s, u"none"_s, u"models"_s, u"dialects"_s, u"widgets"_s,
            u"app"_s, u"-ts"_s, copy});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QFile ts(copy);
    QVERIFY(ts.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&ts);
    QStringList missing;
    QString source;
    int seen = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == "source"_L1) {
            source = xml.readElementText();
            ++seen;
        } else if (xml.isStartElement() && xml.name() == "translation"_L1 && xml.attributes().hasAttribute("type"_L1)) {
            missing += source;
        }
    }
    QVERIFY(seen > 1000);
    QVERIFY2(missing.isEmpty(), qPrintable(u"run update_translations, then translate: "_s + missing.join(u" | "_s)));
}

void TranslationTest::windowSpeaksGerman()
{
    installTranslations(QLocale(QLocale::German));
    const QTemporaryDir profile;
    StartOptions options;
    options.profile = profile.path();
    Application application(*qApp, options);
    application.start();
    QCOMPARE(application.window().menuBar()->actions().first()->text(), u"&Datei"_s);
    const auto *project = application.window().findChild<QToolButton *>(u"projectButton"_s);
    QCOMPARE(project->text(), u"Kein Projekt"_s);
    const QString folder = qEnvironmentVariable("RELATA_PICTURES");
    application.window().resize(1280, 800);
    QVERIFY(folder.isEmpty() || application.window().grab().save(folder + u"/german.png"_s));
}

void TranslationTest::pluralsAreEnglishByDefault()
{
    installTranslations(QLocale::c());
    QCOMPARE(StatusStrip::tr("%n running job(s)", nullptr, 1), u"1 running job"_s);
    QCOMPARE(StatusStrip::tr("%n running job(s)", nullptr, 3), u"3 running jobs"_s);
}

RELATA_TEST(TranslationTest)
#include "tst_translation.moc"
