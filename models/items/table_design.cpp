#include "models/items/table_design.h"

#include "models/project/project.h"
#include "models/sql/sql_flavour.h"

namespace relata {

TableDesign::TableDesign(Project &project, ObjectId table, QObject *parent)
    : QObject(parent)
    , m_project(project)
    , m_table(table)
    , m_flavour(sqlFlavour(QString::fromUtf8(project.config().engine)))
    , m_engine(QString::fromUtf8(project.config().engine))
{
    if (!m_flavour)
        m_flavour = &sqliteFlavour();
    connect(&project, &Project::designedChanged, this, &TableDesign::refresh);
    connect(&project, &Project::headChanged, this, &TableDesign::changed);
    refresh();
}

const Schema &TableDesign::schema() const { return m_project.designed(); }
const Schema &TableDesign::head() const { return m_project.head(); }

ObjectId TableDesign::space() const
{
    const Object *object = schema().find(m_table);
    return object ? parentOf(*object) : ObjectId();
}

QString TableDesign::issue(ObjectId id, QByteArrayView field) const
{
    for (const DesignIssue &each : m_issues) {
        if (each.object == id && field == each.field)
            return each.message.translated();
    }
    return {};
}

void TableDesign::commit(const Edit &edit, const QString &mergeKey)
{
    if (!edit.label.isEmpty())
        m_project.edit(edit.schema, edit.label, mergeKey);
}

bool TableDesign::commit(const Result<Edit> &edit, const QString &mergeKey)
{
    if (!edit) {
        emit refused(edit.error());
        return false;
    }
    commit(*edit, mergeKey);
    return true;
}

void TableDesign::refresh()
{
    m_issues = designIssues(schema(), m_table, *m_flavour, m_engine);
    emit changed();
}

} // namespace relata

#include "moc_table_design.cpp"
