#include "models/diagram/diagram_file.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace relata {

using namespace Qt::StringLiterals;

namespace {

constexpr auto format = "relata.diagram/1"_L1;

QByteArray quoted(const QString &text)
{
    // Within an array of one, QJsonDocument escapes as JSON wants.
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QByteArray idText(ObjectId id) { return QByteArray::number(id.value, 16).rightJustified(16, '0'); }

QByteArray numbers(std::initializer_list<int> values)
{
    QByteArrayList texts;
    for (const int value : values)
        texts << QByteArray::number(value);
    return '[' + texts.join(", ") + ']';
}

QByteArray block(const QByteArrayList &lines) { return "    {\n      " + lines.join(",\n      ") + "\n    }"; }

QByteArray section(const char *key, const QByteArrayList &blocks)
{
    const QByteArray start = QByteArray("  \"") + key + "\": [";
    if (blocks.isEmpty())
        return start + "]";
    return start + "\n" + blocks.join(",\n") + "\n  ]";
}

QByteArray tableBlock(const Diagram &diagram, ObjectId id, const Diagram::Box &box)
{
    QByteArrayList lines;
    lines << "\"table\": " + quoted(box.name);
    lines << "\"id\": \"" + idText(id) + '"';
    lines << "\"at\": " + numbers({box.position.x(), box.position.y()});
    if (box.area >= 0 && box.area < diagram.areas.size())
        lines << "\"area\": " + quoted(diagram.areas.at(box.area).name);
    if (box.pinned)
        lines << "\"pinned\": true";
    return block(lines);
}

/// Reads one file; remembers the first thing that is wrong, with its line.
class Reader {
public:
    Reader(QByteArray text, QString fileName)
        : m_text(std::move(text))
        , m_fileName(std::move(fileName))
    { }

    Result<Diagram> read()
    {
        if (const int line = conflictLine(); line > 0)
            return failed(QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: unresolved merge conflict."), line);
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(m_text, &error);
        if (error.error != QJsonParseError::NoError) {
            return failed(QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: not valid JSON (%3)."), lineAt(error.offset),
                error.errorString());
        }
        const QJsonObject root = document.object();
        if (root.value("format"_L1).toString() != format) {
            return failed(
                QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: not a diagram that this version of Relata reads."), 1);
        }
        readAreas(root.value("areas"_L1).toArray());
        readNotes(root.value("notes"_L1).toArray());
        readTables(root.value("tables"_L1).toArray());
        if (m_error)
            return failure(*m_error);
        return m_diagram;
    }

private:
    tl::unexpected<Error> failed(const char *text, int line, const QString &detail = {})
    {
        Error error{Error::Code::File, {"DiagramFile", text, {m_fileName, QString::number(line)}}, {}, {}, {}};
        if (!detail.isEmpty())
            error.message.arguments << detail;
        return failure(error);
    }

    void note(const char *text, int line, const QString &detail = {})
    {
        if (!m_error)
            m_error = failed(text, line, detail).value();
    }

    int lineAt(qsizetype offset) const
    {
        return int(std::count(m_text.begin(), m_text.begin() + std::min(offset, m_text.size()), '\n')) + 1;
    }

    int conflictLine() const
    {
        int line = 1;
        for (const QByteArray &text : m_text.split('\n')) {
            if (text.startsWith("<<<<<<< ") || text.startsWith(">>>>>>> ") || text == "=======")
                return line;
            ++line;
        }
        return 0;
    }

    /// The line where the n-th block of a list begins; texts within quotes do not count.
    int blockLine(const char *list, qsizetype index) const
    {
        qsizetype at = m_text.indexOf(QByteArray('"' + QByteArray(list) + '"'));
        bool inText = false;
        for (int depth = 0; at >= 0 && at < m_text.size(); ++at) {
            const char c = m_text.at(at);
            if (inText && c == '\\')
                ++at;
            else if (c == '"')
                inText = !inText;
            else if (!inText && c == '{' && depth++ == 0 && index-- == 0)
                break;
            else if (!inText && c == '}')
                --depth;
        }
        return lineAt(std::max<qsizetype>(at, 0));
    }

    std::optional<QList<int>> wholeNumbers(const QJsonValue &value, qsizetype count) const
    {
        const QJsonArray array = value.toArray();
        QList<int> result;
        for (const QJsonValue &entry : array) {
            constexpr double none = 0.5;
            const double number = entry.toDouble(none);
            if (number != int(number))
                return {};
            result << int(number);
        }
        return result.size() == count ? std::optional(result) : std::nullopt;
    }

    void readAreas(const QJsonArray &areas)
    {
        for (qsizetype i = 0; i < areas.size(); ++i) {
            const QJsonObject area = areas.at(i).toObject();
            const QString name = area.value("name"_L1).toString();
            if (name.isEmpty())
                note(QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: an area needs a name."), blockLine("areas", i));
            m_diagram.areas.append({name, area.value("color"_L1).toInt()});
        }
    }

    void readNotes(const QJsonArray &notes)
    {
        for (qsizetype i = 0; i < notes.size(); ++i) {
            const QJsonObject entry = notes.at(i).toObject();
            const auto place = wholeNumbers(entry.value("place"_L1), 4);
            if (!place) {
                note(QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: a note needs a place of four whole numbers."),
                    blockLine("notes", i));
                continue;
            }
            m_diagram.notes.append(
                {entry.value("text"_L1).toString(), QRect(place->at(0), place->at(1), place->at(2), place->at(3))});
        }
    }

    int areaNamed(const QString &name) const
    {
        for (qsizetype i = 0; i < m_diagram.areas.size(); ++i) {
            if (m_diagram.areas.at(i).name == name)
                return int(i);
        }
        return -1;
    }

    void readTables(const QJsonArray &tables)
    {
        for (qsizetype i = 0; i < tables.size(); ++i) {
            const QJsonObject table = tables.at(i).toObject();
            const QString idWord = table.value("id"_L1).toString();
            bool isId = false;
            const ObjectId id{idWord.toULongLong(&isId, 16)};
            const auto at = wholeNumbers(table.value("at"_L1), 2);
            const QString areaName = table.value("area"_L1).toString();
            const int area = areaNamed(areaName);
            if (!isId || id.isNull())
                note(QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: a table needs an id."), blockLine("tables", i));
            else if (!at)
                note(QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: a table needs a position of two whole numbers."),
                    blockLine("tables", i));
            else if (m_diagram.boxes.contains(id))
                note(QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: the id %3 stands here a second time."),
                    blockLine("tables", i), idWord);
            else if (!areaName.isEmpty() && area < 0)
                note(QT_TRANSLATE_NOOP("DiagramFile", "%1, line %2: there is no area named %3."),
                    blockLine("tables", i), areaName);
            else
                m_diagram.boxes.insert(id,
                    {QPoint(at->at(0), at->at(1)), table.value("pinned"_L1).toBool(), area,
                        table.value("table"_L1).toString()});
        }
    }

    QByteArray m_text;
    QString m_fileName;
    Diagram m_diagram;
    std::optional<Error> m_error;
};

} // namespace

QByteArray writeDiagram(const Diagram &diagram)
{
    QByteArrayList areas, notes, tables;
    for (const Diagram::Area &area : diagram.areas)
        areas << block({"\"name\": " + quoted(area.name), "\"color\": " + QByteArray::number(area.color)});
    for (const Diagram::Note &note : diagram.notes) {
        const QRect &r = note.place;
        notes << block(
            {"\"text\": " + quoted(note.text), "\"place\": " + numbers({r.x(), r.y(), r.width(), r.height()})});
    }
    QList<ObjectId> ids = diagram.boxes.keys();
    std::sort(ids.begin(), ids.end(), [&](ObjectId a, ObjectId b) {
        const QString &first = diagram.boxes.constFind(a)->name, &second = diagram.boxes.constFind(b)->name;
        return first != second ? first < second : a < b;
    });
    for (const ObjectId id : ids)
        tables << tableBlock(diagram, id, *diagram.boxes.constFind(id));
    QByteArrayList sections{QByteArray("  \"format\": \"") + format.data() + '"'};
    sections << section("areas", areas) << section("notes", notes) << section("tables", tables);
    return "{\n" + sections.join(",\n") + "\n}\n";
}

Result<Diagram> readDiagram(const QByteArray &text, const QString &fileName) { return Reader(text, fileName).read(); }

} // namespace relata
