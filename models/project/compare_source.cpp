#include "models/project/compare_source.h"

#include "models/project/project.h"

#include <QFileInfo>

#include <array>

namespace relata {
using namespace Qt::StringLiterals;

static constexpr std::array words{"", "design", "version", "connection", "script", "folder"};

QString CompareSource::key() const
{
    const QString word = QLatin1StringView(words[std::size_t(type)]);
    return name.isEmpty() ? word : word + u':' + name;
}

CompareSource CompareSource::fromKey(const QString &key)
{
    const QString word = key.section(u':', 0, 0);
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (word == QLatin1StringView(words[i]))
            return {Type(i), key.mid(word.size() + 1)};
    }
    return {};
}

Message CompareSource::title(const Project *project) const
{
    switch (type) {
    case Type::None:
        break;
    case Type::Design:
        return {"Compare", QT_TRANSLATE_NOOP("Compare", "Design"), {}};
    case Type::Version: {
        if (name == "0"_L1)
            return {"Compare", QT_TRANSLATE_NOOP("Compare", "Timeline before its first migration"), {}};
        const MigrationFile *migration = project ? project->timeline().find(name) : nullptr;
        return {"Compare", QT_TRANSLATE_NOOP("Compare", "Timeline at %1 %2"),
            {name, migration ? migration->title : QString()}};
    }
    case Type::Connection:
        return {"Compare", QT_TRANSLATE_NOOP("Compare", "Database %1"), {name}};
    case Type::Script:
        return {"Compare", QT_TRANSLATE_NOOP("Compare", "File %1"), {QFileInfo(name).fileName()}};
    case Type::Folder:
        return {"Compare", QT_TRANSLATE_NOOP("Compare", "Project %1"), {QFileInfo(name).fileName()}};
    }
    return {};
}

QString CompareSource::shortTitle() const
{
    if (type == Type::Script || type == Type::Folder)
        return QFileInfo(name).fileName();
    return name.isEmpty() ? title(nullptr).translated() : name;
}

} // namespace relata
