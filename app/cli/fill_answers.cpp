#include "app/cli/fill_answers.h"

namespace relata {
using namespace Qt::StringLiterals;

void addFillOptions(QCommandLineParser &parser)
{
    parser.addOptions({{u"fill"_s, u"TABLE.COLUMN=VALUE for rows that have none; may be given again."_s, u"FILL"_s},
        {u"fill-with"_s, u"TABLE.COLUMN=EXPRESSION that computes it from the row; may be given again."_s, u"FILL"_s},
        {u"replace"_s,
            u"TYPE:VALUE=OTHER, or TABLE.COLUMN:VALUE=OTHER, for rows that hold a value that goes from an enum; may be "
            u"given "
            "again."_s,
            u"VALUE"_s}});
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
    for (const QString &text : invocation.parser.values(u"replace"_s)) {
        const std::optional<FillAnswer> answer = replacementAnswer(text.section(u'=', 0, 0), text.section(u'=', 1));
        if (!answer || !text.contains(u'='))
            return failure({.code = Error::Code::Usage,
                .message = {"CommandLine",
                    QT_TRANSLATE_NOOP("CommandLine", "--replace takes TYPE:VALUE=OTHER; \"%1\" is not that."), {text}},
                .detail = {},
                .sqlState = {},
                .position = {}});
        result += *answer;
    }
    return result;
}

} // namespace relata
