#pragma once
#include <QByteArray>
#include <QString>

namespace relata::sqlite {

/// The first word of a statement in capitals, behind white space and comments; empty when it begins otherwise.
QByteArray firstWord(QByteArrayView sql);
/// Whether a statement that begins so counts the rows it writes.
bool writesRows(const QString &word);

} // namespace relata::sqlite
