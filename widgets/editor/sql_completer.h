#pragma once
#include <QObject>

#include <memory>

class QListView;
class QStandardItemModel;
class QTimer;

namespace relata {

class CompletionNames;
class SqlEditor;
class Theme;

/// Offers names below the caret of an editor as one types, or on Ctrl+Space.
class SqlCompleter : public QObject {
    Q_OBJECT
public:
    /// Theme and editor outlive it.
    SqlCompleter(const Theme &theme, SqlEditor &editor, QObject *parent = nullptr);
    ~SqlCompleter() override;

    /// Null: only what needs no schema.
    void setNames(std::shared_ptr<const CompletionNames> names);
    bool isOpen() const;
    QListView &list() const { return *m_list; }

public slots:
    void open();
    void close();
    void accept();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void typed(int character);
    void refresh(bool asked);
    void place(qsizetype begin);
    bool navigate(int key);

    SqlEditor &m_editor;
    std::shared_ptr<const CompletionNames> m_names;
    QStandardItemModel *m_model;
    std::unique_ptr<QListView> m_list;
    QTimer *m_pause;
    qsizetype m_begin = 0;
};

} // namespace relata
