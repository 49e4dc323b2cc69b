#include "tests/architecture/code_scanner.h"
#include "tests/architecture/source_tree.h"
#include "tests/support/test_registry.h"

#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relata::tests;

/// Files of at most 500 lines, functions of at most 40; the share of small files is printed.
class TestSizes : public QObject {
    Q_OBJECT

private slots:
    void filesAreShort()
    {
        QStringList violations;
        int count = 0, under100 = 0, under300 = 0;
        for (const SourceFile &file : sourceFiles()) {
            if (!file.isCode() && !isScript(file.path))
                continue;
            const int lines = file.lineCount();
            ++count;
            under100 += lines < 100;
            under300 += lines < 300;
            if (lines > 500)
                violations.append(u"%1 has %2 lines, 500 are the most"_s.arg(file.path).arg(lines));
        }
        QVERIFY(count > 0);
        qInfo("%d files of code: %d %% under 100 lines, %d %% under 300", count, 100 * under100 / count,
            100 * under300 / count);
        QVERIFY(holds(violations));
    }

    void functionsAreShort()
    {
        QStringList violations;
        qsizetype count = 0;
        for (const SourceFile &file : sourceFiles()) {
            if (!file.isCode())
                continue;
            const QList<FunctionSpan> functions = functionsOf(file.text);
            count += functions.size();
            for (const FunctionSpan &function : functions) {
                if (function.lines > 40)
                    violations.append(u"%1:%2: %3 has %4 lines, 40 are the most"_s.arg(file.path)
                                          .arg(function.firstLine)
                                          .arg(function.name)
                                          .arg(function.lines));
            }
        }
        QVERIFY(count > 0);
        qInfo("%d functions", int(count));
        QVERIFY(holds(violations));
    }

private:
    static bool isScript(const QString &path)
    {
        return path.endsWith("CMakeLists.txt"_L1)
            || (path.startsWith("packaging/"_L1) && QFileInfo(path).suffix().isEmpty());
    }
};

RELATA_TEST(TestSizes)
#include "tst_sizes.moc"
