#include "widgets/diagram/diagram_accessible.h"

#include "widgets/diagram/diagram_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

namespace relata {

namespace {

/// One table, as an entry of the list. Entries are made when asked for and belong to QAccessible's cache.
class TableEntry : public QAccessibleInterface {
public:
    TableEntry(DiagramView *view, int table)
        : m_view(view)
        , m_table(table)
    { }

    bool isValid() const override { return m_view && m_table < m_view->scene().tableCount(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override { }

    QString text(QAccessible::Text which) const override
    {
        if (!isValid())
            return {};
        if (which == QAccessible::Name)
            return m_view->describe(m_table);
        if (which == QAccessible::Description)
            return m_view->scene().content().tables[size_t(m_table)].comment;
        return {};
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect box = m_view->scene().rect(m_table);
        const QPoint corner = m_view->viewport()->mapToGlobal(m_view->fromPaper(box.topLeft()).toPoint());
        return {corner, (QSizeF(box.size()) * m_view->zoom()).toSize()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = state.multiSelectable = true;
        state.focused = isValid() && m_view->hasFocus() && m_view->highlight().focus == m_table;
        state.selected = isValid() && m_view->highlight().isSelected(m_table);
        return state;
    }

private:
    QPointer<DiagramView> m_view;
    int m_table;
};

class ViewEntry : public QAccessibleWidget {
public:
    explicit ViewEntry(DiagramView *view)
        : QAccessibleWidget(view, QAccessible::List)
    { }
    ~ViewEntry() override
    {
        for (const QAccessible::Id id : m_ids) {
            if (id)
                QAccessible::deleteAccessibleInterface(id);
        }
    }

    int childCount() const override { return view()->scene().tableCount(); }

    QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        if (m_ids.size() <= size_t(index))
            m_ids.resize(size_t(index) + 1, 0);
        QAccessible::Id &id = m_ids[size_t(index)];
        if (!id)
            id = QAccessible::registerAccessibleInterface(new TableEntry(view(), index));
        return QAccessible::accessibleInterface(id);
    }

    int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (size_t i = 0; i < m_ids.size(); ++i) {
            if (m_ids[i] && QAccessible::accessibleInterface(m_ids[i]) == wanted)
                return int(i);
        }
        return -1;
    }

    QAccessibleInterface *focusChild() const override { return child(view()->highlight().focus); }

private:
    DiagramView *view() const { return static_cast<DiagramView *>(object()); }

    mutable std::vector<QAccessible::Id> m_ids;
};

QAccessibleInterface *makeEntry(const QString &, QObject *object)
{
    auto *view = qobject_cast<DiagramView *>(object);
    return view ? new ViewEntry(view) : nullptr;
}

} // namespace

void installDiagramAccessibility() { QAccessible::installFactory(makeEntry); }

} // namespace relata
