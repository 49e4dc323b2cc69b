#pragma once
#include "models/jobs/recipes/diagnose.h"

#include <QWidget>

namespace relata {

class Theme;
struct SqlFlavour;

/// Objects that have one text, a table's columns, as the migration, or its way down, needs them, as they are and behind
/// it: side by side, what differs from the first marked. Below them the migrations that name them.
class SightView : public QWidget {
    Q_OBJECT
public:
    SightView(const Theme &theme, const SqlFlavour &flavour, const QList<Diagnosis::Sight> &sights, bool isDown,
        QWidget *parent = nullptr);

private:
    void addTexts(const SqlFlavour &flavour, const Diagnosis::Sight &sight, bool isDown);
    void addHistory(const QList<Message> &history);

    const Theme &m_theme;
};

} // namespace relata
