#include "tests/support/test_registry.h"
#include "widgets/common/icons.h"

#include <QDir>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

/// Every icon file is a picture in both themes, and follows a change of theme.
class IconsTest : public QObject {
    Q_OBJECT
private slots:
    void everyFileRenders_data();
    void everyFileRenders();
    void iconFollowsTheTheme();
    void unknownNameGivesNull();
    void wantedGlyphsExist();
};

static int inked(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const int distance = std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                + std::abs(pixel.blue() - color.blue());
            count += pixel.alpha() > 200 && distance < 24;
        }
    return count;
}

void IconsTest::everyFileRenders_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = QDir(u":/relata/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() > 60);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(4);
}

void IconsTest::everyFileRenders()
{
    QFETCH(QString, name);
    Theme theme;
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        const QImage image = icon(theme, name).pixmap(32, 32).toImage();
        QCOMPARE(image.size(), QSize(32, 32));
        if (name != u"relata"_s)
            QVERIFY2(inked(image, theme.color(ColorToken::Text)) > 12, qPrintable(name));
    }
    QVERIFY(!applicationIcon().pixmap(64, 64).toImage().allGray());
}

void IconsTest::iconFollowsTheTheme()
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    const QIcon table = icon(theme, u"table"_s, ColorToken::Accent);
    QVERIFY(inked(table.pixmap(32, 32).toImage(), theme.color(ColorToken::Accent)) > 12);
    theme.setMode(Theme::Mode::Dark);
    QVERIFY(inked(table.pixmap(32, 32).toImage(), theme.color(ColorToken::Accent)) > 12);
    QCOMPARE(inked(table.pixmap(32, 32, QIcon::Disabled).toImage(), theme.color(ColorToken::Accent)), 0);
}

void IconsTest::unknownNameGivesNull()
{
    Theme theme;
    QVERIFY(icon(theme, u"no_such_thing"_s).isNull());
    QVERIFY(icon(theme, {}).isNull());
}

void IconsTest::wantedGlyphsExist()
{
    Theme theme;
    for (const char *name :
        {"schema", "table", "column", "primary_key", "foreign_key", "unique", "check", "index", "view", "trigger",
            "sequence", "enum_type", "routine", "opaque", "domain", "policy", "grant", "extension", "exclusion"})
        QVERIFY2(!icon(theme, QLatin1StringView(name)).isNull(), name);
}

RELATA_TEST(IconsTest)
#include "tst_icons.moc"
