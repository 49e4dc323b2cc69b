#pragma once
#include <QByteArray>
#include <QString>

namespace relata {

struct SqlFlavour;

/// SHA-256 over the tokens: the same for texts that differ in white space, comments or line ends alone. Comments that
/// the server reads (/*! … */, hints) count.
QByteArray tokenChecksum(QStringView sql, const SqlFlavour &flavour);

/// The first word, in capitals, also inside comments that the server runs: "ALTER".
QString leadingWord(QStringView sql, const SqlFlavour &flavour);

/// On one line, without comments, one space at most between tokens: for titles and logs. Longer texts end in "…".
QString collapsed(QStringView sql, const SqlFlavour &flavour, qsizetype longest = 200);

} // namespace relata
