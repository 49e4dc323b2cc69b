#pragma once
#include "widgets/common/feature.h"
#include "widgets/common/panel.h"

class QPlainTextEdit;

namespace relata::tests {

/// The least a feature can be: a tab with a text that the session keeps, and two docks.
class NotePanel : public Panel {
    Q_OBJECT
public:
    explicit NotePanel(QWidget *parent);
    QJsonObject state() const override;
    void restore(const QJsonObject &state) override;
    QWidget *focusTarget() override;
    PanelStatus status() const override;
    QPlainTextEdit *editor() { return m_editor; }

private:
    QPlainTextEdit *m_editor;
};

Feature noteFeature();

} // namespace relata::tests
