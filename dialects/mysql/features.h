#pragma once
#include "dialects/mysql/ddl_words.h"

namespace relata::mysql {

/// What an object needs that servers have from some version on.
struct Feature {
    const char *words; ///< as SQL says it
    int mariaDb, mysql; ///< the first version; Never: none
    const char *source;
    bool (*isNeeded)(const Object &object, const DdlWords &words);
};

/// What the server that `words` are written for does not have of that which the object needs; null: nothing. Older
/// servers refuse some of these, and read over others without a word.
const Feature *lackingFeature(const Object &object, const DdlWords &words);

} // namespace relata::mysql
