#pragma once
#include "models/base/message.h"
#include "models/diagram/diagram.h"

#include <vector>

namespace relata {

/// Labelled values of a diagram; undo and redo are steps between them.
class DiagramHistory {
public:
    explicit DiagramHistory(Diagram initial = {})
        : m_entries{{std::move(initial), {}}}
    { }

    const Diagram &current() const { return m_entries[m_at].diagram; }
    /// The next value; what was undone is forgotten. An equal value is no step.
    void push(Diagram diagram, const Message &label)
    {
        if (diagram == current())
            return;
        m_entries.resize(m_at + 1);
        m_entries.push_back({std::move(diagram), label});
        ++m_at;
    }
    /// Changes the present value without a step: places of tables that nobody moved.
    void amend(Diagram diagram) { m_entries[m_at].diagram = std::move(diagram); }

    bool canUndo() const { return m_at > 0; }
    bool canRedo() const { return m_at + 1 < m_entries.size(); }
    Message undoLabel() const { return canUndo() ? m_entries[m_at].label : Message(); }
    Message redoLabel() const { return canRedo() ? m_entries[m_at + 1].label : Message(); }
    void undo() { m_at -= canUndo() ? 1 : 0; }
    void redo() { m_at += canRedo() ? 1 : 0; }

private:
    struct Entry {
        Diagram diagram;
        Message label; ///< of the step that led here
    };
    std::vector<Entry> m_entries;
    size_t m_at = 0;
};

} // namespace relata
