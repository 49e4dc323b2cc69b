#pragma once
#include "models/explain/plan_tree.h"

#include <QWidget>

#include <optional>

class QStackedLayout;

namespace relata {

class ElidedLabel;
class PlanView;
class Theme;

/// Two plans of one query beside each other: as it was, and as it is.
class PairedPlans : public QWidget {
    Q_OBJECT
public:
    /// One of the two.
    struct Side {
        QString caption; ///< "Before: 12 ms, 40 rows"
        std::optional<PlanTree> plan; ///< none: the server showed none
        QString raw; ///< the server's own text
    };

    explicit PairedPlans(const Theme &theme, QWidget *parent = nullptr);

    void setPlans(const Side &before, const Side &now, const QByteArray &engine);

private:
    /// What stands on one side.
    struct Half {
        ElidedLabel *caption = nullptr, *none = nullptr;
        PlanView *view = nullptr;
        QStackedLayout *pages = nullptr;
    };
    Half makeHalf(const QString &objectName, const QString &name, QWidget *parent) const;
    static void fill(const Half &half, const Side &side, const QByteArray &engine);

    const Theme &m_theme;
    Half m_before, m_now;
};

} // namespace relata
