#include "widgets/common/design_intents.h"
#include "models/items/schema_words.h"
#include "models/project/new_parts.h"
#include "models/project/project.h"
#include "models/schema/schema.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"

#include <QCoreApplication>

namespace relata::intents {
using namespace Qt::StringLiterals;

namespace {

QString said(const char *text) { return QCoreApplication::translate("Design", text); }

void take(Services &services, const Edit &edit)
{
    services.project->edit(edit.schema, edit.label);
    if (services.project->designed().find(edit.id))
        services.navigator.select(services.project->designed().ref(edit.id));
}

bool take(Services &services, const Result<Edit> &edit)
{
    if (edit)
        take(services, *edit);
    else
        services.navigator.notify(Tone::Warning, edit.error().message.translated());
    return edit.has_value();
}

/// What goes that was not named and does not belong to what was.
QStringList alsoGone(const Schema &schema, const QList<ObjectId> &ids)
{
    QStringList others;
    const QList<ObjectId> gone = edits::closureOfDrop(schema, ids);
    for (const ObjectId id : gone) {
        if (!ids.contains(id) && !gone.contains(parentOf(*schema.find(id))))
            others += objectTitle(schema, id);
    }
    return others;
}

} // namespace

void newTable(Services &services, ObjectId space)
{
    const Schema &schema = services.project->designed();
    const Edit table = edits::newTable(schema, space ? space : schema.defaultNamespace(),
        said(QT_TRANSLATE_NOOP("Design", "new_table")), QString::fromUtf8(services.project->config().engine));
    take(services, table);
    services.navigator.open(services.project->designed().ref(table.id));
}

void newObject(Services &services, Kind kind, ObjectId space)
{
    if (kind == Kind::Table)
        return newTable(services, space);
    const Schema &schema = services.project->designed();
    const Edit edit = edits::newObject(schema, kind, space ? space : schema.defaultNamespace());
    take(services, edit);
    if (kind != Kind::Namespace)
        services.navigator.open(services.project->designed().ref(edit.id));
}

void newPart(Services &services, Kind kind, ObjectId table)
{
    const Project &project = *services.project;
    if (!as<Table>(project.designed().find(table)))
        return;
    services.navigator.open(project.designed().ref(table));
    take(services, edits::newPart(project.designed(), kind, table, QString::fromUtf8(project.config().engine)));
}

void rename(Services &services, ObjectId id, const QString &name)
{
    const Edit edit = edits::rename(services.project->designed(), id, name);
    services.project->edit(edit.schema, edit.label);
}

void drop(Services &services, const QList<ObjectId> &ids)
{
    Project &project = *services.project;
    const QStringList others = alsoGone(project.designed(), ids);
    if (!take(services, edits::drop(project.designed(), ids)) || others.isEmpty())
        return;
    const bool many = others.size() > 3;
    const QString listed = others.mid(0, 3).join(u", "_s) + (many ? u" …"_s : QString());
    services.navigator.notify(Tone::Warning,
        said(QT_TRANSLATE_NOOP("Design", "What named it went with it: %1")).arg(listed),
        said(QT_TRANSLATE_NOOP("Design", "Undo")), [&project] { project.undo(); });
}

void duplicate(Services &services, ObjectId id) { take(services, edits::duplicate(services.project->designed(), id)); }

void restore(Services &services, ObjectId id)
{
    take(services, edits::restored(services.project->designed(), services.project->head(), id));
}

} // namespace relata::intents
