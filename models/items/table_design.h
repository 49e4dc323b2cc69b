#pragma once
#include "models/project/design_issues.h"
#include "models/project/edits.h"

#include <QObject>

namespace relata {

class Project;
struct Error;

/// One table of a project's design, as its editor works on it: the value of now, what is wrong with it, and the one way
/// to change it. GUI thread; the project must outlive it.
class TableDesign : public QObject {
    Q_OBJECT
public:
    TableDesign(Project &project, ObjectId table, QObject *parent = nullptr);

    const Schema &schema() const;
    const Schema &head() const;
    ObjectId table() const { return m_table; }
    /// The namespace that holds it.
    ObjectId space() const;
    bool exists() const { return schema().find(m_table); }
    /// Of the project's engine.
    const SqlFlavour &flavour() const { return *m_flavour; }
    QString engine() const { return m_engine; }

    const QList<DesignIssue> &issues() const { return m_issues; }
    /// Why this field cannot stay so; empty when it can.
    QString issue(ObjectId id, QByteArrayView field) const;

    /// Edits in a row with one merge key undo as one.
    void commit(const Edit &edit, const QString &mergeKey = {});
    bool commit(const Result<Edit> &edit, const QString &mergeKey = {});

signals:
    void changed();
    /// An intent that cannot be had; nothing was changed.
    void refused(const relata::Error &error);

private:
    void refresh();

    Project &m_project;
    ObjectId m_table;
    const SqlFlavour *m_flavour;
    QString m_engine;
    QList<DesignIssue> m_issues;
};

} // namespace relata
