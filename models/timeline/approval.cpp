#include "models/timeline/approval.h"

#include "models/base/file_text.h"
#include "models/engine/engine.h"
#include "models/sql/normal_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

QString approvalHash(const MigrationFile &migration, const Timeline &timeline, const Engine &engine, bool isDown)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&](const QByteArray &part) {
        hash.addData(QByteArray(QByteArray::number(part.size()) + ":"));
        hash.addData(part);
    };
    if (isDown)
        add("down");
    add(migration.id.toUtf8());
    add(migration.isPython() ? migration.python.toUtf8() : tokenChecksum(migration.up, *engine.flavour));
    add(tokenChecksum(migration.down, *engine.flavour));
    for (const QString &line : QString(migration.up + migration.down).split(u'\n')) { // which say how statements run
        if (line.trimmed().startsWith("--"_L1) && line.contains("relata:"_L1))
            add(line.simplified().toUtf8());
    }
    for (const MigrationFile::Directive &one : migration.directives)
        add(QString(one.name + u' ' + one.argument).toUtf8());
    for (const MigrationFile &one : timeline.migrations) {
        if (one.id == migration.id)
            break;
        add(one.id.toUtf8());
        add(one.isPython() ? one.python.toUtf8() : tokenChecksum(one.up, *engine.flavour));
    }
    return QString::fromLatin1(hash.result().toHex());
}

const Approval *approvalFor(const MigrationFile &migration, const Timeline &timeline, const Engine &engine,
    const QList<Approval> &approvals, bool isDown)
{
    const QString hash = approvalHash(migration, timeline, engine, isDown);
    for (const Approval &one : approvals) {
        if (one.id == migration.id && one.isDown == isDown && one.hash == hash && !one.by.isEmpty())
            return &one;
    }
    return nullptr;
}

Result<QList<Approval>> readApprovals(const QString &folder)
{
    QList<Approval> result;
    const QDir place(folder);
    for (const QString &name : place.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const Result<QByteArray> content = readFile(place.filePath(name));
        if (!content)
            return failure(content.error());
        const QJsonObject json = QJsonDocument::fromJson(*content).object();
        if (json.value("format"_L1).toString() != "relata.approval/1"_L1)
            return failure({.code = Error::Code::File,
                .message = {"Approval", QT_TRANSLATE_NOOP("Approval", "%1 is no approval that can be read."),
                    {place.filePath(name)}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        result += Approval{json.value("id"_L1).toString(), json.value("version"_L1).toString(),
            json.value("hash"_L1).toString(), json.value("by"_L1).toString(),
            QDateTime::fromString(json.value("at"_L1).toString(), Qt::ISODate), json.value("note"_L1).toString(),
            json.value("direction"_L1).toString() == "down"_L1};
    }
    return result;
}

Result<> writeApproval(const QString &folder, const Approval &approval)
{
    QJsonObject json{{u"format"_s, u"relata.approval/1"_s}, {u"id"_s, approval.id}, {u"version"_s, approval.version},
        {u"hash"_s, approval.hash}, {u"by"_s, approval.by}, {u"at"_s, approval.at.toUTC().toString(Qt::ISODate)}};
    if (!approval.note.isEmpty())
        json.insert(u"note"_s, approval.note);
    if (approval.isDown)
        json.insert(u"direction"_s, u"down"_s);
    return writeFile(folder + u'/' + approval.version + (approval.isDown ? u".down.json"_s : u".json"_s),
        QJsonDocument(json).toJson());
}

} // namespace relata
