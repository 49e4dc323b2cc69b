#pragma once
#include "models/jobs/recipes/run_window.h"

#include <QWidget>

class QCheckBox;
class QDateTimeEdit;
class QLabel;

namespace relata {

class BackupTerms;
class Theme;
struct ApplyWish;
struct BackupWish;

/// On what terms migrations are applied: when, until when, under which backup, and whether the database is looked at
/// before and after.
class ApplyTerms : public QWidget {
    Q_OBJECT
public:
    /// `folder`: that is proposed for a backup.
    ApplyTerms(const Theme &theme, const ApplyWish &wish, const QString &folder, QWidget *parent = nullptr);

    RunWindow window() const;
    bool looks() const;
    BackupWish backup() const;

private:
    /// A time that may be left out.
    struct Row {
        QCheckBox *isOn = nullptr;
        QDateTimeEdit *time = nullptr;
    };
    Row makeRow(const QString &text, const QString &objectName, const QDateTime &wanted, const QDateTime &proposed);
    void showTexts();

    Row m_start, m_finish;
    QCheckBox *m_looks;
    BackupTerms *m_backup;
    QLabel *m_text;
};

} // namespace relata
