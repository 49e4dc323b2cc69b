#include "widgets/diagram/diagram_document.h"

#include "models/diagram/diagram_file.h"
#include "models/jobs/job_center.h"
#include "models/schema/schema.h"
#include "widgets/diagram/diagram_metrics.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace relata {

namespace {

constexpr int saveAfter = 500; ///< milliseconds
constexpr size_t atOnce = 60; ///< so many tables are built without a job

Message label(const char *text) { return {"Diagram", text, {}}; }

Result<DiagramScene> built(DiagramContent content, const std::vector<QSize> &sizes, const Diagram &diagram,
    const LayoutOptions &options, bool anew, const LayoutProgress &progress)
{
    DiagramScene scene(std::move(content), sizes);
    const Result<void> done =
        anew ? scene.layOut(diagram, options, progress) : scene.arrange(diagram, options, progress);
    if (!done)
        return tl::unexpected(done.error());
    return scene;
}

} // namespace

DiagramDocument::DiagramDocument(QString file, JobCenter *jobs, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_jobs(jobs)
{
    m_saving.setSingleShot(true);
    m_saving.setInterval(saveAfter);
    connect(&m_saving, &QTimer::timeout, this, &DiagramDocument::save);
}

DiagramDocument::~DiagramDocument()
{
    if (m_jobs && m_job)
        m_jobs->cancel(m_job);
    flush();
}

Result<void> DiagramDocument::load()
{
    m_history = DiagramHistory();
    m_readOnly = m_file.isEmpty();
    QFile file(m_file);
    if (m_file.isEmpty() || !file.exists())
        return {};
    m_readOnly = true;
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error{Error::Code::File,
            {"Diagram", QT_TRANSLATE_NOOP("Diagram", "%1 cannot be read."), {m_file}}, file.errorString(), {}, {}});
    }
    const auto diagram = readDiagram(file.readAll(), QFileInfo(m_file).fileName());
    if (!diagram)
        return tl::unexpected(diagram.error());
    m_history = DiagramHistory(*diagram);
    m_readOnly = false;
    return {};
}

Result<void> DiagramDocument::borrow()
{
    const Result<void> done = load();
    m_readOnly = true;
    m_borrowed = diagram();
    return done;
}

void DiagramDocument::flush()
{
    if (m_saving.isActive())
        save();
}

void DiagramDocument::save()
{
    m_saving.stop();
    if (m_readOnly)
        return;
    QDir().mkpath(QFileInfo(m_file).path());
    QSaveFile file(m_file);
    const QByteArray text = writeDiagram(diagram());
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush() && file.commit())
        return;
    emit failed(Error{Error::Code::File, {"Diagram", QT_TRANSLATE_NOOP("Diagram", "%1 cannot be written."), {m_file}},
        file.errorString(), {}, {}});
}

void DiagramDocument::setSchema(const Schema &schema, const Schema &base)
{
    m_history.amend(diagram().reconciled(schema));
    m_content = diagramContent(schema, base);
    build(false);
}

void DiagramDocument::setContent(DiagramContent content)
{
    m_content = std::move(content);
    const auto isKnown = [this](const DiagramTable &one) { return diagram().boxes.contains(one.id); };
    const auto known = std::count_if(m_content.tables.begin(), m_content.tables.end(), isKnown);
    if (size_t(known) < m_content.tables.size() / 2)
        m_history.amend(m_borrowed);
    build(false);
}

void DiagramDocument::build(bool anew)
{
    if (!m_metrics)
        return;
    std::vector<QSize> sizes;
    for (const DiagramTable &table : m_content.tables)
        sizes.push_back(m_metrics->sizeOf(table));
    ++m_generation;
    if (m_jobs && m_job)
        m_jobs->cancel(m_job);
    m_job = 0;
    if (!m_jobs || m_content.tables.size() <= atOnce) {
        take(built(m_content, sizes, diagram(), m_options, anew, {}), anew);
        return;
    }
    const auto work = [content = m_content, sizes, value = diagram(), options = m_options, anew](JobContext &context) {
        const LayoutProgress progress = [&](int done, int total) {
            context.report({done, total, {}});
            return !context.stopRequested();
        };
        return built(content, sizes, value, options, anew, progress);
    };
    const auto done = [this, anew, generation = m_generation](Result<DiagramScene> scene) {
        if (generation == m_generation)
            take(std::move(scene), anew);
    };
    m_job = m_jobs->start(label(QT_TRANSLATE_NOOP("Diagram", "Arrange the diagram")), this, work, done);
    emit arrangingChanged();
}

void DiagramDocument::take(Result<DiagramScene> scene, bool anew)
{
    m_job = 0;
    if (!scene) {
        if (scene.error().code != Error::Code::Cancelled)
            emit failed(scene.error());
        emit arrangingChanged();
        return;
    }
    const Diagram placed = withPlaces(*scene);
    if (anew)
        push(placed, label(QT_TRANSLATE_NOOP("Diagram", "Lay out the diagram")));
    else
        m_history.amend(placed);
    emit sceneBuilt(std::move(*scene));
}

Diagram DiagramDocument::withPlaces(const DiagramScene &scene) const
{
    Diagram result = diagram();
    for (int i = 0; i < scene.tableCount(); ++i) {
        const DiagramTable &table = scene.content().tables[size_t(i)];
        Diagram::Box &box = result.boxes[table.id];
        box.position = scene.rect(i).topLeft();
        box.name = table.schema.isEmpty() ? table.name : QString(table.schema + u'.' + table.name);
    }
    return result;
}

void DiagramDocument::push(Diagram diagram, const Message &text)
{
    m_history.push(std::move(diagram), text);
    m_saving.start();
    emit diagramChanged();
}

void DiagramDocument::moveTables(const QHash<ObjectId, QPoint> &positions)
{
    Diagram next = diagram();
    for (const auto &[id, position] : positions.asKeyValueRange())
        next.boxes[id].position = position;
    push(std::move(next), label(QT_TRANSLATE_NOOP("Diagram", "Move tables")));
}

void DiagramDocument::reservePlace(ObjectId table, QPoint position)
{
    Diagram next = diagram();
    next.boxes[table].position = position;
    m_history.amend(std::move(next));
    m_saving.start();
}

void DiagramDocument::setPinned(const QList<ObjectId> &tables, bool pinned)
{
    Diagram next = diagram();
    for (const ObjectId id : tables)
        next.boxes[id].pinned = pinned;
    push(std::move(next), label(QT_TRANSLATE_NOOP("Diagram", "Pin tables")));
}

void DiagramDocument::setArea(const QList<ObjectId> &tables, const QString &name)
{
    Diagram next = diagram();
    int area = -1;
    for (int i = 0; i < next.areas.size(); ++i) {
        if (next.areas.at(i).name == name)
            area = i;
    }
    if (area < 0 && !name.isEmpty()) {
        area = int(next.areas.size());
        next.areas.append({name, area});
    }
    for (const ObjectId id : tables)
        next.boxes[id].area = area;
    push(std::move(next), label(QT_TRANSLATE_NOOP("Diagram", "Change the area of tables")));
    build(false);
}

void DiagramDocument::layOut() { build(true); }

void DiagramDocument::undo()
{
    if (!m_history.canUndo())
        return;
    m_history.undo();
    m_saving.start();
    build(false);
    emit diagramChanged();
}

void DiagramDocument::redo()
{
    if (!m_history.canRedo())
        return;
    m_history.redo();
    m_saving.start();
    build(false);
    emit diagramChanged();
}

} // namespace relata

#include "moc_diagram_document.cpp"
