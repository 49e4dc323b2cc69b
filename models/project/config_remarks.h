#pragma once
#include "models/plan/finding.h"
#include "models/project/project_config.h"

namespace relata {

/// What a project's relata.json says and nobody heeds: members that this version does not know, with the one that may
/// be meant, and names of connections that are not there or cannot serve.
QList<Finding> configRemarks(const ProjectConfig &config);

} // namespace relata
