#include "models/diagram/diagram_content.h"
#include "models/diagram/diagram_file.h"
#include "models/diagram/diagram_text.h"
#include "models/diagram/placing.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace relata;
using namespace Qt::StringLiterals;

namespace {

/// Artists, their albums (the artist required), covers (one an album at most, optional), and a note that stands alone.
class Library {
public:
    static constexpr ObjectId space{1}, artist{10}, artistId{11}, album{20}, albumId{21}, albumArtist{22}, cover{30},
        coverAlbum{31}, note{40};

    Library()
    {
        put(space, Namespace{});
        table(artist, u"artist"_s);
        column(artistId, artist, u"id"_s, false);
        key(ObjectId{12}, artist, artistId);
        table(album, u"album"_s);
        column(albumId, album, u"id"_s, false);
        column(albumArtist, album, u"artist_id"_s, false);
        key(ObjectId{23}, album, albumId);
        reference(ObjectId{24}, album, albumArtist, artist, artistId);
        table(cover, u"cover"_s);
        column(coverAlbum, cover, u"album_id"_s, true);
        Unique once;
        once.table = cover;
        once.parts.append(part(coverAlbum));
        put(ObjectId{32}, once);
        reference(ObjectId{33}, cover, coverAlbum, album, albumId);
        table(note, u"note"_s);
    }

    template <class T>
    void put(ObjectId id, T object)
    {
        schema = schema.with(id, makeObject(std::move(object)));
    }

    void table(ObjectId id, const QString &name)
    {
        Table value;
        value.schema = space;
        value.name = name;
        put(id, value);
    }

    void column(ObjectId id, ObjectId of, const QString &name, bool nullable)
    {
        Column value;
        value.table = of;
        value.name = name;
        value.position = int(id.value);
        value.type.name = u"integer"_s;
        value.nullable = nullable;
        put(id, value);
    }

    static KeyPart part(ObjectId column)
    {
        KeyPart value;
        value.column = column;
        return value;
    }

    void key(ObjectId id, ObjectId of, ObjectId column)
    {
        PrimaryKey value;
        value.table = of;
        value.parts.append(part(column));
        put(id, value);
    }

    void reference(ObjectId id, ObjectId from, ObjectId column, ObjectId to, ObjectId referenced)
    {
        ForeignKey value;
        value.table = from;
        value.columns = {column};
        value.referencedTable = to;
        value.referencedColumns = {referenced};
        put(id, value);
    }

    Schema schema;
};

Diagram randomDiagram(quint32 seed)
{
    QRandomGenerator random(seed);
    Diagram diagram;
    diagram.areas = {{u"Sales"_s, 1}, {u"Größe \"x\"\\"_s, 3}};
    diagram.notes = {{u"two\nlines {\" and braces"_s, QRect(-8, 4, 200, 80)}};
    for (int i = 0; i < 30; ++i) {
        const QPoint position(random.bounded(4000) - 2000, random.bounded(4000) - 2000);
        const QString name = u"tâble %1 \"q\""_s.arg(random.bounded(10));
        diagram.boxes.insert(
            {random.generate64() >> 1 | 1}, {position, random.bounded(3) == 0, random.bounded(3) - 1, name});
    }
    return diagram;
}

QString errorOf(const QByteArray &text)
{
    const auto result = readDiagram(text, u"diagrams/main.json"_s);
    return result ? QString() : result.error().message.source();
}

} // namespace

class DiagramDocumentTest : public QObject {
    Q_OBJECT

private slots:
    void fileReadAndWrittenIsTheSame() const
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            const Diagram diagram = randomDiagram(seed);
            const QByteArray text = writeDiagram(diagram);
            const auto read = readDiagram(text, u"a.json"_s);
            QVERIFY2(read, qPrintable(errorOf(text)));
            QVERIFY(*read == diagram);
            QCOMPARE(writeDiagram(*read), text);
        }
        QCOMPARE(writeDiagram(*readDiagram(writeDiagram({}), u"a"_s)), writeDiagram({}));
    }

    void movingABoxChangesOneLine() const
    {
        Diagram diagram = randomDiagram(1);
        const QByteArrayList before = writeDiagram(diagram).split('\n');
        diagram.boxes.first().position += QPoint(4, 4);
        const QByteArrayList after = writeDiagram(diagram).split('\n');
        QCOMPARE(after.size(), before.size());
        int changed = 0;
        for (qsizetype i = 0; i < after.size(); ++i)
            changed += after.at(i) != before.at(i);
        QCOMPARE(changed, 1);
    }

    void brokenFilesAreRefusedWithTheirLine_data() const
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const QByteArray head = "{\n\"format\": \"relata.diagram/1\",\n\"tables\": [\n";
        const auto row = [](const char *name, const QByteArray &text, const char *message) {
            QTest::newRow(name) << text << u"diagrams/main.json, line %1"_s.arg(QString::fromUtf8(message));
        };
        row("conflict", head + "<<<<<<< HEAD\n{}\n=======\n", "4: unresolved merge conflict.");
        row("not JSON", head + "{\"table\": }]}", "4: not valid JSON (");
        row("another format", "{\"format\": \"relata.diagram/9\"}",
            "1: not a diagram that this version of Relata reads.");
        row("no id", head + "{\"table\": \"a{\", \"id\": \"1\", \"at\": [0, 0]},\n{\"at\": [1, 2]}]}",
            "5: a table needs an id.");
        row("half a pixel", head + "{\"id\": \"1\", \"at\": [0, 0.5]}]}",
            "4: a table needs a position of two whole numbers.");
        row("twice",
            head
                + "{\"id\": \"1\", \"at\": [0, 0]},\n{\"id\": \"2\", \"at\": [0, 0]},\n{\"id\": \"1\", \"at\": [0, "
                  "0]}]}",
            "6: the id 1 stands here a second time.");
        row("no such area", head + "{\"id\": \"1\", \"at\": [0, 0], \"area\": \"Sales\"}]}",
            "4: there is no area named Sales.");
    }

    void brokenFilesAreRefusedWithTheirLine() const
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QVERIFY2(errorOf(text).startsWith(message), qPrintable(errorOf(text)));
    }

    void anyCutOfAFileIsRefusedOrRead() const
    {
        const QByteArray text = writeDiagram(randomDiagram(2));
        for (qsizetype size = 0; size < text.size() - 2; size += 7)
            QVERIFY(!errorOf(text.left(size)).isEmpty());
    }

    void boxesAreFoundAgainByName() const
    {
        const Library library;
        Diagram diagram;
        diagram.boxes.insert({77}, {QPoint(4, 8), true, -1, u"album"_s});
        diagram.boxes.insert(Library::artist, {QPoint(1, 2), false, -1, u"old name"_s});
        diagram.boxes.insert({78}, {QPoint(5, 5), false, -1, u"gone"_s});
        const Diagram found = diagram.reconciled(library.schema);
        QCOMPARE(found.boxes.value(Library::album).position, QPoint(4, 8));
        QCOMPARE(found.boxes.value(Library::artist).name, u"artist"_s);
        QCOMPARE(found.boxes.size(), 3);
    }

    void cardinalitiesFollowNotNullAndUnique() const
    {
        const Library library;
        const RelationEnds album = relationEnds(library.schema, {24});
        QVERIFY(album.from.many && album.from.optional && !album.to.optional && !album.to.many && !album.identifying);
        const RelationEnds cover = relationEnds(library.schema, {33});
        QVERIFY(!cover.from.many && cover.from.optional && cover.to.optional);
    }

    void partialUniqueIndexDoesNotMakeOneToOne() const
    {
        Library library;
        Index index;
        index.table = Library::album;
        index.unique = true;
        index.parts.append(Library::part(Library::albumArtist));
        index.predicate.pieces.emplace_back(u"id > 5"_s);
        library.put({25}, index);
        QVERIFY(relationEnds(library.schema, {24}).from.many);
        index.predicate = {};
        library.put({25}, index);
        QVERIFY(!relationEnds(library.schema, {24}).from.many);
    }

    void contentHasTablesRowsAndRelations() const
    {
        const DiagramContent content = diagramContent(Library().schema);
        QCOMPARE(content.tables.size(), size_t(4));
        QCOMPARE(content.tables[0].name, u"album"_s);
        QCOMPARE(content.tables[0].rows.size(), size_t(2));
        QCOMPARE(content.tables[0].rows[0].key, DiagramRow::Key::Primary);
        QCOMPARE(content.tables[0].rows[1].key, DiagramRow::Key::Foreign);
        QCOMPARE(content.tables[0].rows[1].type, u"integer"_s);
        QVERIFY(content.tables[0].rows[1].notNull);
        QCOMPARE(content.relations.size(), size_t(2));
        const DiagramRelation &relation = content.relations[0];
        QCOMPARE(content.tables[size_t(relation.from)].name, u"album"_s);
        QCOMPARE(content.tables[size_t(relation.to)].name, u"artist"_s);
        QCOMPARE(relation.fromRows, QList<int>{1});
        QCOMPARE(relation.toRows, QList<int>{0});
    }

    void differencesAreMarked() const
    {
        Library before, after;
        after.schema = after.schema.withoutTree(Library::note).without(Library::albumId);
        after.column(Library::artistId, Library::artist, u"artist_id"_s, false);
        after.table({50}, u"new"_s);
        const DiagramContent content = diagramContent(after.schema, before.schema);
        QMap<QString, const DiagramTable *> tables;
        for (const DiagramTable &table : content.tables)
            tables.insert(table.name, &table);
        QCOMPARE(tables.value(u"note"_s)->mark, DiagramMark::Removed);
        QCOMPARE(tables.value(u"new"_s)->mark, DiagramMark::Added);
        QCOMPARE(tables.value(u"artist"_s)->mark, DiagramMark::None);
        QCOMPARE(tables.value(u"artist"_s)->rows[0].mark, DiagramMark::Changed);
        QCOMPARE(tables.value(u"album"_s)->rows.back().name, u"id"_s);
        QCOMPARE(tables.value(u"album"_s)->rows.back().mark, DiagramMark::Removed);
    }

    void mermaidSaysTablesKeysAndCardinalities() const
    {
        const QString text = mermaidText(diagramContent(Library().schema));
        QVERIFY(text.startsWith(u"erDiagram\n"));
        QVERIFY(text.contains(u"    \"album\" {\n        integer id PK\n        integer artist_id FK\n    }\n"));
        QVERIFY(text.contains(u"    \"artist\" ||..o{ \"album\" : \"artist_id\"\n"));
        QVERIFY(text.contains(u"    \"album\" |o..o| \"cover\" : \"album_id\"\n"));
    }

    void dbmlSaysTablesAndReferences() const
    {
        const QString text = dbmlText(diagramContent(Library().schema));
        QVERIFY(text.contains(
            u"Table \"album\" {\n  \"id\" integer [pk, not null]\n  \"artist_id\" integer [not null]\n}"));
        QVERIFY(text.contains(u"Ref: \"album\".\"artist_id\" > \"artist\".\"id\"\n"));
        QVERIFY(text.contains(u"Ref: \"cover\".\"album_id\" - \"album\".\"id\"\n"));
    }

    void graphvizHasAPortForEachColumn() const
    {
        const QString text = graphvizText(diagramContent(Library().schema));
        QVERIFY(text.contains(u"t0 [label=\"album|<c0> id : integer|<c1> artist_id : integer\"];"));
        QVERIFY(text.contains(u"t1:c0 -> t0:c1 [arrowhead=crowodot, arrowtail=teetee, dir=both];"));
    }

    void newBoxesStandNearTheirNeighboursAndNothingMoves() const
    {
        LayoutGraph graph;
        for (int i = 0; i < 6; ++i)
            graph.boxes.push_back({QSize(160, 100), {}, -1});
        graph.edges = {{4, 0, 40, 40}, {5, 4, 40, 40}};
        std::vector<std::optional<QPoint>> known(6);
        for (int i = 0; i < 3; ++i)
            known[size_t(i)] = QPoint(i * 900, 0);
        const auto places = *placeNewBoxes(graph, known);
        QCOMPARE(places[1], QPoint(900, 0));
        QCOMPARE(places[4], QPoint(232, 0));
        QCOMPARE(places[5], QPoint(464, 0));
        QVERIFY(places[3].y() > 100);
        QVERIFY(placeNewBoxes(graph, std::vector<std::optional<QPoint>>(6))->size() == 6);
        const auto stopped = placeNewBoxes(graph, known, {}, [](int, int) { return false; });
        QVERIFY(!stopped && stopped.error().code == Error::Code::Cancelled);
    }
};

RELATA_TEST(DiagramDocumentTest)
#include "tst_diagram_document.moc"
