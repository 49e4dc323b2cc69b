#include "tests/support/test_registry.h"
#include "widgets/common/theme.h"
#include "widgets/common/tone_text.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace relata;

/// Text is readable wherever it may stand, in both themes; a switch reaches the widgets.
class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void everyTokenHasAColour_data() { modes(); }
    void everyTokenHasAColour();
    void textIsReadable_data() { modes(); }
    void textIsReadable();
    void badgesAreReadable_data() { modes(); }
    void badgesAreReadable();
    void tintsKeepTextReadable_data() { modes(); }
    void tintsKeepTextReadable();
    void styleSheetHasNoUnknownToken_data() { modes(); }
    void styleSheetHasNoUnknownToken();
    void switchReachesWidgets();
    void tonesFollowTheSwitch();
    void zoomChangesAllFonts();

private:
    static void modes()
    {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::newRow("light") << Theme::Mode::Light;
        QTest::newRow("dark") << Theme::Mode::Dark;
    }
};

void ThemeTest::everyTokenHasAColour()
{
    QFETCH(Theme::Mode, mode);
    Theme theme;
    theme.setMode(mode);
    for (int token = 0; token < int(ColorToken::Count); ++token)
        QVERIFY2(theme.color(ColorToken(token)).isValid(), QByteArray::number(token));
}

void ThemeTest::textIsReadable()
{
    QFETCH(Theme::Mode, mode);
    Theme theme;
    theme.setMode(mode);
    using enum ColorToken;
    for (const auto text : {Text, Muted, Accent, Ok, Warn, Danger, SqlKeyword, SqlType, SqlFunction, SqlString,
             SqlNumber, SqlComment, SqlParameter, Area1, Area2, Area3, Area4, Area5, Area6, Area7, Area8})
        for (const auto background : {Surface, Window, Selection}) {
            const double ratio = contrast(theme.color(text), theme.color(background));
            QVERIFY2(ratio >= 4.5,
                qPrintable(QStringLiteral("token %1 on %2: %3").arg(int(text)).arg(int(background)).arg(ratio)));
        }
}

void ThemeTest::badgesAreReadable()
{
    QFETCH(Theme::Mode, mode);
    Theme theme;
    theme.setMode(mode);
    for (const auto environment : {Environment::Development, Environment::Staging, Environment::Production})
        QVERIFY(contrast(theme.color(environment), theme.color(ColorToken::OnEnvironment)) >= 4.5);
    QVERIFY(contrast(theme.color(ColorToken::OnAccent), theme.color(ColorToken::Accent)) >= 4.5);
    for (int step = 1; step <= 5; ++step)
        QVERIFY2(contrast(theme.textOn(theme.heat(step)), theme.heat(step)) >= 4.0, QByteArray::number(step));
}

void ThemeTest::tintsKeepTextReadable()
{
    QFETCH(Theme::Mode, mode);
    Theme theme;
    theme.setMode(mode);
    using enum ColorToken;
    for (const auto mark : {Ok, Accent, Danger, Warn})
        for (const auto text : {Text, Muted}) {
            const double ratio = contrast(theme.color(text), theme.tint(mark, 0.14));
            QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
        }
}

void ThemeTest::styleSheetHasNoUnknownToken()
{
    QFETCH(Theme::Mode, mode);
    Theme theme;
    theme.setMode(mode);
    QVERIFY(!theme.styleSheet().isEmpty());
    QVERIFY2(!theme.styleSheet().contains(u'@'), qPrintable(theme.styleSheet()));
}

void ThemeTest::switchReachesWidgets()
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    theme.applyTo(*qApp);
    QLabel label;
    QCOMPARE(label.palette().color(QPalette::WindowText), theme.color(ColorToken::Text));
    const QColor before = theme.color(ColorToken::Text);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.count(), 1);
    QVERIFY(theme.isDark());
    QVERIFY(theme.color(ColorToken::Text) != before);
    QCOMPARE(label.palette().color(QPalette::WindowText), theme.color(ColorToken::Text));
}

void ThemeTest::tonesFollowTheSwitch()
{
    Theme theme;
    theme.setMode(Theme::Mode::Dark);
    QLabel label;
    setTone(label, theme, Tone::Warning);
    setTone(label, theme, Tone::Danger);
    const QColor dark = label.palette().color(QPalette::WindowText);
    QCOMPARE(dark, theme.color(Tone::Danger));
    theme.setMode(Theme::Mode::Light);
    QCOMPARE(label.palette().color(QPalette::WindowText), theme.color(Tone::Danger));
    QVERIFY(label.palette().color(QPalette::WindowText) != dark);
}

void ThemeTest::zoomChangesAllFonts()
{
    Theme theme;
    const double before = theme.codeFont().pointSizeF();
    theme.setZoom(3);
    QCOMPARE(theme.codeFont().pointSizeF(), before + 3);
    QVERIFY(theme.interfaceFont().pointSizeF() > theme.smallFont().pointSizeF());
}

RELATA_TEST(ThemeTest)
#include "tst_theme.moc"
