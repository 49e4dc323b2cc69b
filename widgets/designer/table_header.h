#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;

namespace relata {

class TableDesign;
class Theme;

/// The head of an object's editor: its glyph, its name and comment to type into, the schema it is in.
class TableHeader : public QWidget {
    Q_OBJECT
public:
    TableHeader(const Theme &theme, TableDesign &design, QWidget *parent = nullptr);

    QLineEdit *nameEdit() { return m_name; }

private:
    QLineEdit *makeEdit(const QString &objectName, const QString &accessibleName, const QString &placeholder);
    void showDesign();
    void takeName(const QString &name);
    void takeComment(const QString &comment);

    const Theme &m_theme;
    TableDesign &m_design;
    QLabel *m_schema;
    QLineEdit *m_name, *m_comment;
    QLabel *m_issue;
};

} // namespace relata
