#include "models/project/edit_labels.h"

#include <QtGlobal>

#include <array>

namespace relata {

namespace {

struct Texts {
    const char *add, *change, *rename, *drop;
};

constexpr std::array<Texts, std::size_t(Kind::VirtualTable) + 2> texts{{
    {QT_TRANSLATE_NOOP("Edits", "Add schema %1"), QT_TRANSLATE_NOOP("Edits", "Change schema %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename schema %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop schema %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add table %1"), QT_TRANSLATE_NOOP("Edits", "Change table %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename table %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop table %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add column %1"), QT_TRANSLATE_NOOP("Edits", "Change column %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename column %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop column %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add primary key %1"), QT_TRANSLATE_NOOP("Edits", "Change primary key %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename primary key %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop primary key %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add unique constraint %1"), QT_TRANSLATE_NOOP("Edits", "Change unique constraint %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename unique constraint %1 to %2"),
        QT_TRANSLATE_NOOP("Edits", "Drop unique constraint %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add foreign key %1"), QT_TRANSLATE_NOOP("Edits", "Change foreign key %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename foreign key %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop foreign key %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add check %1"), QT_TRANSLATE_NOOP("Edits", "Change check %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename check %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop check %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add index %1"), QT_TRANSLATE_NOOP("Edits", "Change index %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename index %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop index %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add view %1"), QT_TRANSLATE_NOOP("Edits", "Change view %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename view %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop view %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add routine %1"), QT_TRANSLATE_NOOP("Edits", "Change routine %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename routine %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop routine %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add trigger %1"), QT_TRANSLATE_NOOP("Edits", "Change trigger %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename trigger %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop trigger %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add sequence %1"), QT_TRANSLATE_NOOP("Edits", "Change sequence %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename sequence %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop sequence %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add enum type %1"), QT_TRANSLATE_NOOP("Edits", "Change enum type %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename enum type %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop enum type %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add event %1"), QT_TRANSLATE_NOOP("Edits", "Change event %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename event %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop event %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add virtual table %1"), QT_TRANSLATE_NOOP("Edits", "Change virtual table %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename virtual table %1 to %2"),
        QT_TRANSLATE_NOOP("Edits", "Drop virtual table %1")},
    {QT_TRANSLATE_NOOP("Edits", "Add unmanaged object %1"), QT_TRANSLATE_NOOP("Edits", "Change unmanaged object %1"),
        QT_TRANSLATE_NOOP("Edits", "Rename unmanaged object %1 to %2"),
        QT_TRANSLATE_NOOP("Edits", "Drop unmanaged object %1")},
}};

/// Of kinds that no editor makes yet.
constexpr Texts others{QT_TRANSLATE_NOOP("Edits", "Add object %1"), QT_TRANSLATE_NOOP("Edits", "Change object %1"),
    QT_TRANSLATE_NOOP("Edits", "Rename object %1 to %2"), QT_TRANSLATE_NOOP("Edits", "Drop object %1")};

} // namespace

Message editLabel(EditVerb verb, Kind kind, const QStringList &names)
{
    const Texts &row = kind <= Kind::VirtualTable ? texts[std::size_t(kind)]
        : kind == Kind::Opaque                    ? texts.back()
                                                  : others;
    const std::array<const char *, 4> verbs{row.add, row.change, row.rename, row.drop};
    return {"Edits", verbs[std::size_t(verb)], names};
}

} // namespace relata
