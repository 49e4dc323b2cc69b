#pragma once
#include "models/items/schema_lines.h"

#include <QMap>

#include <optional>

namespace relata {

class ConnectionBook;
class Project;

/// What is known of a connection's database: being read, read, or why not.
struct LiveSchema {
    bool reading = false;
    std::optional<Schema> schema;
    QString problem;
};

/// What a line of the explorer opens, beside objects: the kind and id of a document, or a connection's name.
struct ExplorerTarget {
    enum class What : unsigned char { Nothing, Document, Connection };
    What what = What::Nothing;
    QByteArray kind;
    QString id;
};

/// The lines of the explorer: the project's schema, migrations, diagrams and queries, and the connections with what is
/// in their databases.
class ExplorerLines {
public:
    ExplorerLines(const Project *project, const ConnectionBook &connections);

    QList<TreeLine> operator()(const TreeLine *parent) const;
    /// Of a line that these functions made.
    static ExplorerTarget target(const TreeLine &line);
    /// The name of the connection below which the line stands; empty for those of the project.
    static QString connectionOf(const TreeLine &line);

    void setLive(const QString &connection, LiveSchema live) { m_live[connection] = std::move(live); }
    bool hasLive(const QString &connection) const { return m_live.contains(connection); }
    void forgetLive(const QString &connection) { m_live.remove(connection); }
    void setTones(ObjectTones tones) { m_tones = std::move(tones); }

private:
    QList<TreeLine> top() const;
    QList<TreeLine> section(const QString &name) const;
    QList<TreeLine> migrations() const;
    QList<TreeLine> files(const QString &folder, const QString &suffix, const QByteArray &kind) const;
    QList<TreeLine> connections() const;
    QList<TreeLine> live(const QString &connection, const TreeLine *parent) const;

    const Project *m_project;
    const ConnectionBook &m_connections;
    QMap<QString, LiveSchema> m_live;
    ObjectTones m_tones;
};

} // namespace relata
