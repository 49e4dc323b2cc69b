SELECT 'pg_statistic_ext'::regclass AS class, s.oid AS object,
       concat_ws(' ', 'statistics', pg_get_statisticsobjdef(s.oid), 'owner ' || quote_ident(pg_get_userbyid(s.stxowner)),
                 'target ' || nullif(to_jsonb(s) ->> 'stxstattarget', '-1')) AS line
FROM pg_statistic_ext s
