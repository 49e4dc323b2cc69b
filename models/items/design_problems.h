#pragma once
#include "models/plan/finding.h"

#include <QObject>

class QTimer;

namespace relata {

class EngineRegistry;
class JobCenter;
class ProblemModel;
class Project;
class Schema;
struct Engine;
struct ServerInfo;

/// Everything worth saying about a design and what leads there from the head of its timeline. Pure, for a worker.
QList<Finding> designFindings(const Schema &head, const Schema &design, const Engine &engine, const ServerInfo &server);

/// Keeps the Problems list up to date with a project's design, a moment after each edit. Window's thread; all it is
/// given outlives it.
class DesignProblems : public QObject {
    Q_OBJECT
public:
    DesignProblems(const Project &project, const EngineRegistry &engines, JobCenter &jobs, ProblemModel &problems,
        QObject *parent = nullptr);

private:
    void look();

    const Project &m_project;
    const Engine *m_engine;
    JobCenter &m_jobs;
    ProblemModel &m_problems;
    QTimer *m_timer;
    quint64 m_number = 0;
};

} // namespace relata
