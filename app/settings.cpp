#include "app/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace relata {

ProfilePaths ProfilePaths::standard()
{
    const auto place = [](QStandardPaths::StandardLocation location) -> QString {
        return QStandardPaths::writableLocation(location) + u"/relata"_s;
    };
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (state.isEmpty())
        state = QDir::homePath() + u"/.local/state"_s;
    return {
        place(QStandardPaths::GenericConfigLocation), place(QStandardPaths::GenericDataLocation), state + u"/relata"_s};
}

ProfilePaths ProfilePaths::below(const QString &folder)
{
    const QString root = QDir(folder).absolutePath();
    return {root, root + u"/data"_s, root + u"/state"_s};
}

Settings::Settings(const ProfilePaths &paths)
    : m_paths(paths)
{
    for (const QString &folder : {paths.config, paths.data, paths.state})
        QDir().mkpath(folder);
    m_store = std::make_unique<QSettings>(paths.config + u"/relata.conf"_s, QSettings::IniFormat);
    migrate();
}

void Settings::migrate()
{
    const int found = m_store->value("schema"_L1, 0).toInt();
    if (found < schema)
        m_store->setValue("schema"_L1, schema);
}

QString Settings::problem() const
{
    if (m_store->status() == QSettings::FormatError)
        return QCoreApplication::translate("Settings", "The settings file %1 is broken; it is read as far as possible.")
            .arg(QDir::toNativeSeparators(m_store->fileName()));
    if (!m_store->isWritable())
        return QCoreApplication::translate("Settings", "Settings cannot be kept: %1 cannot be written.")
            .arg(QDir::toNativeSeparators(m_store->fileName()));
    return {};
}

} // namespace relata
