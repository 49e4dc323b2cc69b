#include "models/schema/schema_file.h"

#include "models/base/file_text.h"
#include "models/schema/all_kinds.h"
#include "models/schema/schema_builder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

Message said(const char *text, const QStringList &arguments = {}) { return {"SchemaFile", text, arguments}; }

QString hex(ObjectId id) { return QString::number(id.value, 16).rightJustified(16, u'0'); }

ObjectId idFrom(QStringView text)
{
    bool ok = false;
    const quint64 value = text.toULongLong(&ok, 16);
    return {ok ? value : 0};
}

/// "users.id@00f1…": names for people and merges, the id for certainty.
QString reference(const Schema &schema, ObjectId id) { return schema.displayName(id) + u'@' + hex(id); }

ObjectId referenced(const QString &text) { return idFrom(QStringView(text).mid(text.lastIndexOf(u'@') + 1)); }

QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

QByteArray compact(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

/// The object's members in the order of its field table, defaults and the parent left out.
QList<std::pair<QByteArray, QByteArray>> members(const Schema &schema, ObjectId id, bool withParent)
{
    const Object &object = *schema.find(id);
    const KindEntry &entry = catalogue(kindOf(object));
    const MutableObject plain = makeMutable(kindOf(object));
    const IdNamer namer = [&schema](ObjectId named) { return reference(schema, named); };
    QList<std::pair<QByteArray, QByteArray>> result{
        {"kind", quoted(QString::fromLatin1(entry.info->key))}, {"id", quoted(hex(id))}};
    for (const Field &field : entry.fields) {
        const void *at = field.at(structOf(object));
        const bool skipped =
            field.role == FieldRole::Parent ? !withParent : field.role == FieldRole::Order && !withParent;
        if (!skipped && !field.type().equal(at, field.at(plain.data)))
            result.append({field.key, compact(field.type().toJson(at, namer))});
    }
    return result;
}

void writeTree(const Schema &schema, ObjectId id, int depth, QByteArray &out)
{
    const QByteArray indent(depth * 2, ' ');
    out += indent + "{";
    bool first = true;
    const QList<ObjectId> children = schema.children(id);
    const bool inLine = depth > 0 && children.isEmpty();
    for (const auto &[key, value] : members(schema, id, false)) {
        out += first ? "" : ",";
        out += inLine ? QByteArray(first ? "" : " ") : QByteArray("\n" + indent + "  ");
        out += '"' + key + "\": " + value;
        first = false;
    }
    if (!children.isEmpty()) {
        out += ",\n" + indent + "  \"children\": [\n";
        for (qsizetype i = 0; i < children.size(); ++i) {
            writeTree(schema, children.at(i), depth + 2, out);
            out += i + 1 < children.size() ? ",\n" : "\n";
        }
        out += indent + "  ]";
    }
    out += inLine ? QByteArray("}") : QByteArray("\n" + indent + "}");
}

QString fileSafe(const QString &name) { return QString::fromLatin1(QUrl::toPercentEncoding(name, " ", "/~.")); }

/// Reads objects out of JSON, first the shapes and then, when all ids are known, their fields.
class Reader {
public:
    Result<> add(const QJsonObject &json, ObjectId parent, int position, const QString &path, int line)
    {
        const auto kind = kindNamed(json[u"kind"].toString().toLatin1());
        if (!kind)
            return failure(fileError(path, line,
                said(QT_TRANSLATE_NOOP("SchemaFile", "\"%1\" is no kind of object."), {json[u"kind"].toString()})));
        ObjectId id = idFrom(json[u"id"].toString());
        if (!id)
            return failure(fileError(
                path, line, said(QT_TRANSLATE_NOOP("SchemaFile", "%1 has no id."), {json[u"name"].toString()})));
        if (m_pending.contains(id))
            return failure(fileError(path, line,
                said(
                    QT_TRANSLATE_NOOP("SchemaFile", "The id %1 of %2 stands already in %3: give one of them a new id."),
                    {json[u"id"].toString(), json[u"name"].toString(), m_pending[id].path})));
        m_pending.insert(id, {json, parent, position, path, line, *kind});
        m_order += id;
        int at = 0;
        for (const QJsonValue &child : json[u"children"].toArray()) {
            const bool column = child[u"kind"] == "column"_L1;
            if (Result<> done = add(child.toObject(), id, column ? at++ : 0, path, line); !done)
                return done;
        }
        return {};
    }

    Result<Schema> build()
    {
        SchemaBuilder builder;
        for (const ObjectId id : m_order) {
            Result<Object> object = made(m_pending[id]);
            if (!object)
                return failure(object.error());
            builder.put(id, std::move(*object));
        }
        return builder.build();
    }

private:
    struct Pending {
        QJsonObject json;
        ObjectId parent;
        int position = 0;
        QString path;
        int line = 0;
        Kind kind{};
    };

    Result<Object> made(const Pending &pending) const
    {
        const MutableObject made = makeMutable(pending.kind);
        QStringList unknown = pending.json.keys();
        for (const char *known : {"kind", "id", "children"})
            unknown.removeAll(QLatin1StringView(known));
        const IdFinder finder = [this](const QString &text) {
            const ObjectId id = referenced(text);
            return m_pending.contains(id) ? id : ObjectId{};
        };
        for (const Field &field : catalogue(pending.kind).fields) {
            const auto json = pending.json.constFind(QLatin1StringView(field.key));
            unknown.removeAll(QLatin1StringView(field.key));
            if (field.role == FieldRole::Parent && pending.parent)
                *static_cast<ObjectId *>(field.in(made.data)) = pending.parent;
            else if (field.role == FieldRole::Order && json == pending.json.constEnd())
                *static_cast<int *>(field.in(made.data)) = pending.position;
            else if (json != pending.json.constEnd() && !field.type().fromJson(*json, field.in(made.data), finder))
                return failure(bad(pending, field, *json));
        }
        if (!unknown.isEmpty())
            return failure(fileError(pending.path, pending.line,
                said(QT_TRANSLATE_NOOP("SchemaFile", "%1 has no member \"%2\"."),
                    {pending.json[u"name"].toString(), unknown.first()})));
        return made.object;
    }

    static Error bad(const Pending &pending, const Field &field, const QJsonValue &json)
    {
        return fileError(pending.path, pending.line,
            said(QT_TRANSLATE_NOOP(
                     "SchemaFile", "\"%1\" of %2 is %3, which is no such value or names something that is not there."),
                {QString::fromLatin1(field.key), pending.json[u"name"].toString(), QString::fromUtf8(compact(json))}));
    }

    QHash<ObjectId, Pending> m_pending;
    QList<ObjectId> m_order;
};

Result<QJsonObject> parsed(const QByteArray &content, const QString &path, int firstLine)
{
    if (const int line = conflictMarkerLine(content))
        return failure(fileError(path, firstLine + line - 1,
            said(QT_TRANSLATE_NOOP("SchemaFile", "A merge conflict is left here: settle it first."))));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (!document.isObject()) {
        const int line = firstLine + int(content.left(error.offset).count('\n'));
        return failure(fileError(
            path, line, said(QT_TRANSLATE_NOOP("SchemaFile", "This is not valid JSON: %1."), {error.errorString()})));
    }
    return document.object();
}

} // namespace

QList<SchemaFile> writeSchemaFiles(const Schema &schema)
{
    QList<SchemaFile> result;
    QHash<QString, int> taken;
    for (const ObjectId space : schema.children({})) {
        const QString folder = u"schema/"_s
            + (nameOf(*schema.find(space)).isEmpty() ? u"default"_s : fileSafe(nameOf(*schema.find(space))));
        QByteArray own = "{";
        for (const auto &[key, value] : members(schema, space, false))
            own += (own.size() > 1 ? ",\n  \"" : "\n  \"") + key + "\": " + value;
        result += {folder + u"/schema.json"_s, own + "\n}\n"};
        for (const ObjectId id : schema.children(space)) {
            const Object &object = *schema.find(id);
            QString path = folder + u'/' + QLatin1StringView(catalogue(kindOf(object)).info->key) + u'/'
                + fileSafe(nameOf(object));
            if (taken[path.toCaseFolded()]++)
                path += u'~' + hex(id); // overloads, and names that differ in case alone
            QByteArray content;
            writeTree(schema, id, 0, content);
            result += {path + u".json"_s, content + '\n'};
        }
    }
    return result;
}

Result<Schema> readSchemaFiles(const QList<SchemaFile> &files)
{
    Reader reader;
    QHash<QString, ObjectId> spaces;
    QList<SchemaFile> sorted = files;
    const auto isSpace = [](const SchemaFile &file) {
        return file.path.endsWith("/schema.json"_L1) && file.path.count(u'/') == 2;
    };
    std::stable_sort(sorted.begin(), sorted.end(), [&](const SchemaFile &a, const SchemaFile &b) {
        return std::pair(!isSpace(a), a.path) < std::pair(!isSpace(b), b.path);
    });
    for (const SchemaFile &file : sorted) {
        Result<QJsonObject> json = parsed(file.content, file.path, 1);
        if (!json)
            return failure(json.error());
        const QString folder = file.path.section(u'/', 0, 1);
        ObjectId parent;
        if (isSpace(file))
            spaces.insert(folder, idFrom((*json)[u"id"].toString()));
        else if (parent = spaces.value(folder); !parent)
            return failure(
                fileError(file.path, 0, said(QT_TRANSLATE_NOOP("SchemaFile", "%1/schema.json is missing."), {folder})));
        if (Result<> done = reader.add(*json, parent, 0, file.path, 1); !done)
            return failure(done.error());
    }
    return reader.build();
}

QByteArray writeSchemaLines(const Schema &schema)
{
    QByteArray result;
    for (const ObjectId space : schema.children({})) {
        for (const ObjectId id : schema.tree(space)) {
            QByteArray line = "{";
            for (const auto &[key, value] : members(schema, id, true))
                line += (line.size() > 1 ? ", \"" : "\"") + key + "\": " + value;
            result += line + "}\n";
        }
    }
    return result;
}

Result<Schema> readSchemaLines(const QByteArray &content, const QString &path)
{
    Reader reader;
    int number = 0;
    for (const QByteArray &line : content.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        Result<QJsonObject> json = parsed(line, path, number);
        if (!json)
            return failure(json.error());
        if (Result<> done = reader.add(*json, {}, 0, path, number); !done)
            return failure(done.error());
    }
    return reader.build();
}

} // namespace relata
