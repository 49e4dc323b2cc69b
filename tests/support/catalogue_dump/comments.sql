SELECT d.classoid AS class, d.objoid AS object, concat_ws(' ', 'comment on', i.type, i.identity, quote_literal(d.description)) AS line
FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
WHERE d.objoid >= 16384 OR d.objoid = 'public'::regnamespace
