#pragma once
#include "models/jobs/recipes/diagnose.h"
#include "widgets/common/card.h"

#include <functional>

class QBoxLayout;
class QLabel;

namespace relata {

struct SqlFlavour;
class WayRow;

/// Why a migration stopped, for the person who stands before it: the likely cause, what shows it, the objects that are
/// not as the migration needs them, and the ways out. Hidden until there is something to say.
class DiagnosisView : public Card {
    Q_OBJECT
public:
    explicit DiagnosisView(const Theme &theme, QWidget *parent = nullptr);

    /// `command` makes of "resume" what a person types in a shell.
    void setDiagnosis(const Diagnosis &diagnosis, const SqlFlavour &flavour,
        const std::function<QString(const QString &words)> &command);
    void clear();
    /// The keyboard comes here behind that widget, from part to part as they are read.
    void orderBehind(QWidget *widget);
    /// Whether ways may be taken: not while something runs.
    void setReady(bool isReady);

signals:
    void taken(const relata::Diagnosis::WayOut &way);
    void closed();

private:
    void addHead(const Diagnosis &diagnosis);
    void addStatement(const Diagnosis &diagnosis, const SqlFlavour &flavour);
    void addEvidence(const QList<Message> &evidence);
    void addObjects(const Diagnosis &diagnosis, const SqlFlavour &flavour);
    void addWays(const Diagnosis &diagnosis, const SqlFlavour &flavour,
        const std::function<QString(const QString &words)> &command);
    void addCaption(const QString &text, const QString &objectName);
    QLabel *addText(const QString &text, const QString &objectName);

    const Theme &m_theme;
    QWidget *m_body = nullptr; ///< made anew for each diagnosis
    QBoxLayout *m_parts = nullptr;
    QList<WayRow *> m_ways;
    bool m_isReady = true;
};

} // namespace relata
