#pragma once
#include "models/schema/object_id.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QTreeView;

namespace relata {

class CompareFieldModel;
class DiffView;
class ElidedLabel;
class Schema;
class Theme;
struct Engine;

/// One object on both sides of a comparison: the fields that differ with their values, and below them the CREATE texts
/// line by line.
class ObjectCompare : public QWidget {
    Q_OBJECT
public:
    explicit ObjectCompare(const Theme &theme, QWidget *parent = nullptr);

    void setTitles(const QString &left, const QString &right);
    /// `top` is the object whose CREATE text shows `id`.
    void showObject(const Schema &left, const Schema &right, ObjectId id, ObjectId top, const Engine &engine);
    void clear();

private:
    void buildFields();
    void buildTexts(QSplitter *parts);
    void fitFields();

    const Theme &m_theme;
    CompareFieldModel *m_model;
    ElidedLabel *m_title;
    QLabel *m_kind;
    QTreeView *m_fields;
    ElidedLabel *m_leftTitle, *m_rightTitle;
    DiffView *m_left, *m_right;
};

} // namespace relata
