#include "app/cli/invocation.h"
#include "models/base/file_text.h"
#include "models/diagram/diagram_file.h"
#include "models/diagram/diagram_text.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/diagram_export.h"
#include "widgets/diagram/diagram_metrics.h"
#include "widgets/diagram/diagram_scene.h"

#include <QBuffer>
#include <QFileInfo>

namespace relata {
using namespace Qt::StringLiterals;

void addDiagramOptions(QCommandLineParser &parser)
{
    parser.addOptions(
        {{{u"o"_s, u"output"_s}, u"The file to write: .svg, .png, .pdf, .mmd, .dbml or .dot."_s, u"FILE"_s},
            {u"layout"_s, u"layered; without it a project's own arrangement is kept."_s, u"LAYOUT"_s},
            {u"notation"_s, u"crows-foot."_s, u"NOTATION"_s, u"crows-foot"_s},
            {u"theme"_s, u"light or dark."_s, u"THEME"_s, u"light"_s},
            {u"scale"_s, u"Pixels a unit in a .png."_s, u"FACTOR"_s, u"2"_s},
            {u"format"_s, u"text or json: how errors are told."_s, u"FORMAT"_s, u"text"_s},
            {u"dev"_s, u"Server for scratch databases."_s, u"URL"_s},
            {u"dialect"_s, u"Whose SQL a file holds."_s, u"NAME"_s}});
    parser.addPositionalArgument(u"SOURCE"_s, u"A URL, @NAME, .sql file, project or PROJECT@VERSION."_s);
}

namespace {

/// A project's own arrangement, where SOURCE is a project that has one.
Result<Diagram> arrangementOf(const QString &source)
{
    const QString file = source.section(u'@', 0, 0) + u"/diagrams/main.json"_s;
    if (!QFileInfo::exists(file))
        return Diagram();
    const Result<QByteArray> text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    return readDiagram(*text, file);
}

Result<DiagramScene> sceneOf(const Schema &schema, const Theme &theme, Invocation &invocation)
{
    const bool anew = invocation.has(u"layout"_s);
    const Result<Diagram> known = arrangementOf(invocation.operands().first());
    if (!known)
        return tl::unexpected(known.error());
    const DiagramMetrics metrics(theme);
    DiagramContent content = diagramContent(schema);
    std::vector<QSize> sizes;
    for (const DiagramTable &table : content.tables)
        sizes.push_back(metrics.sizeOf(table));
    DiagramScene scene(std::move(content), sizes);
    const LayoutProgress progress = [&](int done, int total) {
        invocation.report({done, total, {}});
        return !invocation.stopRequested();
    };
    const Diagram diagram = known->reconciled(schema);
    const Result<void> done = anew ? scene.layOut(diagram, {}, progress) : scene.arrange(diagram, {}, progress);
    if (!done)
        return tl::unexpected(done.error());
    return scene;
}

std::optional<PictureFormat> pictureFormat(const QString &suffix)
{
    if (suffix == u"svg")
        return PictureFormat::Svg;
    if (suffix == u"pdf")
        return PictureFormat::Pdf;
    return suffix == u"png" ? std::optional(PictureFormat::Png) : std::nullopt;
}

std::optional<QString> textOf(const Schema &schema, const QString &suffix)
{
    if (suffix == u"mmd")
        return mermaidText(diagramContent(schema));
    if (suffix == u"dbml")
        return dbmlText(diagramContent(schema));
    return suffix == u"dot" ? std::optional(graphvizText(diagramContent(schema))) : std::nullopt;
}

Result<QByteArray> picture(const Schema &schema, PictureFormat format, Invocation &invocation)
{
    Theme theme;
    theme.setMode(invocation.value(u"theme"_s) == u"dark" ? Theme::Mode::Dark : Theme::Mode::Light);
    const Result<DiagramScene> scene = sceneOf(schema, theme, invocation);
    if (!scene)
        return tl::unexpected(scene.error());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const double scale = std::clamp(invocation.value(u"scale"_s).toDouble(), 0.1, 4.0);
    const Result<void> done = exportDiagram(*scene, theme, format, buffer, scale);
    if (!done)
        return tl::unexpected(done.error());
    return buffer.data();
}

} // namespace

ExitStatus runDiagram(Invocation &invocation)
{
    const QString file = invocation.value(u"output"_s), suffix = QFileInfo(file).suffix().toLower();
    const std::optional<PictureFormat> format = pictureFormat(suffix);
    if (invocation.operands().size() != 1 || file.isEmpty())
        return invocation.usage(u"diagram takes one SOURCE and -o FILE."_s);
    if (!format && !QStringList{u"mmd"_s, u"dbml"_s, u"dot"_s}.contains(suffix))
        return invocation.usage(u"FILE ends with .svg, .png, .pdf, .mmd, .dbml or .dot."_s);
    if (invocation.has(u"layout"_s) && invocation.value(u"layout"_s) != u"layered")
        return invocation.usage(u"--layout is layered."_s);
    if (invocation.value(u"notation"_s) != u"crows-foot")
        return invocation.usage(u"--notation is crows-foot."_s);
    SourceContext context = invocation.sources();
    context.engine = invocation.registry.find(invocation.value(u"dialect"_s).toLatin1());
    if (invocation.has(u"dev"_s)) {
        Result<ConnectionProfile> dev = profileOf(invocation.value(u"dev"_s), invocation.sources(u"DEV"_s));
        if (!dev)
            return invocation.fail(dev.error());
        context.scratch = std::move(*dev);
    }
    const Result<LoadedSchema> loaded = loadSchema(invocation.operands().first(), context, invocation);
    if (!loaded)
        return invocation.fail(loaded.error());
    Result<QByteArray> content = format ? picture(loaded->schema, *format, invocation)
                                        : Result<QByteArray>(textOf(loaded->schema, suffix)->toUtf8());
    if (!content)
        return invocation.fail(content.error());
    const Result<> written = writeFile(file, *content);
    return written ? ExitStatus::Done : invocation.fail(written.error());
}

} // namespace relata
