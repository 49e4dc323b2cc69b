#pragma once

class QString;
class QWidget;

namespace relata {

class SqlView;
class Theme;

/// The view below a small title, as high as the view is.
QWidget *titledSql(const Theme &theme, const QString &title, SqlView *view, QWidget *parent);

} // namespace relata
