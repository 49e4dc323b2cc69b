#include "app/application.h"
#include "app/main_window.h"
#include "app/translation.h"
#include "tests/support/test_registry.h"
#include "widgets/common/status_strip.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
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
            const bool unfinished = xml.attributes().value("type"_L1) == "unfinished"_L1;
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            if (unfinished || text.isEmpty())
                continue;
            QCOMPARE(placeholders(text), placeholders(source));
            ++compared;
        }
    }
    QVERIFY(!xml.hasError());
    QVERIFY(compared > 0);
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
