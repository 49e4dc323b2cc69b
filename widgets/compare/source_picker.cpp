#include "widgets/compare/source_picker.h"

#include "models/project/project.h"
#include "widgets/common/icons.h"

#include <QDir>
#include <QFileDialog>

namespace relata {
using namespace Qt::StringLiterals;
using Type = CompareSource::Type;

namespace {

constexpr auto askScript = "ask:script", askFolder = "ask:folder";

QString iconOf(Type type)
{
    switch (type) {
    case Type::Version:
        return u"migration"_s;
    case Type::Connection:
        return u"database"_s;
    case Type::Script:
        return u"query"_s;
    case Type::Folder:
        return u"project"_s;
    default:
        return u"edit"_s;
    }
}

} // namespace

SourcePicker::SourcePicker(const Theme &theme, const Project *project, QWidget *parent)
    : QComboBox(parent)
    , m_theme(theme)
    , m_project(project)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(10);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setPlaceholderText(tr("Choose…"));
    connect(this, &QComboBox::activated, this, &SourcePicker::choose);
    connect(&theme, &Theme::changed, this, &SourcePicker::fill);
}

void SourcePicker::offer(const QList<CompareSource> &sources)
{
    m_offered = sources;
    fill();
}

void SourcePicker::add(const CompareSource &source)
{
    addItem(icon(m_theme, iconOf(source.type)), source.title(m_project).translated(), source.key());
    setItemData(count() - 1,
        source.type == Type::Script ? QDir::toNativeSeparators(source.name) : itemText(count() - 1), Qt::ToolTipRole);
}

void SourcePicker::fill()
{
    clear();
    Type last = Type::None;
    for (const CompareSource &source : std::as_const(m_offered)) {
        if (last != Type::None && last != source.type)
            insertSeparator(count());
        add(source);
        last = source.type;
    }
    if (count() > 0)
        insertSeparator(count());
    if (m_source.isSet() && !m_offered.contains(m_source))
        add(m_source);
    addItem(icon(m_theme, u"folder"_s), tr("SQL File…"), QString::fromLatin1(askScript));
    addItem(icon(m_theme, u"folder"_s), tr("Another Project…"), QString::fromLatin1(askFolder));
    setCurrentIndex(m_source.isSet() ? findData(m_source.key()) : -1);
}

void SourcePicker::setSource(const CompareSource &source)
{
    m_source = source;
    fill();
}

void SourcePicker::choose(int row)
{
    const QString key = itemData(row).toString();
    if (key == QLatin1StringView(askScript))
        return ask(Type::Script);
    if (key == QLatin1StringView(askFolder))
        return ask(Type::Folder);
    emit sourceChosen(CompareSource::fromKey(key));
}

void SourcePicker::ask(Type type)
{
    setCurrentIndex(m_source.isSet() ? findData(m_source.key()) : -1); // until something is chosen
    auto *dialog = new QFileDialog(window(), type == Type::Script ? tr("SQL File") : tr("Another Project"));
    dialog->setObjectName(u"compareFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(type == Type::Script ? QFileDialog::ExistingFile : QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly, type == Type::Folder);
    if (type == Type::Script)
        dialog->setNameFilters({tr("SQL (*.sql)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this, type](const QString &path) {
        emit sourceChosen(CompareSource{type, path});
    });
    dialog->open();
}

} // namespace relata

#include "moc_source_picker.cpp"
