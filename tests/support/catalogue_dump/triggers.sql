-- A trigger that the server copied to a part of a table is told where it is switched otherwise than the one above it.
SELECT 'pg_class'::regclass AS class, t.tgrelid AS object,
       concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), 'enabled ' || t.tgenabled::text) AS line
FROM pg_trigger t
LEFT JOIN pg_trigger above ON above.oid = t.tgparentid
WHERE NOT (t.tgisinternal AND t.tgparentid = 0) AND (above.oid IS NULL OR above.tgenabled <> t.tgenabled)
  AND NOT (t.tgparentid <> 0 AND above.tgisinternal)
