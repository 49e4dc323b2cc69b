#include "app/cli/fill_answers.h"

namespace relata {
using namespace Qt::StringLiterals;

void addFillOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"fill"_s, u"TABLE.COLUMN=VALUE for rows that have none; may be given again."_s, u"FILL"_s},
        {u"fill-with"_s, u"TABLE.COLUMN=EXPRESSION that computes it from the row; may be given again."_s, u"FILL"_s}});
}

Result<QList<FillAnswer>> fillAnswers(const Invocation &invocation)
{
    QList<FillAnswer> result;
    for (const QString &option : {u"fill"_s, u"fill-with"_s}) {
        for (const QString &fill : invocation.parser.values(option)) {
            const qsizetype at = fill.indexOf(u'=');
            if (at <= 0)
                return failure({.code = Error::Code::Usage,
                    .message = {"CommandLine",
                        QT_TRANSLATE_NOOP("CommandLine", "--%1 takes TABLE.COLUMN=VALUE; \"%2\" is not that."),
                        {option, fill}},
                    .detail = {},
                    .sqlState = {},
                    .position = {}});
            result += {fill.left(at), fill.mid(at + 1), option == "fill-with"_L1};
        }
    }
    return result;
}

} // namespace relata
