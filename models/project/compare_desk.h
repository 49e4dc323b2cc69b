#pragma once
#include "models/engine/connection_profile.h"
#include "models/engine/engine.h"
#include "models/jobs/job.h"
#include "models/jobs/session_pool.h"
#include "models/project/compare_source.h"
#include "models/project/schema_sides.h"

#include <QObject>

#include <array>
#include <memory>

class QTimer;

namespace relata {

class ConnectionBook;
class JobCenter;
class Project;
class ReplayCache;
class SecretStore;
class ServerForms;

enum class CompareSide : unsigned char { Left, Right };

/// Two schemas beside each other, wherever they come from: reads each, replays the timeline, pairs and takes
/// differences over into the design, all as jobs. Lives on the window's thread; all it is given outlives it.
class CompareDesk : public QObject {
    Q_OBJECT
public:
    struct Place {
        Project *project = nullptr; ///< may be null: then there is no design and no timeline
        const EngineRegistry &engines;
        JobCenter &jobs;
        SessionPool &sessions;
        ConnectionBook &connections;
        SecretStore &secrets;
        std::shared_ptr<ReplayCache> replays;
    };
    explicit CompareDesk(Place place, QObject *parent = nullptr);
    ~CompareDesk() override;

    const CompareSource &source(CompareSide side) const { return at(side).source; }
    /// Everything a side can be, but files and folders, which are asked for.
    QList<CompareSource> offered() const;
    const std::optional<Error> &problem(CompareSide side) const { return at(side).error; }
    /// Why both sides are there and cannot be compared.
    const std::optional<Error> &pairProblem() const { return m_problem; }
    bool isWorking() const { return m_pairJob || at(CompareSide::Left).job || at(CompareSide::Right).job; }
    /// What runs now: "Reading shop". Empty while nothing does.
    Message work() const;
    /// The answer; none until there is one. It stays while a side is read again.
    const std::optional<PairedSchemas> &pair() const { return m_pair; }
    const Engine *engine() const { return m_engine; }

    /// The side whose objects can be taken into the design: the other one, or the right; none without a project of
    /// that engine.
    std::optional<CompareSide> takenSide() const;

public slots:
    void setSource(relata::CompareSide side, const relata::CompareSource &source);
    void swap();
    /// Reads both sides again, what was replayed too when its files have changed.
    void refresh();
    void cancel();
    /// Works out what taking these would bring along: see weighed().
    void weigh(const QSet<relata::ObjectId> &chosen);
    /// Makes the chosen differences and what they need one undoable edit of the design.
    void take(const QSet<relata::ObjectId> &chosen);

signals:
    void sourcesChanged();
    void workChanged();
    void pairChanged();
    void offeredChanged();
    /// What would come along with what was asked about last.
    void weighed(const QStringList &alongWith);
    /// An edit was made: so many differences came, and these along with them.
    void taken(int count, const QStringList &alongWith);
    void refused(const relata::Error &error);

private:
    struct SideState {
        CompareSource source;
        std::optional<Schema> schema;
        std::optional<Error> error;
        const Engine *engine = nullptr;
        JobId job = 0;
        quint64 number = 0;
        std::shared_ptr<SessionLease> session;
    };
    struct Read {
        Schema schema;
        const Engine *engine = nullptr;
    };

    SideState &at(CompareSide side) { return m_sides[std::size_t(side)]; }
    const SideState &at(CompareSide side) const { return m_sides[std::size_t(side)]; }
    const Engine *projectEngine() const;
    void read(CompareSide side);
    void readConnection(CompareSide side, quint64 number);
    void readLive(CompareSide side, quint64 number, const ConnectionProfile &profile);
    void readElsewhere(CompareSide side, quint64 number);
    ConnectionProfile beside() const;
    void arrived(CompareSide side, quint64 number, Result<Read> read);
    void fail(CompareSide side, const Message &message);
    void pairUp();
    TypedSides typedSides() const;
    /// As both sides were read, and as it is shown until a server has been asked.
    struct ShownPair {
        PairedSchemas read, shown;
    };
    void paired(quint64 number, Result<ShownPair> pair);
    void askServer(quint64 number, const PairedSchemas &read);
    void designChanged();
    template <class Done>
    JobId startPart(const QSet<ObjectId> &chosen, Done done);
    void adopt(const QSet<ObjectId> &chosen, const Schema &design, const ChangePart &part);

    Place m_place;
    std::array<SideState, 2> m_sides;
    std::optional<PairedSchemas> m_pair;
    std::optional<Error> m_problem;
    const Engine *m_engine = nullptr;
    std::shared_ptr<ServerForms> m_forms;
    JobId m_pairJob = 0;
    quint64 m_pairNumber = 0, m_weighing = 0;
    QTimer *m_edited;
};

} // namespace relata
