#pragma once
#include "models/diff/change_set.h"
#include "models/diff/matcher.h"

#include <QByteArray>
#include <QList>

namespace relata {

class BackupPort;
class Catalogue;
class ConversionPort;
class CopyPort;
class Driver;
class Keeper;
class Monitor;
class PlanReader;
class PythonPort;
class RunnerPort;
class ScratchProvider;
class SqlAnalyst;
class SyncPort;
class Writer;
struct EngineVersions;
struct SqlFlavour;

/// An engine is a row of small ports. A null port is not offered: the window hides it, the command line says so.
struct Engine {
    const char *key; ///< "postgresql"
    const char *name; ///< "PostgreSQL"
    int defaultPort = 0;
    NameRule nameRule = NameRule::Exact;
    bool columnOrder = false; ///< whether the order of columns is part of the plan
    const SqlFlavour *flavour = nullptr;
    const EngineVersions *versions = nullptr;
    const Driver *driver = nullptr;
    const Catalogue *catalogue = nullptr;
    const Writer *writer = nullptr;
    const SqlAnalyst *analyst = nullptr;
    const PlanReader *planReader = nullptr;
    const ScratchProvider *scratch = nullptr;
    const RunnerPort *runner = nullptr;
    const Keeper *keeper = nullptr;
    const Monitor *monitor = nullptr;
    const BackupPort *backup = nullptr;
    const CopyPort *copy = nullptr;
    const ConversionPort *conversion = nullptr;
    const PythonPort *python = nullptr;
    const SyncPort *sync = nullptr;
    /// Adds to a schema what a server makes by itself with it; null: servers make nothing. Changes nothing that was
    /// read from a server, and nothing twice.
    Schema (*completion)(const Schema &) = nullptr;

    /// What a server would hold of this schema: both sides of every comparison and plan.
    Schema completed(const Schema &schema) const { return completion ? completion(schema) : schema; }
    DiffPolicy diffPolicy() const { return {.columnOrder = columnOrder, .comments = true}; }
};

/// The engines of this program, in the order people see. Owned by Application; engines outlive it.
class EngineRegistry {
public:
    void add(const Engine &engine) { m_engines += &engine; }
    const Engine *find(QByteArrayView key) const;
    const QList<const Engine *> &all() const { return m_engines; }

private:
    QList<const Engine *> m_engines;
};

} // namespace relata
