#pragma once

namespace relata {

struct Engine;

const Engine &mariadbEngine();

} // namespace relata
