#include "models/project/journal.h"

#include "models/base/file_text.h"
#include "models/schema/schema_file.h"

#include <system_error>

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
    if (m_writing.valid() && m_writing.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        m_timer.start(); // one at a time, so that the newest is written last
        return;
    }
    // What cannot be written here is told when it is saved.
    const auto work = [path = m_path, schema = *m_waiting] { std::ignore = writeFile(path, writeSchemaLines(schema)); };
    m_waiting.reset();
    try {
        m_writing = std::async(std::launch::async, work);
    } catch (const std::system_error &) { // no more threads to be had
        work();
    }
}

void Journal::wait()
{
    if (m_writing.valid())
        m_writing.wait();
}

void Journal::flush()
{
    m_timer.stop();
    wait();
    write();
    wait();
}

void Journal::pause()
{
    m_waiting.reset();
    m_timer.stop();
    wait();
}

} // namespace relata
