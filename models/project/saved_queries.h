#pragma once
#include "models/base/result.h"

#include <QMap>
#include <QObject>
#include <QStringList>

namespace relata {

/// The queries a project keeps: one .sql file each, called by its name without the ending. Every write leaves either
/// the old text or the new one, whatever happens meanwhile. GUI thread.
class SavedQueries : public QObject {
    Q_OBJECT
public:
    explicit SavedQueries(QString folder, QObject *parent = nullptr);

    const QString &folder() const { return m_folder; }
    QString path(const QString &name) const;
    QStringList names() const;
    bool contains(const QString &name) const;
    /// An error that says what is wrong with it as the name of a file.
    static Result<> checkName(const QString &name);

    Result<QString> read(const QString &name) const;
    /// The texts of all, by name.
    Result<QMap<QString, QString>> readAll() const;
    Result<> write(const QString &name, const QString &text);
    /// Never over another one.
    Result<> rename(const QString &from, const QString &to);
    Result<> remove(const QString &name);

signals:
    /// There are other names now, as far as this object made them.
    void changed();
    void renamed(const QString &from, const QString &to);
    void removed(const QString &name);

private:
    const QString m_folder;
};

} // namespace relata
