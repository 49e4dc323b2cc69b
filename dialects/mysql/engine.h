#pragma once

namespace relata {

struct Engine;

const Engine &mysqlEngine();

} // namespace relata
