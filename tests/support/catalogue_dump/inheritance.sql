-- Whom a table inherits from or is a part of, in order; and the same of the indexes of parts.
SELECT 'pg_class'::regclass AS class, i.inhrelid AS object,
       concat_ws(' ', 'below', i.inhrelid::regclass, string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)) AS line
FROM pg_inherits i
GROUP BY i.inhrelid
