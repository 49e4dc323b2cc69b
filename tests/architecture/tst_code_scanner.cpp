#include "tests/architecture/code_scanner.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace relata::tests;

/// The instrument is tested before what it measures.
class TestCodeScanner : public QObject {
    Q_OBJECT

private slots:
    void findsIncludes()
    {
        const QList<Include> found = includesOf(u"#pragma once\n#include \"models/a.h\"\n  #  include <QString>\n"_s);
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.at(0).name, u"models/a.h"_s);
        QCOMPARE(found.at(0).line, 2);
        QVERIFY(!found.at(0).isSystem);
        QVERIFY(found.at(1).isSystem);
    }

    void blanksWhatIsNotCode()
    {
        const QString text = u"a(\"{\"); // {\n/* {\n*/ b('{', R\"x({\")x\"); 1'000;\n#define C {\\\n{\nd"_s;
        const QString blank = blanked(text);
        QVERIFY(!blank.contains(u'{'));
        QCOMPARE(blank.count(u'\n'), text.count(u'\n'));
        QVERIFY(blank.endsWith(u'd'));
        QVERIFY(blank.contains("1'000"_L1));
    }

    void measuresFunctions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("lines");
        QTest::newRow("free") << u"namespace a {\n\nint f(int x)\n{\n    if (x) {\n    }\n    return x;\n}\n}\n"_s
                              << u"f"_s << 3 << 6;
        QTest::newRow("member") << u"class A : B {\n    Q_OBJECT\npublic:\n    void g() {\n    }\n};\n"_s << u"g"_s << 4
                                << 2;
        QTest::newRow("braced members") << u"A::A(int x)\n    : m_a{x}\n    , m_b{1}\n{\n    h();\n}\n"_s << u"A::A"_s
                                        << 1 << 6;
        QTest::newRow("table of lambdas")
            << u"const Row rows[] = {\n    {1, [](int a) {\n        return a;\n    }},\n};\n"_s << u"1, [](int a)"_s
            << 2 << 3;
        QTest::newRow("lambda without parameters")
            << u"const auto x = [] {\n    return 1;\n}();\n"_s << u"const auto x = []"_s << 1 << 3;
        QTest::newRow("struct, enum and then a function")
            << u"struct S {\n    int a{3};\n};\nenum class E { A, B };\nvoid f()\n{\n}\n"_s << u"f"_s << 5 << 3;
    }

    void measuresFunctions()
    {
        QFETCH(QString, text);
        const QList<FunctionSpan> found = functionsOf(text);
        QCOMPARE(found.size(), 1);
        QTEST(found.first().name, "name");
        QTEST(found.first().firstLine, "first");
        QTEST(found.first().lines, "lines");
    }

    void findsTypes()
    {
        const QString text =
            u"namespace a::b {\nstruct S : T { struct Inner { }; };\ntemplate <class T> class V final { };\n"
            "enum class E : int { A };\nnamespace { struct Hidden { }; }\nstruct Ahead;\n}\n"_s;
        QStringList names;
        for (const TypeDefinition &type : typesOf(text))
            names += type.name;
        QCOMPARE(names, QStringList({u"a::b::S"_s, u"a::b::V"_s, u"a::b::E"_s}));
    }
};

RELATA_TEST(TestCodeScanner)
#include "tst_code_scanner.moc"
