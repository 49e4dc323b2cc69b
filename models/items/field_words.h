#pragma once
#include "models/schema/object.h"

#include <QStringList>

namespace relata {

class Schema;

/// How a field is edited.
enum class FieldShape : unsigned char { Text, Switch, Choice, ReadOnly };
FieldShape shapeOf(const Field &field);
/// The words that files write for a choice, in order of value.
QStringList choicesOf(const Field &field);
/// Such a word for people: SQL's own as SQL writes it, the others translated.
QString choiceTitle(const QString &word);
/// A field's name for people, translated where it is known: "Not null", "On delete".
QString fieldTitle(const Field &field);
/// The field's value for people.
QString fieldText(const Schema &schema, const Object &object, const Field &field);

} // namespace relata
