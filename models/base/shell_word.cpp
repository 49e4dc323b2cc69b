#include "models/base/shell_word.h"

#include <algorithm>

namespace relata {
using namespace Qt::StringLiterals;

QString shellWord(const QString &word)
{
    const bool isPlain = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
        return c.isLetterOrNumber() || QStringView(u"_-./:@=,+%").contains(c);
    });
    return isPlain ? word : u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace relata
