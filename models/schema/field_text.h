#pragma once
#include "models/schema/all_kinds.h"

#include <QJsonArray>
#include <QJsonObject>

// How each C++ type of a field is written and read: one specialisation a type, for field.cpp alone.
namespace relata {

template <class T>
struct FieldText;

/// For types that name no object.
template <class T>
struct PlainFieldText {
    static void eachId(const T &, const std::function<void(ObjectId)> &) { }
    static void mapIds(T &, const std::function<ObjectId(ObjectId)> &) { }
};

/// A text of its own length in front, so that no two lists of texts look alike.
QString counted(const QString &text);

template <>
struct FieldText<QString> : PlainFieldText<QString> {
    static QString text(const QString &v, const IdNamer &) { return v; }
    static QJsonValue toJson(const QString &v, const IdNamer &) { return v; }
    static bool read(const QJsonValue &json, QString &v, const IdFinder &)
    {
        v = json.toString();
        return json.isString();
    }
};

template <>
struct FieldText<bool> : PlainFieldText<bool> {
    static QString text(bool v, const IdNamer &) { return v ? QStringLiteral("1") : QStringLiteral("0"); }
    static QJsonValue toJson(bool v, const IdNamer &) { return v; }
    static bool read(const QJsonValue &json, bool &v, const IdFinder &)
    {
        v = json.toBool();
        return json.isBool();
    }
};

template <>
struct FieldText<int> : PlainFieldText<int> {
    static QString text(int v, const IdNamer &) { return QString::number(v); }
    static QJsonValue toJson(int v, const IdNamer &) { return v; }
    static bool read(const QJsonValue &json, int &v, const IdFinder &)
    {
        v = json.toInt();
        return json.isDouble();
    }
};

template <>
struct FieldText<qint64> : PlainFieldText<qint64> {
    static QString text(qint64 v, const IdNamer &) { return QString::number(v); }
    static QJsonValue toJson(qint64 v, const IdNamer &) { return QString::number(v); } // a double would lose digits
    static bool read(const QJsonValue &json, qint64 &v, const IdFinder &)
    {
        bool ok = false;
        v = json.toString().toLongLong(&ok);
        return ok;
    }
};

template <>
struct FieldText<QStringList> : PlainFieldText<QStringList> {
    static QString text(const QStringList &v, const IdNamer &);
    static QJsonValue toJson(const QStringList &v, const IdNamer &) { return QJsonArray::fromStringList(v); }
    static bool read(const QJsonValue &json, QStringList &v, const IdFinder &);
};

template <>
struct FieldText<ObjectId> {
    static QString text(ObjectId v, const IdNamer &namer) { return v ? namer(v) : QString(); }
    static QJsonValue toJson(ObjectId v, const IdNamer &namer) { return namer(v); }
    static bool read(const QJsonValue &json, ObjectId &v, const IdFinder &finder);
    static void eachId(ObjectId v, const std::function<void(ObjectId)> &f)
    {
        if (v)
            f(v);
    }
    static void mapIds(ObjectId &v, const std::function<ObjectId(ObjectId)> &map)
    {
        if (v)
            v = map(v);
    }
};

template <>
struct FieldText<QList<ObjectId>> {
    static QString text(const QList<ObjectId> &v, const IdNamer &namer);
    static QJsonValue toJson(const QList<ObjectId> &v, const IdNamer &namer);
    static bool read(const QJsonValue &json, QList<ObjectId> &v, const IdFinder &finder);
    static void eachId(const QList<ObjectId> &v, const std::function<void(ObjectId)> &f);
    static void mapIds(QList<ObjectId> &v, const std::function<ObjectId(ObjectId)> &map);
};

template <>
struct FieldText<Expression> {
    static QString text(const Expression &v, const IdNamer &namer);
    static QJsonValue toJson(const Expression &v, const IdNamer &namer);
    static bool read(const QJsonValue &json, Expression &v, const IdFinder &finder);
    static void eachId(const Expression &v, const std::function<void(ObjectId)> &f);
    static void mapIds(Expression &v, const std::function<ObjectId(ObjectId)> &map);
};

template <>
struct FieldText<DataType> {
    static QString text(const DataType &v, const IdNamer &namer);
    static QJsonValue toJson(const DataType &v, const IdNamer &namer);
    static bool read(const QJsonValue &json, DataType &v, const IdFinder &finder);
    static void eachId(const DataType &v, const std::function<void(ObjectId)> &f);
    static void mapIds(DataType &v, const std::function<ObjectId(ObjectId)> &map);
};

template <>
struct FieldText<KeyParts> {
    static QString text(const KeyParts &v, const IdNamer &namer);
    static QJsonValue toJson(const KeyParts &v, const IdNamer &namer);
    static bool read(const QJsonValue &json, KeyParts &v, const IdFinder &finder);
    static void eachId(const KeyParts &v, const std::function<void(ObjectId)> &f);
    static void mapIds(KeyParts &v, const std::function<ObjectId(ObjectId)> &map);
};

template <>
struct FieldText<Options> : PlainFieldText<Options> {
    static QString text(const Options &v, const IdNamer &);
    static QJsonValue toJson(const Options &v, const IdNamer &);
    static bool read(const QJsonValue &json, Options &v, const IdFinder &);
};

/// Enums are written by the names their specialisation lists, in order of value.
template <class E>
struct EnumNames;
template <class E>
requires std::is_enum_v<E>
struct FieldText<E> : PlainFieldText<E> {
    static QString text(E v, const IdNamer &) { return QLatin1StringView(EnumNames<E>::names[size_t(v)]); }
    static QJsonValue toJson(E v, const IdNamer &namer) { return text(v, namer); }
    static bool read(const QJsonValue &json, E &v, const IdFinder &)
    {
        const QString word = json.toString();
        for (size_t i = 0; i < std::size(EnumNames<E>::names); ++i) {
            if (word == QLatin1StringView(EnumNames<E>::names[i])) {
                v = E(i);
                return true;
            }
        }
        return false;
    }
};
template <>
struct EnumNames<Deferral> {
    static constexpr const char *names[] = {"not", "immediate", "deferred"};
};
template <>
struct EnumNames<Column::Identity> {
    static constexpr const char *names[] = {"none", "always", "by_default", "auto_increment"};
};
template <>
struct EnumNames<Column::Generated> {
    static constexpr const char *names[] = {"no", "stored", "virtual"};
};
template <>
struct EnumNames<ForeignKey::Action> {
    static constexpr const char *names[] = {"no_action", "restrict", "cascade", "set_null", "set_default"};
};
template <>
struct EnumNames<ForeignKey::Match> {
    static constexpr const char *names[] = {"simple", "full", "partial"};
};
template <>
struct EnumNames<Routine::Form> {
    static constexpr const char *names[] = {"function", "procedure", "aggregate"};
};
template <>
struct EnumNames<KeyPart::Nulls> {
    static constexpr const char *names[] = {"default", "first", "last"};
};

} // namespace relata
