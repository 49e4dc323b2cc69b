#include "tests/architecture/source_tree.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relata::tests;

/// Every kind of object has a case in every engine, or stands in that engine's list of what it does not have, with the
/// reason.
class TestCaseCoverage : public QObject {
    Q_OBJECT

private slots:
    void everyKindHasACase_data()
    {
        QTest::addColumn<QString>("engine");
        for (const QString &engine : engines())
            QTest::newRow(qPrintable(engine)) << engine;
        QVERIFY(!engines().isEmpty());
    }

    void everyKindHasACase()
    {
        QFETCH(QString, engine);
        const QSet<QString> known = kinds();
        const QSet<QString> covered = covers(engine), notOffered = lacks(engine);
        QStringList violations;
        QVERIFY(known.size() > 5);
        for (const QString &kind : known) {
            if (!covered.contains(kind) && !notOffered.contains(kind))
                violations +=
                    u"%1 has no case in tests/cases/%2 and does not stand in its not_offered.txt"_s.arg(kind, engine);
            if (covered.contains(kind) && notOffered.contains(kind))
                violations += u"%1 has a case in tests/cases/%2 and stands in its not_offered.txt"_s.arg(kind, engine);
        }
        for (const QString &kind : QSet<QString>(covered + notOffered)) {
            if (!known.contains(kind))
                violations += u"tests/cases/%1: %2 is no kind"_s.arg(engine, kind);
        }
        QVERIFY(holds(violations));
    }

private:
    /// The engines that write SQL.
    static QStringList engines()
    {
        QStringList result;
        for (const SourceFile &file : sourceFiles()) {
            if (file.folder() == "dialects"_L1 && file.path.endsWith("/engine.cpp"_L1)
                && file.text.contains("riter"_L1))
                result += file.parts().at(1);
        }
        return result;
    }

    /// The keys of all kinds but the one that stands for what is not managed.
    static QSet<QString> kinds()
    {
        static const QRegularExpression pattern(u"KindInfo kind\\s*\\{\\s*\"(\\w+)\""_s);
        QSet<QString> keys;
        for (const SourceFile &file : sourceFiles()) {
            if (!file.path.startsWith("models/schema/kinds/"_L1))
                continue;
            const auto match = pattern.match(file.text);
            if (match.hasMatch())
                keys += match.captured(1);
        }
        keys -= u"opaque"_s;
        return keys;
    }

    static QSet<QString> covers(const QString &engine)
    {
        QSet<QString> covered;
        for (const SourceFile &file : sourceFiles()) {
            const bool inherited = engine == "mariadb"_L1 && file.path.startsWith("tests/cases/mysql/"_L1);
            const bool own = file.path.startsWith(u"tests/cases/%1/"_s.arg(engine));
            if ((own || inherited) && file.path.endsWith(".case"_L1))
                covered += file.parts().last().section(u'-', 0, 0);
        }
        return covered;
    }

    static QSet<QString> lacks(const QString &engine)
    {
        static const QRegularExpression pattern(u"^(\\w+)  +\\S+"_s, QRegularExpression::MultilineOption);
        QSet<QString> lacking;
        for (const SourceFile &file : sourceFiles()) {
            if (file.path != u"tests/cases/%1/not_offered.txt"_s.arg(engine))
                continue;
            for (auto matches = pattern.globalMatch(file.text); matches.hasNext();)
                lacking += matches.next().captured(1);
        }
        return lacking;
    }
};

RELATA_TEST(TestCaseCoverage)
#include "tst_cases.moc"
