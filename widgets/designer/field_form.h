#pragma once
#include "models/schema/object.h"

#include <QWidget>

class QFormLayout;
class QJsonValue;

namespace relata {

class Schema;
class Theme;

/// All fields of an object of any kind, from its field table: names, texts, numbers, choices and switches to edit,
/// what is made of more than that to read.
class FieldForm : public QWidget {
    Q_OBJECT
public:
    explicit FieldForm(const Theme &theme, QWidget *parent = nullptr);

    /// Null or gone: nothing is shown.
    void show(const Schema &schema, ObjectId id);

signals:
    /// As files write the value.
    void edited(relata::ObjectId id, const QByteArray &field, const QJsonValue &value);

private:
    void build(const Schema &schema, const Object &object);
    QWidget *editorFor(const Schema &schema, const Object &object, const Field &field);
    QWidget *lineFor(const Field &field, const QString &text);
    QWidget *switchFor(const Field &field, bool on);
    QWidget *choiceFor(const Field &field, const QStringList &words, const QString &current);
    QWidget *readOnly(const Field &field, const QString &text);
    void fill(const Schema &schema, const Object &object);

    const Theme &m_theme;
    QFormLayout *m_form;
    ObjectId m_id;
    bool m_filling = false;
};

} // namespace relata
