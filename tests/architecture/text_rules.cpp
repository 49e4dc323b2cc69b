#include "tests/architecture/text_rules.h"

#include "tests/architecture/source_tree.h"

using namespace Qt::StringLiterals;

namespace relata::tests {

static QRegularExpression regex(const QString &pattern) { return QRegularExpression(pattern); }

const QList<TextRule> &textRules()
{
    static const QStringList shown{u"widgets"_s, u"app"_s};
    // The words of the first are spelled in two pieces, or this file would break its own rule.
    static const QList<TextRule> rules{
        {u"nothing is left for later"_s,
            regex(u"\\b(TO"
                  u"DO|FIX"
                  u"ME|XX"
                  u"X|HA"
                  u"CK)\\b"_s),
            u"says that something is missing"_s, {}},
        {u"no machine is named"_s, regex(uR"re((^|[\s"'(=`])/(work|root|tmp/[a-z])[/\w])re"_s),
            u"holds a path of one machine"_s, {}},
        {u"no registry is named"_s, regex(uR"re(\bregistry\.(npmjs\b|yarnpkg\b|[a-z0-9-]+\.(org|com|net|io)\b))re"_s),
            u"names the host of a registry"_s, {}},
        {u"texts go through tr()"_s,
            regex(uR"re(set(Text|WindowTitle|Title|ToolTip|StatusTip|WhatsThis|PlaceholderText|AccessibleName|)re"
                  uR"re(AccessibleDescription)\((u"|QStringLiteral|QLatin1String|"))re"_s),
            u"shows a text that tr() does not see"_s, shown},
        {u"colours come from the theme"_s,
            regex(uR"re(Qt::(black|white|red|green|blue|cyan|magenta|yellow|gray|dark[A-Z]\w+|lightGray)\b|)re"
                  uR"re(QColor\(\s*[0-9]|"#[0-9a-fA-F]{3,8}"|qRgb\()re"_s),
            u"picks a colour that is not the theme's"_s, shown},
        {u"a test can fail"_s, regex(u"QVERIFY\\((true|1)\\)"_s), u"is always true"_s, {u"tests"_s}},
    };
    return rules;
}

QStringList violationsOf(const TextRule &rule)
{
    QStringList found;
    for (const SourceFile &file : sourceFiles()) {
        if (!rule.folders.isEmpty() && (!rule.folders.contains(file.folder()) || !file.isCode()))
            continue;
        const QStringList lines = file.text.split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (rule.pattern.match(lines.at(i)).hasMatch())
                found.append(
                    u"%1:%2: %3: %4"_s.arg(file.path).arg(i + 1).arg(rule.why, lines.at(i).trimmed().left(100)));
        }
    }
    return found;
}

} // namespace relata::tests
