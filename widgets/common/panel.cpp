#include "widgets/common/panel.h"

#include "moc_panel.cpp"
