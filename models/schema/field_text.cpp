#include "models/schema/field_text.h"

namespace relata {
using namespace Qt::StringLiterals;

QString counted(const QString &text) { return QString::number(text.size()) + u':' + text; }

QString FieldText<QStringList>::text(const QStringList &v, const IdNamer &)
{
    QString result;
    for (const QString &one : v)
        result += counted(one);
    return result;
}

bool FieldText<QStringList>::read(const QJsonValue &json, QStringList &v, const IdFinder &)
{
    v.clear();
    for (const QJsonValue &one : json.toArray()) {
        if (!one.isString())
            return false;
        v += one.toString();
    }
    return json.isArray();
}

bool FieldText<ObjectId>::read(const QJsonValue &json, ObjectId &v, const IdFinder &finder)
{
    v = finder(json.toString());
    return json.isString() && v;
}

QString FieldText<QList<ObjectId>>::text(const QList<ObjectId> &v, const IdNamer &namer)
{
    QString result;
    for (const ObjectId id : v)
        result += counted(namer(id));
    return result;
}

QJsonValue FieldText<QList<ObjectId>>::toJson(const QList<ObjectId> &v, const IdNamer &namer)
{
    QJsonArray array;
    for (const ObjectId id : v)
        array += namer(id);
    return array;
}

bool FieldText<QList<ObjectId>>::read(const QJsonValue &json, QList<ObjectId> &v, const IdFinder &finder)
{
    v.clear();
    for (const QJsonValue &one : json.toArray()) {
        const ObjectId id = finder(one.toString());
        if (!id)
            return false;
        v += id;
    }
    return json.isArray();
}

void FieldText<QList<ObjectId>>::eachId(const QList<ObjectId> &v, const std::function<void(ObjectId)> &f)
{
    for (const ObjectId id : v)
        f(id);
}

void FieldText<QList<ObjectId>>::mapIds(QList<ObjectId> &v, const std::function<ObjectId(ObjectId)> &map)
{
    for (ObjectId &id : v)
        id = map(id);
}

QString FieldText<Expression>::text(const Expression &v, const IdNamer &namer)
{
    QString result;
    for (const auto &piece : v.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece))
            result += u'@' + counted(namer(*id));
        else
            result += counted(std::get<QString>(piece));
    }
    return result + (v.resolved ? u"" : u"?");
}

QJsonValue FieldText<Expression>::toJson(const Expression &v, const IdNamer &namer)
{
    if (v.resolved && v.spelled.isEmpty() && v.pieces.size() == 1 && std::holds_alternative<QString>(v.pieces.front()))
        return std::get<QString>(v.pieces.front());
    QJsonArray pieces;
    for (const auto &piece : v.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece))
            pieces += QJsonObject{{u"ref"_s, namer(*id)}};
        else
            pieces += std::get<QString>(piece);
    }
    QJsonObject object{{u"sql"_s, pieces}};
    if (!v.resolved)
        object.insert(u"resolved"_s, false);
    if (!v.spelled.isEmpty())
        object.insert(u"spelled"_s, v.spelled);
    return object;
}

bool FieldText<Expression>::read(const QJsonValue &json, Expression &v, const IdFinder &finder)
{
    if (json.isString()) {
        v = Expression::of(json.toString());
        return true;
    }
    v = {};
    for (const QJsonValue &piece : json[u"sql"].toArray()) {
        if (piece.isString()) {
            v.pieces.emplace_back(piece.toString());
            continue;
        }
        const ObjectId id = finder(piece[u"ref"].toString());
        if (!id)
            return false;
        v.pieces.emplace_back(id);
    }
    v.resolved = json[u"resolved"].toBool(true);
    v.spelled = json[u"spelled"].toString();
    return json.isObject();
}

void FieldText<Expression>::eachId(const Expression &v, const std::function<void(ObjectId)> &f)
{
    for (const auto &piece : v.pieces) {
        if (const auto *id = std::get_if<ObjectId>(&piece))
            f(*id);
    }
}

void FieldText<Expression>::mapIds(Expression &v, const std::function<ObjectId(ObjectId)> &map)
{
    for (auto &piece : v.pieces) {
        if (auto *id = std::get_if<ObjectId>(&piece))
            *id = map(*id);
    }
}

QString FieldText<DataType>::text(const DataType &v, const IdNamer &namer)
{
    return v.userType ? u'@' + counted(namer(v.userType)) + v.suffix : v.name;
}

QJsonValue FieldText<DataType>::toJson(const DataType &v, const IdNamer &namer)
{
    if (!v.userType)
        return v.name;
    return QJsonObject{{u"ref"_s, namer(v.userType)}, {u"suffix"_s, v.suffix}};
}

bool FieldText<DataType>::read(const QJsonValue &json, DataType &v, const IdFinder &finder)
{
    v = {};
    if (json.isString()) {
        v.name = json.toString();
        return true;
    }
    v.userType = finder(json[u"ref"].toString());
    v.suffix = json[u"suffix"].toString();
    return json.isObject() && v.userType;
}

void FieldText<DataType>::eachId(const DataType &v, const std::function<void(ObjectId)> &f)
{
    if (v.userType)
        f(v.userType);
}

void FieldText<DataType>::mapIds(DataType &v, const std::function<ObjectId(ObjectId)> &map)
{
    if (v.userType)
        v.userType = map(v.userType);
}

QString FieldText<KeyParts>::text(const KeyParts &v, const IdNamer &namer)
{
    QString result;
    for (const KeyPart &part : v) {
        result +=
            counted(part.column ? namer(part.column) : u'(' + FieldText<Expression>::text(part.expression, namer));
        result += part.descending ? u'-' : u'+';
        result += QString::number(int(part.nulls)) + counted(part.collation) + counted(part.operatorClass)
            + QString::number(part.prefixLength) + u';';
    }
    return result;
}

QJsonValue FieldText<KeyParts>::toJson(const KeyParts &v, const IdNamer &namer)
{
    QJsonArray array;
    for (const KeyPart &part : v) {
        QJsonObject object;
        if (part.column)
            object.insert(u"column"_s, namer(part.column));
        else
            object.insert(u"expression"_s, FieldText<Expression>::toJson(part.expression, namer));
        if (part.descending)
            object.insert(u"descending"_s, true);
        if (part.nulls != KeyPart::Nulls::Default)
            object.insert(u"nulls"_s, FieldText<KeyPart::Nulls>::text(part.nulls, namer));
        if (!part.collation.isEmpty())
            object.insert(u"collation"_s, part.collation);
        if (!part.operatorClass.isEmpty())
            object.insert(u"operator_class"_s, part.operatorClass);
        if (part.prefixLength)
            object.insert(u"prefix"_s, part.prefixLength);
        array += object;
    }
    return array;
}

static bool readPart(const QJsonValue &json, KeyPart &part, const IdFinder &finder)
{
    const QJsonObject object = json.toObject();
    bool good = json.isObject();
    if (object.contains(u"column"))
        good = good && FieldText<ObjectId>::read(object[u"column"], part.column, finder);
    else
        good = good && FieldText<Expression>::read(object[u"expression"], part.expression, finder);
    if (object.contains(u"nulls"))
        good = good && FieldText<KeyPart::Nulls>::read(object[u"nulls"], part.nulls, finder);
    part.descending = object[u"descending"].toBool();
    part.collation = object[u"collation"].toString();
    part.operatorClass = object[u"operator_class"].toString();
    part.prefixLength = object[u"prefix"].toInt();
    return good;
}

bool FieldText<KeyParts>::read(const QJsonValue &json, KeyParts &v, const IdFinder &finder)
{
    v.clear();
    for (const QJsonValue &one : json.toArray()) {
        KeyPart part;
        if (!readPart(one, part, finder))
            return false;
        v += part;
    }
    return json.isArray();
}

void FieldText<KeyParts>::eachId(const KeyParts &v, const std::function<void(ObjectId)> &f)
{
    for (const KeyPart &part : v) {
        FieldText<ObjectId>::eachId(part.column, f);
        FieldText<Expression>::eachId(part.expression, f);
    }
}

void FieldText<KeyParts>::mapIds(KeyParts &v, const std::function<ObjectId(ObjectId)> &map)
{
    for (KeyPart &part : v) {
        FieldText<ObjectId>::mapIds(part.column, map);
        FieldText<Expression>::mapIds(part.expression, map);
    }
}

QString FieldText<Options>::text(const Options &v, const IdNamer &)
{
    QString result;
    for (auto it = v.begin(); it != v.end(); ++it) {
        const bool isList = it.value().typeId() == QMetaType::QStringList;
        result += counted(QString::fromUtf8(it.key()))
            + counted(isList ? it.value().toStringList().join(u'\x1f') : it.value().toString());
    }
    return result;
}

QJsonValue FieldText<Options>::toJson(const Options &v, const IdNamer &)
{
    QJsonObject object;
    for (auto it = v.begin(); it != v.end(); ++it)
        object.insert(QString::fromUtf8(it.key()), QJsonValue::fromVariant(it.value()));
    return object;
}

bool FieldText<Options>::read(const QJsonValue &json, Options &v, const IdFinder &)
{
    v.clear();
    const QJsonObject object = json.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        // JSON knows only doubles: a whole number is an int again, as it was written.
        const bool whole = it->isDouble() && it->toDouble() == double(it->toInt());
        v.insert(it.key().toUtf8(),
            whole               ? QVariant(it->toInt())
                : it->isArray() ? QVariant(it->toVariant().toStringList()) // lists are of names
                                : it->toVariant());
    }
    return json.isObject();
}

} // namespace relata
