#include "models/jobs/recipes/proof_version.h"

#include "models/engine/engine.h"
#include "models/engine/engine_versions.h"

namespace relata {

void weighVersion(Proof &proof, const Engine &engine, const ServerInfo &planned)
{
    if (!proof.standsFor.isEmpty()) // it is said already
        return;
    if (!engine.versions || !isOtherVersion(engine, planned, proof.server))
        return;
    if (proof.server.engine == engine.key && engine.versions->isSameSeries(planned.version, proof.server.version)) {
        proof.leftOut += otherVersionRemark(engine, planned, proof.server);
        return;
    }
    const QString product = proof.server.engine == engine.key ? productOf(engine, proof.server) : proof.server.product;
    const QStringList both{product, productOf(engine, planned)};
    proof.reason = proof.proved
        ? Message{"Proof", QT_TRANSLATE_NOOP("Proof", "it works on %1, but the plan is for %2"), both}
        : Message{"Proof", QT_TRANSLATE_NOOP("Proof", "it was tried on %1, but the plan is for %2: %3"),
            both + QStringList{proof.reason.source()}};
    proof.proved = false;
}

} // namespace relata
