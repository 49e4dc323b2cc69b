#include "models/diff/body_words.h"

#include "models/schema/all_kinds.h"

#include <QSet>

namespace relata {

namespace {

void addWords(QSet<QString> &words, const Expression &expression)
{
    for (const Expression::Piece &piece : expression.pieces) {
        const auto *text = std::get_if<QString>(&piece);
        QString word;
        for (const QChar c : text ? *text : QString()) {
            if (c.isLetterOrNumber() || c == u'_' || c == u'$') {
                word += c;
            } else if (!word.isEmpty()) {
                words += word.toCaseFolded();
                word.clear();
            }
        }
        if (!word.isEmpty())
            words += word.toCaseFolded();
    }
}

QSet<QString> wordsOf(const Object &object)
{
    QSet<QString> words;
    for (const Field &field : catalogue(kindOf(object)).fields) {
        const void *at = field.at(structOf(object));
        if (&field.type() == &fieldType<Expression>())
            addWords(words, *static_cast<const Expression *>(at));
        if (&field.type() == &fieldType<KeyParts>()) {
            for (const KeyPart &part : *static_cast<const KeyParts *>(at))
                addWords(words, part.expression);
        }
    }
    return words;
}

} // namespace

void NamedThings::add(ObjectId id)
{
    if (const QString name = nameOf(*m_schema.find(id)); !name.isEmpty())
        m_byName[name.toCaseFolded()] += id;
}

QList<ObjectId> NamedThings::mentionedBy(const Object &object) const
{
    QList<ObjectId> found;
    if (m_byName.isEmpty())
        return found;
    const QSet<QString> words = wordsOf(object);
    for (const QString &word : words) {
        for (const ObjectId id : m_byName.value(word)) {
            const Object &named = *m_schema.find(id);
            const ObjectId table = parentOf(named);
            const Object *owner = as<Column>(named) ? m_schema.find(table) : nullptr;
            if (!owner || parentOf(object) == table || words.contains(nameOf(*owner).toCaseFolded()))
                found += id;
        }
    }
    return found;
}

} // namespace relata
