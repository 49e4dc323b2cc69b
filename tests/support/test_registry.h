#pragma once
#include <QObject>

#include <functional>

namespace relata::tests {

/// Registers a QtTest class under the name of its file, so that one program a library holds them all and ctest runs
/// each by itself: `tst_models persistent_map`.
struct Registration {
    Registration(const char *file, std::function<QObject *()> make);
};

} // namespace relata::tests

/// Stands once at the end of each tst_*.cpp, before the inclusion of its moc file.
#define RELATA_TEST(Class)                                                                                             \
    static const relata::tests::Registration registrationOf##Class(__FILE__, []() -> QObject * { return new Class; });
