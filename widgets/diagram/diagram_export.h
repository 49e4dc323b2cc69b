#pragma once
#include "models/base/result.h"

class QIODevice;

namespace relata {

class DiagramScene;
class Theme;

/// How a diagram is written as a picture.
enum class PictureFormat : unsigned char { Svg, Pdf, Png };

/// Paints the whole diagram into `device` as on the screen at zoom 1; SVG and PDF hold real text. `scale` enlarges PNG.
Result<void> exportDiagram(
    const DiagramScene &scene, const Theme &theme, PictureFormat format, QIODevice &device, double scale = 1);

} // namespace relata
