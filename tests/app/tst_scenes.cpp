#include "app/application.h"
#include "app/cli/screenshot_scenes.h"
#include "app/main_window.h"
#include "models/base/job_context.h"
#include "models/project/sample.h"
#include "tests/app/window_walk.h"
#include "tests/support/test_registry.h"
#include "widgets/common/services.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace relata;
using namespace relata::tests;
using namespace Qt::StringLiterals;

namespace {

/// German, and what it was asked for in vain.
class Listener : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *comment, int n) const override
    {
        const QString said = m_german.translate(context, source, comment, n);
        const bool ofQt = (context[0] == 'Q' && std::isupper(context[1])) || qstrcmp(context, "CloseButton") == 0;
        if (said.isNull() && !ofQt && *source)
            missed += u"%1: %2"_s.arg(QLatin1StringView(context), QString::fromUtf8(source));
        return said;
    }
    bool loadGerman() { return m_german.load(u":/relata/translations/relata_de.qm"_s); }

    mutable QSet<QString> missed;

private:
    QTranslator m_german;
};

bool makeSmallSample(const QString &folder, const EngineRegistry &engines)
{
    QuietContext context;
    SampleOptions options;
    options.scale = 0.02;
    return makeSample(folder, options, engines, context).has_value();
}

} // namespace

/// Every area and every state of the window, in the longer language and the smallest usual size: each widget has its
/// names, each text is translated, and none is cut.
class ScenesTest : public QObject {
    Q_OBJECT
private slots:
    void areas();
    void states();

private:
    void walk(bool states);
};

void ScenesTest::walk(bool states)
{
    const QTemporaryDir place;
    const QString folder = place.filePath(u"library"_s);
    Listener listener;
    QVERIFY(listener.loadGerman());
    QCoreApplication::installTranslator(&listener);
    StartOptions options;
    options.profile = place.filePath(u"profile"_s);
    options.restore = false;
    Application application(*qApp, options);
    QVERIFY(makeSmallSample(folder, application.services().engines));
    QVERIFY(application.openProject(folder));
    application.start();
    application.window().resize(1280, 800);
    QStringList wrong;
    const QList<Scene> scenes = states ? stateScenes(application, folder) : allScenes(application);
    for (const Scene &scene : scenes) {
        scene.enter();
        if (scene.settles)
            settle(application);
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (!top->isVisible())
                continue;
            for (const QString &what : namelessWidgets(*top) + cutTexts(*top))
                wrong += QLatin1StringView(scene.name) + u": "_s + what;
            if (top != &application.window())
                top->close();
        }
    }
    for (const QString &text : std::as_const(listener.missed))
        wrong += u"not translated: "_s + text;
    wrong.removeDuplicates();
    for (const QString &one : std::as_const(wrong))
        qWarning().noquote() << one;
    QCOMPARE(wrong.size(), 0);
}

void ScenesTest::areas() { walk(false); }
void ScenesTest::states() { walk(true); }

RELATA_TEST(ScenesTest)
#include "tst_scenes.moc"
