#include "dialects/postgresql/catalogue.h"

#include "dialects/postgresql/catalogue/queries.h"
#include "dialects/postgresql/catalogue/reading.h"
#include "dialects/postgresql/errors.h"

namespace relata::postgresql {
using namespace Qt::StringLiterals;

namespace {

/// Asks one question after the other; after a failure the rest is skipped.
class Asking {
public:
    Asking(Connection &connection, JobContext &context)
        : m_connection(connection)
        , m_context(context)
    { }

    Answer ask(const QString &query, const QList<Value> &parameters = {})
    {
        if (m_outcome && m_context.stopRequested())
            m_outcome = failure(cancelled());
        if (!m_outcome)
            return Answer(Rows());
        m_context.report({++m_asked, 21, {"Postgresql", QT_TRANSLATE_NOOP("Postgresql", "Reading the catalogue"), {}}});
        Result<Rows> rows = fetch(m_connection, query, parameters);
        if (!rows) {
            m_outcome = failure(rows.error());
            return Answer(Rows());
        }
        return Answer(std::move(*rows));
    }
    const Result<> &outcome() const { return m_outcome; }

private:
    Connection &m_connection;
    JobContext &m_context;
    Result<> m_outcome;
    int m_asked = 0;
};

/// The namespaces to read, as an array of the server's.
QString wantedNamespaces(const Answer &namespaces, const QStringList &wanted)
{
    QStringList oids;
    for (qsizetype row = 0; row < namespaces.count(); ++row) {
        if (wanted.isEmpty() || wanted.contains(namespaces.text(row, "name")))
            oids += namespaces.text(row, "oid");
    }
    return QString(u'{' + oids.join(u',') + u'}');
}

Result<Schema> readAll(
    Connection &connection, const InspectScope &scope, const QString &defaultSchema, JobContext &context)
{
    const int version = connection.server().version;
    Asking asking(connection, context);
    Answer namespaces = asking.ask(Queries::namespaces());
    const QList<Value> in{wantedNamespaces(namespaces, scope.schemas)};
    const Answers answers{std::move(namespaces), asking.ask(Queries::extensionMembers()),
        asking.ask(Queries::relations(version), in), asking.ask(Queries::columns(version), in),
        asking.ask(Queries::constraints(version), in), asking.ask(Queries::indexes(version), in),
        asking.ask(Queries::indexKeys(version), in), asking.ask(Queries::sequences(), in),
        asking.ask(Queries::types(version), in), asking.ask(Queries::routines(), in),
        asking.ask(Queries::triggers(version), in), asking.ask(Queries::rules(), in),
        asking.ask(Queries::policies(), in), asking.ask(Queries::statistics(version), in),
        asking.ask(Queries::collations(version), in), asking.ask(Queries::extensions()),
        asking.ask(Queries::grants(), in), asking.ask(Queries::defaultPrivileges(), in),
        asking.ask(Queries::others(version), in), asking.ask(Queries::dependencies())};
    if (!asking.outcome())
        return failure(asking.outcome().error());
    return Reading(answers, defaultSchema, scope.schemas).run();
}

} // namespace

Result<Schema> PostgresqlCatalogue::read(Connection &connection, const InspectScope &scope, JobContext &context) const
{
    const QString defaultSchema = scope.defaultSchema.isEmpty()
        ? connection.server().settings.value("default_schema", u"public"_s).toString()
        : scope.defaultSchema;
    const bool own = connection.transaction() == TransactionState::None;
    if (own) {
        if (const auto begun = perform(connection, u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s); !begun)
            return failure(begun.error());
    }
    const auto path =
        fetch(connection, u"SELECT current_setting('search_path'), set_config('search_path', '', true)"_s);
    Result<Schema> schema = path ? readAll(connection, scope, defaultSchema, context) : failure(path.error());
    if (own) {
        if (const auto ended = perform(connection, u"ROLLBACK"_s); !ended && schema)
            return failure(ended.error());
    } else if (path && schema) {
        const QList<Value> before{path->text(0, 0)};
        if (const auto restored = perform(connection, u"SELECT set_config('search_path', $1, true)"_s, before);
            !restored)
            return failure(restored.error());
    }
    return schema;
}

} // namespace relata::postgresql
