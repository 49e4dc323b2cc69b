#include "app/features.h"
#include "widgets/jobs/jobs_feature.h"

namespace relata {

QList<Feature> allFeatures(Services &services) { return {jobsFeature(services)}; }

} // namespace relata
