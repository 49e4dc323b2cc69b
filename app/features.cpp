#include "app/features.h"
#include "widgets/compare/feature.h"
#include "widgets/connect/feature.h"
#include "widgets/designer/designer_feature.h"
#include "widgets/diagram/feature.h"
#include "widgets/editor/editor_feature.h"
#include "widgets/explorer/explorer_feature.h"
#include "widgets/jobs/jobs_feature.h"
#include "widgets/timeline/feature.h"

namespace relata {

QList<Feature> allFeatures(Services &services)
{
    return {explorerFeature(services), connectFeature(services), designerFeature(services), diagramFeature(services),
        timelineFeature(services), compareFeature(services), editorFeature(services), jobsFeature(services)};
}

} // namespace relata
