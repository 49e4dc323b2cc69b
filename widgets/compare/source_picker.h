#pragma once
#include "models/project/compare_source.h"

#include <QComboBox>

namespace relata {

class Project;
class Theme;

/// Chooses one side of a comparison; files and folders are asked for.
class SourcePicker : public QComboBox {
    Q_OBJECT
public:
    SourcePicker(const Theme &theme, const Project *project, QWidget *parent = nullptr);

    void offer(const QList<CompareSource> &sources);
    /// Shows it, without telling.
    void setSource(const CompareSource &source);

signals:
    void sourceChosen(const relata::CompareSource &source);

private:
    void choose(int row);
    void ask(CompareSource::Type type);
    void add(const CompareSource &source);
    void fill();

    const Theme &m_theme;
    const Project *m_project;
    QList<CompareSource> m_offered;
    CompareSource m_source;
};

} // namespace relata
