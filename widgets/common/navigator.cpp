#include "widgets/common/navigator.h"

#include "moc_navigator.cpp"
