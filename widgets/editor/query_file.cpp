#include "widgets/editor/query_file.h"

#include "models/project/saved_queries.h"
#include "widgets/common/banner.h"
#include "widgets/editor/sql_editor.h"

#include <QInputDialog>

namespace relata {
using namespace Qt::StringLiterals;

QueryFile::QueryFile(SavedQueries *queries, SqlEditor &editor, Banner &banner, QObject *parent)
    : QObject(parent)
    , m_queries(queries)
    , m_editor(editor)
    , m_banner(banner)
{
    connect(&editor, &QsciScintilla::modificationChanged, this, &QueryFile::changed);
    if (!queries)
        return;
    connect(queries, &SavedQueries::renamed, this, [this](const QString &from, const QString &to) {
        if (from == m_name)
            follow(to);
    });
    connect(queries, &SavedQueries::removed, this, [this](const QString &gone) {
        if (gone != m_name)
            return;
        m_saved.clear();
        m_isGone = true;
        emit changed();
    });
}

bool QueryFile::isModified() const { return !m_name.isEmpty() && (m_isGone || m_editor.isModified()); }

void QueryFile::open(const QString &name)
{
    const Result<QString> text = m_queries->read(name);
    if (!text)
        return m_banner.show(text.error());
    m_saved = *text;
    m_editor.setText(m_saved);
    m_editor.setModified(false);
    follow(name);
}

void QueryFile::takeUp(const QString &text)
{
    if (m_name.isEmpty() || text != m_saved)
        m_editor.setText(text);
    emit changed();
}

void QueryFile::follow(const QString &name)
{
    m_name = name;
    emit named(name);
    emit changed();
}

bool QueryFile::save()
{
    if (!m_queries)
        return false;
    if (m_name.isEmpty()) {
        askForName();
        return false;
    }
    return write(m_name, false);
}

void QueryFile::saveAs()
{
    if (m_queries)
        askForName();
}

bool QueryFile::write(const QString &name, bool overwrite)
{
    const Result<QString> theirs = m_queries->contains(name) ? m_queries->read(name) : Result<QString>(QString());
    const bool changedOutside = theirs && m_queries->contains(name) && *theirs != m_saved;
    if (changedOutside && !overwrite) {
        tellConflict(*theirs);
        return false;
    }
    const QString text = m_editor.text();
    if (const Result<> done = m_queries->write(name, text); !done) {
        m_banner.show(done.error());
        return false;
    }
    m_saved = text;
    m_isGone = false;
    m_editor.setModified(false);
    m_banner.dismiss();
    if (name != m_name)
        follow(name);
    emit changed();
    return true;
}

void QueryFile::tellConflict(const QString &theirs)
{
    m_banner.show(Tone::Warning, tr("The file of “%1” was changed outside of this window.").arg(m_name));
    m_banner.addAction(tr("Keep My Text"), [this] { write(m_name, true); });
    m_banner.addAction(tr("Take the File's"), [this, theirs] {
        m_saved = theirs;
        m_editor.setText(theirs);
        m_editor.setModified(false);
        m_banner.dismiss();
        emit changed();
    });
}

void QueryFile::askForName()
{
    auto *dialog = new QInputDialog(m_editor.window());
    dialog->setObjectName(u"saveQueryDialog"_s);
    dialog->setAccessibleName(tr("Save Query"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save Query"));
    dialog->setLabelText(tr("Name in the project"));
    dialog->setTextValue(m_name);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &typed) {
        const QString name = typed.trimmed();
        if (const Result<> fits = SavedQueries::checkName(name); !fits)
            return m_banner.show(fits.error());
        if (name != m_name && m_queries->contains(name))
            return m_banner.show(Tone::Danger, tr("There is a query named “%1” already.").arg(name));
        write(name, false);
    });
    dialog->open();
}

} // namespace relata

#include "moc_query_file.cpp"
