-- What goes with an extension though it is not part of it.
SELECT d.classid AS class, d.objid AS object,
       concat_ws(' ', pg_describe_object(d.classid, d.objid, d.objsubid), 'depends on',
                 pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid)) AS line
FROM pg_depend d
WHERE d.deptype = 'x'
