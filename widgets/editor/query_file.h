#pragma once
#include <QObject>

namespace relata {

class Banner;
class SavedQueries;
class SqlEditor;

/// The saved query that an editor shows, if it shows one: its name, whether the text is another by now, and saving.
/// Problems are told in the banner.
class QueryFile : public QObject {
    Q_OBJECT
public:
    /// `queries` is null without a project: nothing can be saved then. All outlive it.
    QueryFile(SavedQueries *queries, SqlEditor &editor, Banner &banner, QObject *parent = nullptr);

    bool canSave() const { return m_queries != nullptr; }
    /// Empty for a text that was never saved.
    const QString &name() const { return m_name; }
    bool isModified() const;

    /// Shows the query of that name, if there is one.
    void open(const QString &name);
    /// What a crash or a restart left of the text; the file's own stays the one to compare with.
    void takeUp(const QString &text);
    /// True when the file has the text now; asks for a name where there is none.
    bool save();
    void saveAs();

signals:
    void changed();
    /// The text has a name now, or another.
    void named(const QString &name);

private:
    void askForName();
    bool write(const QString &name, bool overwrite);
    void tellConflict(const QString &theirs);
    void follow(const QString &name);

    SavedQueries *m_queries;
    SqlEditor &m_editor;
    Banner &m_banner;
    QString m_name;
    bool m_isGone = false; ///< somebody deleted the file
    QString m_saved; ///< what the file had when it was read or written last
};

} // namespace relata
