#include "widgets/common/confirm_part.h"

#include "moc_confirm_part.cpp"
