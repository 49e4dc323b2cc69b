#include "tests/architecture/code_scanner.h"
#include "tests/architecture/layers.h"
#include "tests/architecture/source_tree.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relata::tests;

/// Who may include whom: the layers, the floors inside models, the engines, and no circles.
class TestLayers : public QObject {
    Q_OBJECT

private slots:
    void tableRefuses_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const QString &from, const QString &to, bool allowed) {
            QTest::newRow(qPrintable(QString(from + u" includes " + to))) << from << to << allowed;
        };
        row(u"widgets/a/b.cpp"_s, u"dialects/sqlite/driver.h"_s, false);
        row(u"widgets/a/b.cpp"_s, u"models/base/error.h"_s, true);
        row(u"models/base/a.h"_s, u"models/schema/schema.h"_s, false);
        row(u"models/items/a.h"_s, u"models/project/project.h"_s, true);
        row(u"models/diagram/a.h"_s, u"models/plan/plan.h"_s, false);
        row(u"models/unheard/a.h"_s, u"models/base/error.h"_s, false);
        row(u"models/a/b.h"_s, u"widgets/a.h"_s, false);
        row(u"dialects/mariadb/a.h"_s, u"dialects/mysql/driver.h"_s, true);
        row(u"dialects/mysql/a.h"_s, u"dialects/mariadb/driver.h"_s, false);
        row(u"dialects/common/a.h"_s, u"dialects/sqlite/driver.h"_s, false);
        row(u"dialects/sqlite/a.cpp"_s, u"driver.h"_s, false);
        row(u"dialects/sqlite/a.cpp"_s, u"moc_a.cpp"_s, true);
    }

    void tableRefuses()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(bool, allowed);
        QCOMPARE(layerViolation(from, to).isEmpty(), allowed);
    }

    void includesKeepTheLayers()
    {
        QStringList violations;
        for (const SourceFile &file : sourceFiles()) {
            if (!file.isCode())
                continue;
            for (const Include &include : includesOf(file.text)) {
                const QString why = include.isSystem ? systemHeaderViolation(file.path, include.name)
                                                     : layerViolation(file.path, include.name);
                if (!why.isEmpty())
                    violations.append(u"%1:%2: \"%3\": %4"_s.arg(file.path).arg(include.line).arg(include.name, why));
            }
        }
        QVERIFY(holds(violations));
    }

    void includesRunInNoCircle()
    {
        QMap<QString, QStringList> files, folders;
        for (const SourceFile &file : sourceFiles()) {
            if (!file.isCode())
                continue;
            for (const Include &include : includesOf(file.text)) {
                if (include.isSystem || !include.name.contains(u'/'))
                    continue;
                files[file.path].append(include.name);
                const QString from = folderOf(file.path), to = folderOf(include.name);
                if (from != to && from.startsWith("models/"_L1))
                    folders[from].append(to);
            }
        }
        QVERIFY(!files.isEmpty());
        QVERIFY(holds(circles(files)));
        QVERIFY(holds(circles(folders)));
    }

    /// Two types of one name are one to the linker: it keeps one of their functions for both.
    void typesHaveOneDefinition()
    {
        QMap<QString, QString> seen;
        QStringList violations;
        for (const SourceFile &file : sourceFiles()) {
            if (!file.isCode())
                continue;
            for (const TypeDefinition &type : typesOf(file.text)) {
                const QString place = u"%1:%2"_s.arg(file.path).arg(type.line);
                if (seen.contains(type.name))
                    violations += u"%1: %2 is defined in %3 too"_s.arg(place, type.name, seen.value(type.name));
                seen.insert(type.name, place);
            }
        }
        QVERIFY(seen.size() > 100);
        QVERIFY(holds(violations));
    }

private:
    static QString folderOf(const QString &path) { return path.section(u'/', 0, 1); }

    /// Each circle of a graph as "a → b → a".
    static QStringList circles(const QMap<QString, QStringList> &graph)
    {
        QStringList found, trail;
        QSet<QString> done;
        for (auto it = graph.keyBegin(); it != graph.keyEnd(); ++it)
            visit(*it, graph, trail, done, found);
        return found;
    }

    static void visit(const QString &at, const QMap<QString, QStringList> &graph, QStringList &trail,
        QSet<QString> &done, QStringList &found)
    {
        if (const qsizetype seen = trail.indexOf(at); seen >= 0) {
            found.append(QString(trail.mid(seen).join(u" → "_s) + u" → " + at));
            return;
        }
        if (done.contains(at))
            return;
        trail.append(at);
        for (const QString &next : graph.value(at))
            visit(next, graph, trail, done, found);
        trail.removeLast();
        done.insert(at);
    }
};

RELATA_TEST(TestLayers)
#include "tst_layers.moc"
