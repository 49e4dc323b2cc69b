#pragma once
class QLocale;

namespace relata {

/// Makes tr() and Message answer in the locale's language, Qt's own dialogs too; in English where there is no
/// translation (whose plurals are a translation as well). Needs an application object, which owns what is loaded.
void installTranslations(const QLocale &locale);

} // namespace relata
