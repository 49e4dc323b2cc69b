#include "app/cli/answers_file.h"

#include "models/base/file_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relata {
using namespace Qt::StringLiterals;

namespace {

class AnswersReader {
public:
    AnswersReader(const QString &path, const QByteArray &content)
        : m_path(path)
        , m_content(content)
    { }

    Result<GivenAnswers> read()
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(m_content, &error);
        if (error.error != QJsonParseError::NoError)
            return wrong(int(m_content.left(error.offset).count('\n')) + 1,
                QT_TRANSLATE_NOOP("CommandLine", "This is not valid JSON: %1."), {error.errorString()});
        if (!document.isObject())
            return wrong(1, QT_TRANSLATE_NOOP("CommandLine", "Answers are one JSON object."));
        const QJsonObject json = document.object();
        for (auto it = json.begin(); it != json.end(); ++it) {
            if (Result<> done = take(it.key(), it.value()); !done)
                return failure(done.error());
        }
        return m_answers;
    }

private:
    Result<> take(const QString &name, const QJsonValue &value)
    {
        if (name == "rename"_L1)
            return texts(name, value, m_answers.renames);
        if (name == "not_renamed"_L1)
            return texts(name, value, m_answers.notRenamed);
        if (name == "fill"_L1 || name == "fill_with"_L1 || name == "replace"_L1)
            return fills(name, value);
        return wrong(
            lineOf(name), QT_TRANSLATE_NOOP("CommandLine", "\"%1\" is no answer that can be given here."), {name});
    }

    Result<> texts(const QString &name, const QJsonValue &value, QStringList &into) const
    {
        bool isFine = value.isArray();
        for (const QJsonValue &one : value.toArray()) {
            isFine = isFine && one.isString();
            into += one.toString();
        }
        return isFine ? Result<>()
                      : wrong(lineOf(name), QT_TRANSLATE_NOOP("CommandLine", "\"%1\" takes a list of texts."), {name});
    }

    Result<> fills(const QString &name, const QJsonValue &value)
    {
        if (!value.isObject())
            return wrong(lineOf(name), QT_TRANSLATE_NOOP("CommandLine", "\"%1\" takes an object of columns."), {name});
        const QJsonObject columns = value.toObject();
        for (auto it = columns.begin(); it != columns.end(); ++it) {
            if (!it.value().isString() && !it.value().isDouble() && !it.value().isBool())
                return wrong(lineOf(it.key()),
                    QT_TRANSLATE_NOOP("CommandLine", "\"%1\" can be filled with a text, a number, true or false."),
                    {it.key()});
            const QString text = it.value().toVariant().toString();
            if (name == "replace"_L1) {
                const std::optional<FillAnswer> answer = replacementAnswer(it.key(), text);
                if (!answer)
                    return wrong(
                        lineOf(it.key()), QT_TRANSLATE_NOOP("CommandLine", "\"%1\" is not TYPE:VALUE."), {it.key()});
                m_answers.fills += *answer;
                continue;
            }
            m_answers.fills += {it.key(), text, name == "fill_with"_L1};
        }
        return {};
    }

    /// The line, from 1, of the first place that names this.
    int lineOf(const QString &name) const
    {
        const qsizetype at = m_content.indexOf(QByteArray('"' + name.toUtf8() + '"'));
        return at < 0 ? 0 : int(m_content.left(at).count('\n')) + 1;
    }

    tl::unexpected<Error> wrong(int line, const char *text, const QStringList &arguments = {}) const
    {
        Error error = fileError(m_path, line, {"CommandLine", text, arguments});
        error.code = Error::Code::Usage;
        return failure(error);
    }

    const QString m_path;
    const QByteArray m_content;
    GivenAnswers m_answers;
};

} // namespace

Result<GivenAnswers> readAnswers(const QString &path)
{
    const Result<QByteArray> content = readFile(path);
    return content ? AnswersReader(path, *content).read() : failure(content.error());
}

} // namespace relata
