#pragma once
#include "models/jobs/recipes/diagnose.h"
#include "models/project/drift_desk.h"
#include "models/project/migration_desk.h"
#include "widgets/common/panel.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <optional>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QScrollArea;
class QTabBar;
class QToolButton;

namespace relata {

class ApplyTerms;
class ApprovalDesk;
class Banner;
class CheckProblems;
class ConnectionBook;
class DiagnosisView;
class EmptyState;
class EnvironmentBadge;
class EnvironmentView;
class MigrationCard;
class PhaseDesk;
class PhaseList;
class RunDesk;
class RunStrip;
class SquashDesk;
class FillList;
class KeptDesk;
class KeptView;
class UnsavedList;
class UnsavedStepList;
class WatchDesk;
class WatchView;
struct Confirmation;
struct KeptTable;
struct MigrationFile;
struct MigrationStatus;
struct PhasePlan;
struct Services;
struct SquashPlan;
struct Stamp;

/// The project's migrations, newest on top, beside what the chosen database says of them; the unsaved one grows as the
/// design changes. Everything it does is an intent to its desk.
class TimelinePanel : public Panel {
    Q_OBJECT
public:
    explicit TimelinePanel(Services &services, QWidget *parent = nullptr);
    ~TimelinePanel() override;

    QString iconName() const override { return QStringLiteral("migration"); }
    PanelStatus status() const override;
    QJsonObject state() const override;
    void restore(const QJsonObject &state) override;
    QString closingLoses() const override;

    MigrationDesk &desk() { return *m_desk; }

public slots:
    void saveDraft();
    void applyPending();
    /// Asks on which terms, above all when.
    void applyLater();
    void rollBack();
    void proveAll();
    void refresh();
    /// Asks for a folder, and backs the database up into it.
    void backUp();
    /// Tries what is pending on a copy of the database.
    void rehearse();
    void checkRows();
    void lookForStep();
    /// Finds fault with the migration files; what it finds are problems.
    void checkFiles();
    /// Looks why a migration stopped, or was not begun, and shows it above the cards.
    void diagnose();
    /// Opens the comparison of the timeline at the last applied migration with the database as it is: drift.
    void compareApplied();
    /// Where each migration stands on each of the project's databases.
    void showEnvironments();
    void showMigrations();
    /// What the last migrations did to the database.
    void showWatch();
    /// Shows that, and looks again.
    void startWatch();
    /// What migrations keep aside in the database.
    void showKept();
    /// Asks whether to apply what is pending up to that migration on that database, which becomes the current one.
    void applyOn(const QString &connection, const QString &version);
    /// Looks whether the database is what was applied to it; the other, a database of the environments.
    void checkDrift();
    void checkDriftOn(const QString &connection);
    /// Asks which migrations one shall replace, and shows it before it does.
    void squash();
    /// Shows what the ledger and the files say differently, and asks what of it is to be settled.
    void repair();
    /// Makes the unsaved migration a change in phases; all of them are shown before the first is saved.
    void askForPhases();
    /// Asks for a name, and gives that person's word for the migration as it is.
    void askToApprove(const QString &version);
    bool mayApproveBack(const QString &version) const;
    void askToApproveBack(const QString &version);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    static QString withBadge(const ConnectionProfile &profile);
    bool looksByDefault() const;
    QString backupFolder() const;
    void applyAllowing(const QStringList &codes, ApplyWish wish);
    void askToApply(ApplyWish wish, bool isAsked);
    void applyOnTerms(ApplyWish wish, const ApplyTerms *terms);
    void connectPlanned();
    void connectCheck();
    void showPlanned();
    void connectWatch();
    WatchView &watchView();
    KeptView &keptView();
    void askToPurge(const QList<KeptTable> &tables);
    void offerRollBack();
    void offerWatch(const ConnectionProfile &target, bool hasLooked);
    void tellWatch();
    void connectPlaces();
    void connectPhases();
    void offerPhases();
    void makeNextPhase(const QString &id);
    void askToKeepPhase(const PhasePlan &plan);
    void connectSquash();
    bool maySquash() const;
    void askToSquash(const QString &last);
    void askToKeepSquash(const SquashPlan &plan);
    void fillMenu(const QString &version, QMenu &menu);
    QStringList appliedAbove(const QString &version) const;
    void rollBackTo(const QString &version);
    void askToStamp(const Stamp &stamp);
    void askToRepair(const RepairList &list);
    void connectRuns();
    void showRun();
    void showWaiting(const ConnectionProfile &target, const Message &what);
    void steerRun(const QString &request);
    void connectDrift();
    void lookAtConnect();
    bool mayLook() const;
    void showDrift();
    void showUntaken(const QString &connection, int count, const QString &items);
    void beginWithDatabase();
    void askToAdopt();
    void askToRevert(const DriftDesk::WayBack &way);
    void askToIgnore();
    void connectApprovals();
    QStringList unapproved(const QString &version = {}) const;
    bool mustWaitForApproval(const QString &version);
    void buildPages(QBoxLayout *layout);
    void showPage();
    EnvironmentView &environments();
    void openComparison(const QString &connection, const QString &version);
    void showCard(const QString &version);
    void askToApplyOn();
    QList<MigrationStatus> pendingUpTo(const QString &version) const;
    void resumeStopped();
    void rollBackStopped();
    void takeWay(const Diagnosis::WayOut &way);
    void showDiagnosis();
    /// Production is changed once its name is typed; elsewhere only what cannot be undone is asked.
    void changeDatabase(bool canBeUndone, const Confirmation &question, std::function<void()> change);
    /// The same, and asks under which backup; `terms` empty: it does not.
    void goBack(bool canBeUndone, const std::optional<BackupWish> &terms, Confirmation question,
        const std::function<void(const BackupWish &)> &change);
    /// A backup that has to be named, where one is required.
    static std::optional<BackupWish> requiredBackup(bool isRequired);
    /// What does something only if the timeline still stands on the database that it stands on now, which a question
    /// names.
    std::function<void(const std::function<void()> &)> whileHere();
    QString pendingTitles(const QString &version = {}) const;
    void buildList();
    void connectDesk();
    void connectProject();
    void connectQuestions();
    void askToRunHere(const Error &error, const std::function<void()> &again);
    void tellOfValues(const ValuesAsked &what, const ValuesGiven &again);
    void askForValues(const ValuesAsked &what, const ValuesGiven &again);
    void buildBar(QBoxLayout *layout);
    void adoptConnection();
    void showAll();
    void showDraft();
    void makeDraftCard();
    void addChoiceOfPart();
    void showChoiceOfPart();
    void fillDraftCard();
    void showChecked(const Message &what);
    void showBar();
    void showCards();
    void showStopped();
    void showRepeatables();
    MigrationCard *repeatableCard(const QString &name);
    void makeRoom();
    void fill(MigrationCard &card, const MigrationFile &migration) const;
    MigrationCard *cardFor(const MigrationFile &migration);

    Services &m_services;
    MigrationDesk *m_desk;
    DriftDesk *m_drift;
    ApprovalDesk *m_approvals;
    RunDesk *m_runs;
    CheckProblems *m_check;
    SquashDesk *m_squash = nullptr;
    PhaseDesk *m_phases = nullptr;
    PhaseList *m_openPhases = nullptr;
    Banner *m_banner, *m_driftBanner;
    RunStrip *m_runStrip, *m_plannedStrip;
    QTabBar *m_pages;
    QWidget *m_bar;
    EnvironmentView *m_environments = nullptr; ///< made when it is first wanted
    WatchDesk *m_watch;
    WatchView *m_watchView = nullptr; ///< the same
    KeptDesk *m_kept = nullptr; ///< with its view
    KeptView *m_keptView = nullptr; ///< the same
    std::optional<std::pair<QString, QString>> m_wanted; ///< to apply: the connection that is on its way, the version
    bool m_looksSoon = false; ///< for drift, once the database has said what is applied
    QString m_runningVersion; ///< whose card says that it runs
    QString m_stoppedText; ///< what the banner said of one that stopped
    QString m_lastFailure; ///< why the last way out did not work; empty once one did
    QHash<QString, QString> m_waitingTexts; ///< what it said of steps that are waited for, by connection
    QLabel *m_where;
    EnvironmentBadge *m_badge;
    QPushButton *m_apply, *m_rollBack, *m_prove;
    QToolButton *m_compare = nullptr, *m_backUp = nullptr, *m_rehearse = nullptr, *m_later = nullptr;
    QScrollArea *m_scroll;
    DiagnosisView *m_diagnosis;
    QBoxLayout *m_list;
    MigrationCard *m_draftCard = nullptr;
    QLineEdit *m_draftTitle = nullptr;
    QPushButton *m_save = nullptr, *m_asPhases = nullptr;
    UnsavedList *m_unsaved = nullptr;
    UnsavedStepList *m_unsavedSteps = nullptr;
    QComboBox *m_partBy = nullptr; ///< whether that is chosen by change or by step
    FillList *m_fills = nullptr;
    EmptyState *m_empty;
    QHash<QString, MigrationCard *> m_cards; ///< by version
    QHash<QString, MigrationCard *> m_repeatables; ///< by name
    QLabel *m_repeatablesTitle = nullptr;
    QSet<QString> m_expanded;
};

} // namespace relata
