#include "widgets/explorer/explorer_feature.h"
#include "models/project/project.h"
#include "widgets/common/fuzzy_match.h"
#include "widgets/common/navigator.h"
#include "widgets/common/services.h"
#include "widgets/explorer/explorer_panel.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relata {

namespace {

QString said(const char *text) { return QCoreApplication::translate("Explorer", text); }

/// The objects whose names fit best; columns are found by "table.column".
QList<Place> placesIn(Services &services, const QString &pattern, int limit)
{
    struct Hit {
        int score;
        ObjectId id;
        QString name;
    };
    if (!services.project)
        return {};
    const Schema &schema = services.project->designed();
    std::vector<Hit> hits;
    schema.forEach([&](ObjectId id, const Object &object) {
        const Kind kind = kindOf(object);
        const bool inside = kind == Kind::Column && !pattern.contains(u'.');
        if (kind == Kind::Namespace || inside || nameOf(object).isEmpty())
            return;
        const QString name = schema.displayName(id);
        if (const auto score = fuzzyScore(pattern, name))
            hits.push_back({*score + (kind == Kind::Table ? 4 : 0), id, name});
    });
    const auto better = [](const Hit &a, const Hit &b) {
        return a.score != b.score ? a.score > b.score : a.name < b.name;
    };
    const auto end = hits.begin() + std::min<std::ptrdiff_t>(limit, std::ptrdiff_t(hits.size()));
    std::partial_sort(hits.begin(), end, hits.end(), better);
    QList<Place> places;
    for (auto hit = hits.begin(); hit != end; ++hit) {
        const KindInfo &info = *catalogue(kindOf(*schema.find(hit->id))).info;
        const ObjectRef ref = schema.ref(hit->id);
        places.append({.title = hit->name,
            .detail = QCoreApplication::translate("Kind", info.title),
            .icon = QLatin1StringView(info.icon),
            .go = [&services, ref] { services.navigator.open(ref); }});
    }
    return places;
}

} // namespace

Feature explorerFeature(Services &services)
{
    Feature feature{.id = "explorer"};
    feature.panels = {{.kind = "explorer",
        .title = said(QT_TRANSLATE_NOOP("Explorer", "Explorer")),
        .icon = u"explorer"_s,
        .place = PanelRow::Place::Left,
        .make = [&services](const Document &, QWidget *parent) { return new ExplorerPanel(services, parent); }}};
    feature.places = [&services](const QString &pattern, int limit) { return placesIn(services, pattern, limit); };
    return feature;
}

} // namespace relata
