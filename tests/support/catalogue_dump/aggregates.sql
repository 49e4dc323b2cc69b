SELECT 'pg_proc'::regclass AS class, p.oid AS object,
       concat_ws(' ', 'aggregate', p.oid::regprocedure, 'owner ' || quote_ident(pg_get_userbyid(p.proowner)),
                 'arguments ' || pg_get_function_arguments(p.oid), 'result ' || format_type(p.prorettype, NULL),
                 'kind ' || g.aggkind::text, 'parallel ' || p.proparallel::text,
                 'state', g.aggtransfn, g.aggtranstype::regtype, g.aggtransspace, 'from ' || g.agginitval,
                 'final', g.aggfinalfn, g.aggfinalextra, g.aggfinalmodify, 'combine', g.aggcombinefn, g.aggserialfn, g.aggdeserialfn,
                 'moving', g.aggmtransfn, g.aggminvtransfn, g.aggmtranstype::regtype, g.aggmtransspace, 'from ' || g.aggminitval,
                 'final', g.aggmfinalfn, g.aggmfinalextra, g.aggmfinalmodify, 'sorted by', g.aggsortop::regoperator) AS line
FROM pg_proc p
JOIN pg_aggregate g ON g.aggfnoid = p.oid
WHERE p.oid >= 16384
