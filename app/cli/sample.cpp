#include "models/project/sample.h"
#include "app/cli/invocation.h"

namespace relata {
using namespace Qt::StringLiterals;

void addSampleOptions(QCommandLineParser &parser)
{
    parser.addOptions(
        {{u"target"_s, u"An empty database for it; without one, a SQLite file in the folder."_s, u"URL"_s},
            {u"scale"_s, u"1 makes about 200,000 rows."_s, u"FACTOR"_s, u"1"_s}});
    parser.addPositionalArgument(u"DIR"_s, u"A new folder for the project."_s);
}

ExitStatus runSample(Invocation &invocation)
{
    if (invocation.operands().size() != 1)
        return invocation.usage(u"sample takes one DIR."_s);
    SampleOptions options;
    options.scale = invocation.value(u"scale"_s).toDouble();
    if (invocation.has(u"target"_s)) {
        Result<ConnectionProfile> target = profileOf(invocation.value(u"target"_s), invocation.sources());
        if (!target)
            return invocation.fail(target.error());
        options.target = std::move(*target);
    }
    Result<MadeSample> made = makeSample(invocation.operands().first(), options, invocation.registry, invocation);
    if (!made)
        return invocation.fail(made.error());
    invocation.out << invocation.operands().first() << ": " << made->applied << " migrations applied, " << made->pending
                   << " pending, " << made->rows << " rows\n";
    return ExitStatus::Done;
}

} // namespace relata
