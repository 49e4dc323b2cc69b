-- Drops what somebody made in this database, as far as dropping goes: not what was changed of the server's own.
DO $$
DECLARE
  drops text[] := ARRAY(
    SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE oid >= 16384
    UNION ALL
    SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
    UNION ALL
    SELECT format('DROP %s IF EXISTS %s CASCADE',
                  CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                               WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, oid::regclass) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype) FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r', 'c') AND (typrelid = 0 OR relkind = 'c')
    UNION ALL
    SELECT format('DROP COLLATION IF EXISTS %s CASCADE', oid::regcollation) FROM pg_collation
    WHERE collnamespace = 'public'::regnamespace);
  statement text;
BEGIN
  FOREACH statement IN ARRAY drops LOOP
    IF statement !~ '^DROP ROUTINE' OR to_regprocedure(substring(statement FROM 'EXISTS (.*) CASCADE$')) IS NOT NULL THEN
      EXECUTE statement;
    END IF;
  END LOOP;
END $$
