-- The version on a line of its own: pg_dump tells none.
SELECT 'pg_extension'::regclass AS class, e.oid AS object, line
FROM pg_extension e, LATERAL (VALUES
  (concat_ws(' ', 'extension', quote_ident(e.extname), 'in', e.extnamespace::regnamespace)),
  (concat_ws(' ', 'extension version', quote_ident(e.extname), e.extversion))) AS v (line)
