#pragma once
#include <QWidget>

class QGridLayout;
class QLineEdit;
class QRadioButton;

namespace relata {

class Theme;
struct BackupWish;

/// Under which backup migrations are applied: none, one that is taken first, or one that somebody knows of.
class BackupTerms : public QWidget {
    Q_OBJECT
public:
    /// `folder`: that is proposed. Where one is required there is no way without.
    BackupTerms(const Theme &theme, const BackupWish &wish, const QString &folder, QWidget *parent = nullptr);

    BackupWish wish() const;

private:
    QRadioButton *addChoice(QGridLayout &layout, const QString &text, const QString &objectName);
    QLineEdit *addLine(QGridLayout &layout, int row, const QString &name, const QString &objectName);
    void chooseFolder();
    void showReadiness();

    const bool m_isRequired;
    QRadioButton *m_none = nullptr, *m_takes = nullptr, *m_claims = nullptr;
    QLineEdit *m_folder = nullptr, *m_name = nullptr, *m_reason = nullptr;
    QWidget *m_choose = nullptr;
};

} // namespace relata
