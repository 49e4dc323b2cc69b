#pragma once
#include <QSettings>
#include <QString>

#include <memory>

namespace relata {

/// Where this program keeps what is its own: all below one folder with `--profile DIR`, else in the XDG places.
struct ProfilePaths {
    QString config; ///< settings, connections
    QString data; ///< history, samples
    QString state; ///< session journal and locks

    static ProfilePaths standard();
    static ProfilePaths below(const QString &folder);
};

/// The settings file (INI), brought to today's schema when an older program wrote it. One written by a newer program is
/// read as far as it is understood and never overwritten by an older schema number.
class Settings {
public:
    static constexpr int schema = 1;

    explicit Settings(const ProfilePaths &paths);

    const ProfilePaths &paths() const { return m_paths; }
    QSettings &store() { return *m_store; }
    /// Empty when the file can be written, else a sentence for people.
    QString problem() const;

private:
    void migrate();

    ProfilePaths m_paths;
    std::unique_ptr<QSettings> m_store;
};

} // namespace relata
