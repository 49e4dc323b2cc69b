#include "models/project/journal.h"

#include "models/base/file_text.h"
#include "models/schema/schema_file.h"

#include <QtConcurrentRun>

namespace relata {

Journal::Journal(QString path)
    : m_path(std::move(path))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(400);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { write(); });
}

Journal::~Journal() { flush(); }

void Journal::keep(const Schema &schema)
{
    m_waiting = schema;
    if (!m_timer.isActive()) // typing on does not put it off
        m_timer.start();
}

void Journal::write()
{
    if (!m_waiting)
        return;
    if (m_writing.isRunning()) {
        m_timer.start(); // one at a time, so that the newest is written last
        return;
    }
    // What cannot be written here is told when it is saved.
    m_writing = QtConcurrent::run(
        [path = m_path, schema = *m_waiting] { std::ignore = writeFile(path, writeSchemaLines(schema)); });
    m_waiting.reset();
}

void Journal::flush()
{
    m_timer.stop();
    m_writing.waitForFinished();
    write();
    m_writing.waitForFinished();
}

void Journal::pause()
{
    m_waiting.reset();
    m_timer.stop();
    m_writing.waitForFinished();
}

} // namespace relata
