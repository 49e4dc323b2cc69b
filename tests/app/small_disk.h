#pragma once
#include <QString>

namespace relata::tests {

/// A disk that can be filled: a file system in memory mounted on the folder where that is allowed, else this process's
/// own limit on the size of files. Writing fails for real either way. One at a time.
class SmallDisk {
public:
    explicit SmallDisk(const QString &folder);
    ~SmallDisk();
    SmallDisk(const SmallDisk &) = delete;

    /// From now on nothing more can be written.
    void fill() const;
    void free() const;
    /// What the system says of it.
    QString words() const;

private:
    QString m_folder;
    bool m_mounted = false;
};

/// Gives a SQLite file, which nobody has open, more pages than the disk could hold once more: all but those that it had
/// are a hole.
bool growWithHoles(const QString &database);

} // namespace relata::tests
