#pragma once
#include "models/diagram/diagram_content.h"
#include "models/diagram/diagram_history.h"
#include "models/jobs/job.h"
#include "widgets/diagram/diagram_scene.h"

#include <QObject>
#include <QTimer>

namespace relata {

class JobCenter;
struct DiagramMetrics;

/// One diagram of a project: its value with undo, its file, and the scene built from it and a schema; heavy work runs
/// as a job. On the thread of the window.
class DiagramDocument : public QObject {
    Q_OBJECT
public:
    /// `file` may not exist yet; empty: never written. Without `jobs` all work is done at once.
    DiagramDocument(QString file, JobCenter *jobs, QObject *parent = nullptr);
    ~DiagramDocument() override;

    /// Reads the file again; where it is broken the document is empty and never overwrites it.
    Result<void> load();
    /// The same for a document that only takes its places from there: nothing is ever written.
    Result<void> borrow();
    /// Writes now what waits to be written.
    void flush();

    const Diagram &diagram() const { return m_history.current(); }
    const DiagramHistory &history() const { return m_history; }
    bool hasTables() const { return !m_content.tables.empty(); }
    /// A scene is being built as a job.
    bool isArranging() const { return m_job != 0; }

    /// Shows this schema: known tables keep their places, new ones stand near their neighbours. `base` marks what is
    /// new, changed or gone.
    void setSchema(const Schema &schema, const Schema &base);
    /// Shows a comparison: tables stand where they stood, whether they were shown meanwhile or not, unless most are
    /// new. Then only what was borrowed stays.
    void setContent(DiagramContent content);
    void setMetrics(const DiagramMetrics &metrics) { m_metrics = &metrics; }
    void setAspectRatio(double ratio) { m_options.aspectRatio = ratio; }

    void moveTables(const QHash<ObjectId, QPoint> &positions);
    /// A place for a table that is about to appear.
    void reservePlace(ObjectId table, QPoint position);
    void setPinned(const QList<ObjectId> &tables, bool pinned);
    /// Puts tables into the area of that name, which is made when there is none; an empty name takes them out.
    void setArea(const QList<ObjectId> &tables, const QString &name);
    /// Lays out anew, as one step of undo.
    void layOut();
    void undo();
    void redo();

signals:
    /// A new scene to show.
    void sceneBuilt(relata::DiagramScene scene);
    /// A job was begun, or ended without a scene.
    void arrangingChanged();
    /// A step was made, undone or redone.
    void diagramChanged();
    void failed(const relata::Error &error);

private:
    void push(Diagram diagram, const Message &label);
    void build(bool anew);
    void take(Result<DiagramScene> scene, bool anew);
    Diagram withPlaces(const DiagramScene &scene) const;
    void save();

    QString m_file;
    JobCenter *m_jobs;
    const DiagramMetrics *m_metrics = nullptr;
    LayoutOptions m_options;
    DiagramHistory m_history;
    Diagram m_borrowed;
    DiagramContent m_content;
    QTimer m_saving;
    JobId m_job = 0;
    quint64 m_generation = 0; ///< results of earlier builds are dropped
    bool m_readOnly = false;
};

} // namespace relata
