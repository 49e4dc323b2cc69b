-- Kinds that are kept as they are: enough of each to see that it stands untouched.
SELECT 'pg_operator'::regclass AS class, oid AS object,
       concat_ws(' ', 'operator', oid::regoperator, oprcode, oprcom::regoperator, oprnegate::regoperator, oprrest, oprjoin,
                 oprcanmerge, oprcanhash, pg_get_userbyid(oprowner)) AS line FROM pg_operator
       WHERE oid >= 16384
UNION ALL SELECT 'pg_opclass'::regclass, o.oid,
       concat_ws(' ', 'operator class', o.opcnamespace::regnamespace, o.opcname, m.amname, o.opcintype::regtype, o.opcdefault,
                 o.opckeytype::regtype, pg_get_userbyid(o.opcowner)) FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod
       WHERE o.oid >= 16384
UNION ALL SELECT 'pg_opfamily'::regclass, o.oid,
       concat_ws(' ', 'operator family', o.opfnamespace::regnamespace, o.opfname, m.amname, pg_get_userbyid(o.opfowner),
                 (SELECT string_agg(concat_ws(' ', a.amopstrategy, a.amopopr::regoperator), ', '
                                    ORDER BY a.amopstrategy, a.amopopr::regoperator::text) FROM pg_amop a WHERE a.amopfamily = o.oid),
                 (SELECT string_agg(concat_ws(' ', a.amprocnum, a.amproc::regprocedure), ', '
                                    ORDER BY a.amprocnum, a.amproc::regprocedure::text) FROM pg_amproc a WHERE a.amprocfamily = o.oid))
       FROM pg_opfamily o JOIN pg_am m ON m.oid = o.opfmethod
       WHERE o.oid >= 16384
UNION ALL SELECT 'pg_cast'::regclass, oid,
       concat_ws(' ', 'cast', castsource::regtype, casttarget::regtype, castfunc::regprocedure, castcontext, castmethod) FROM pg_cast c
       WHERE oid >= 16384
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')
UNION ALL SELECT 'pg_conversion'::regclass, oid,
       concat_ws(' ', 'conversion', connamespace::regnamespace, conname, pg_encoding_to_char(conforencoding),
                 pg_encoding_to_char(contoencoding), conproc, condefault, pg_get_userbyid(conowner)) FROM pg_conversion
       WHERE oid >= 16384
UNION ALL SELECT 'pg_ts_config'::regclass, c.oid,
       concat_ws(' ', 'text search configuration', c.oid::regconfig, pg_get_userbyid(c.cfgowner),
                 (SELECT string_agg(concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ', '
                                    ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid))
       FROM pg_ts_config c
       WHERE c.oid >= 16384
UNION ALL SELECT 'pg_ts_dict'::regclass, oid,
       concat_ws(' ', 'text search dictionary', oid::regdictionary, dictinitoption, pg_get_userbyid(dictowner)) FROM pg_ts_dict
       WHERE oid >= 16384
UNION ALL SELECT 'pg_ts_parser'::regclass, oid,
       concat_ws(' ', 'text search parser', prsnamespace::regnamespace, prsname, prsstart, prstoken, prsend, prsheadline, prslextype)
       FROM pg_ts_parser
       WHERE oid >= 16384
UNION ALL SELECT 'pg_ts_template'::regclass, oid,
       concat_ws(' ', 'text search template', tmplnamespace::regnamespace, tmplname, tmplinit, tmpllexize) FROM pg_ts_template
       WHERE oid >= 16384
UNION ALL SELECT 'pg_language'::regclass, oid,
       concat_ws(' ', 'language', lanname, lanpltrusted, lanplcallfoid::regproc, pg_get_userbyid(lanowner)) FROM pg_language
       WHERE oid >= 16384
UNION ALL SELECT 'pg_transform'::regclass, oid,
       concat_ws(' ', 'transform', trftype::regtype, trflang, trffromsql, trftosql) FROM pg_transform
       WHERE oid >= 16384
UNION ALL SELECT 'pg_am'::regclass, oid, concat_ws(' ', 'access method', amname, amhandler, amtype) FROM pg_am
       WHERE oid >= 16384
UNION ALL SELECT 'pg_event_trigger'::regclass, oid,
       concat_ws(' ', 'event trigger', evtname, evtevent, evtfoid::regproc, evtenabled, array_to_string(evttags, ', '),
                 pg_get_userbyid(evtowner)) FROM pg_event_trigger
       WHERE oid >= 16384
UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid,
       concat_ws(' ', 'foreign data wrapper', fdwname, fdwhandler::regproc, fdwvalidator::regproc, array_to_string(fdwoptions, ', '),
                 pg_get_userbyid(fdwowner)) FROM pg_foreign_data_wrapper
       WHERE oid >= 16384
UNION ALL SELECT 'pg_foreign_server'::regclass, s.oid,
       concat_ws(' ', 'foreign server', s.srvname, w.fdwname, s.srvtype, s.srvversion, array_to_string(s.srvoptions, ', '),
                 pg_get_userbyid(s.srvowner)) FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
       WHERE s.oid >= 16384
UNION ALL SELECT 'pg_user_mapping'::regclass, umid,
       concat_ws(' ', 'user mapping', usename, srvname, array_to_string(umoptions, ', ')) FROM pg_user_mappings
       WHERE umid >= 16384
UNION ALL SELECT 'pg_publication'::regclass, p.oid,
       concat_ws(' ', 'publication', p.pubname, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
                 pg_get_userbyid(p.pubowner),
                 (SELECT string_agg(concat_ws(' ', to_jsonb(t) - ARRAY['pubname']), ', ' ORDER BY t.schemaname, t.tablename)
                  FROM pg_publication_tables t WHERE t.pubname = p.pubname)) FROM pg_publication p
       WHERE p.oid >= 16384
