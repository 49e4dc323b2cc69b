<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>MigrationCard</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s)</source>
        <translation>
            <numerusform>%n statement</numerusform>
            <numerusform>%n statements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>waits for %n step(s) by hand</source>
        <translation>
            <numerusform>waits for %n step by hand</numerusform>
            <numerusform>waits for %n steps by hand</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>runs %n command(s) on this computer</source>
        <translation>
            <numerusform>runs %n command on this computer</numerusform>
            <numerusform>runs %n commands on this computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n data check(s) failed</source>
        <translation>
            <numerusform>%n data check failed</numerusform>
            <numerusform>%n data checks failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>data checks passed, %n note(s)</source>
        <translation>
            <numerusform>data checks passed, %n note</numerusform>
            <numerusform>data checks passed, %n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WatchModel</name>
    <message numerus="yes">
        <source>%1, %Ln row(s)</source>
        <translation>
            <numerusform>%1, %Ln row</numerusform>
            <numerusform>%1, %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln statement(s)</source>
        <translation>
            <numerusform>%Ln statement</numerusform>
            <numerusform>%Ln statements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::Application</name>
    <message numerus="yes">
        <source>%n job(s) still run. They are cancelled; what is not finished is rolled back where the server can.</source>
        <translation>
            <numerusform>%n job still runs. It is cancelled; what is not finished is rolled back where the server can.</numerusform>
            <numerusform>%n jobs still run. They are cancelled; what is not finished is rolled back where the server can.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n job(s) and quit</source>
        <translation>
            <numerusform>Cancel %n job and quit</numerusform>
            <numerusform>Cancel %n jobs and quit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) are kept as they are: no migration changes them.</source>
        <translation>
            <numerusform>%n object is kept as it is: no migration changes it.</numerusform>
            <numerusform>%n objects are kept as they are: no migration changes them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>relata.json says %n thing(s) that nobody heeds.</source>
        <translation>
            <numerusform>relata.json says %n thing that nobody heeds.</numerusform>
            <numerusform>relata.json says %n things that nobody heeds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::BackValues</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::CompareModel</name>
    <message numerus="yes">
        <source>%n part(s)</source>
        <comment>of a table that differ</comment>
        <translation>
            <numerusform>%n part</numerusform>
            <numerusform>%n parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::ComparePanel</name>
    <message numerus="yes">
        <source>%n only on the right</source>
        <translation>
            <numerusform>%n only on the right</numerusform>
            <numerusform>%n only on the right</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n only on the left</source>
        <translation>
            <numerusform>%n only on the left</numerusform>
            <numerusform>%n only on the left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken for renamed</source>
        <translation>
            <numerusform>%n taken for renamed</numerusform>
            <numerusform>%n taken for renamed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %n Into the Design</source>
        <translation>
            <numerusform>Take %n Into the Design</numerusform>
            <numerusform>Take %n Into the Design</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) taken into the design.</source>
        <translation>
            <numerusform>%n difference taken into the design.</numerusform>
            <numerusform>%n differences taken into the design.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::DiagnosisView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::DiagramView</name>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::EnvironmentModel</name>
    <message numerus="yes">
        <source>%n statement(s)</source>
        <translation>
            <numerusform>%n statement</numerusform>
            <numerusform>%n statements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%n pending</numerusform>
            <numerusform>%n pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drift: %n object(s) differ</source>
        <translation>
            <numerusform>Drift: %n object differs</numerusform>
            <numerusform>Drift: %n objects differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::EnvironmentView</name>
    <message numerus="yes">
        <source>%n database(s)</source>
        <translation>
            <numerusform>%n database</numerusform>
            <numerusform>%n databases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n migration(s)</source>
        <translation>
            <numerusform>%n migration</numerusform>
            <numerusform>%n migrations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::KeptModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::KeptView</name>
    <message numerus="yes">
        <source>%n kept table(s) on %1 with %2 rows</source>
        <translation>
            <numerusform>%n kept table on %1 with %2 rows</numerusform>
            <numerusform>%n kept tables on %1 with %2 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected, with %1 rows</source>
        <translation>
            <numerusform>%n selected, with %1 rows</numerusform>
            <numerusform>%n selected, with %1 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Purge %n Table(s)…</source>
        <translation>
            <numerusform>Purge %n Table…</numerusform>
            <numerusform>Purge %n Tables…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::StatusStrip</name>
    <message numerus="yes">
        <source>%n running job(s)</source>
        <translation>
            <numerusform>%n running job</numerusform>
            <numerusform>%n running jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n danger(s)</source>
        <translation>
            <numerusform>%n danger</numerusform>
            <numerusform>%n dangers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::TableEditor</name>
    <message numerus="yes">
        <source>And %n more</source>
        <translation>
            <numerusform>And %n more</numerusform>
            <numerusform>And %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::TimelinePanel</name>
    <message numerus="yes">
        <source>Apply %n Migration(s) to %1</source>
        <translation>
            <numerusform>Apply %n Migration to %1</numerusform>
            <numerusform>Apply %n Migrations to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Migration %1 stopped: %n of %2 statements are done.</source>
        <translation>
            <numerusform>Migration %1 stopped: %n of %2 statements is done.</numerusform>
            <numerusform>Migration %1 stopped: %n of %2 statements are done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n migration(s) to %1?</source>
        <translation>
            <numerusform>Apply %n migration to %1?</numerusform>
            <numerusform>Apply %n migrations to %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Save %1 of %n Change(s)</source>
        <translation>
            <numerusform>Save %1 of %n Change</numerusform>
            <numerusform>Save %1 of %n Changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 has drifted: %n object(s) are not what the applied migrations lead to.</source>
        <translation>
            <numerusform>%1 has drifted: %n object is not what the applied migrations lead to.</numerusform>
            <numerusform>%1 has drifted: %n objects are not what the applied migrations lead to.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pending migration(s) not approved</source>
        <translation>
            <numerusform>%n pending migration not approved</numerusform>
            <numerusform>%n pending migrations not approved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Roll back %n migration(s) on %1?</source>
        <translation>
            <numerusform>Roll back %n migration on %1?</numerusform>
            <numerusform>Roll back %n migrations on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n file(s) again on %1?</source>
        <translation>
            <numerusform>Run %n file again on %1?</numerusform>
            <numerusform>Run %n files again on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n File(s) Again on %1</source>
        <translation>
            <numerusform>Run %n File Again on %1</numerusform>
            <numerusform>Run %n Files Again on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) got worse on %1 since the migrations.</source>
        <translation>
            <numerusform>%n thing got worse on %1 since the migrations.</numerusform>
            <numerusform>%n things got worse on %1 since the migrations.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) in the migration files</source>
        <translation>
            <numerusform>%n finding in the migration files</numerusform>
            <numerusform>%n findings in the migration files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing to find fault with in %n migration(s)</source>
        <translation>
            <numerusform>Nothing to find fault with in %n migration</numerusform>
            <numerusform>Nothing to find fault with in %n migrations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Purge %n kept table(s) on %1?</source>
        <translation>
            <numerusform>Purge %n kept table on %1?</numerusform>
            <numerusform>Purge %n kept tables on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Purge %n Table(s) on %1</source>
        <translation>
            <numerusform>Purge %n Table on %1</numerusform>
            <numerusform>Purge %n Tables on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace %n migration(s) by %1?</source>
        <translation>
            <numerusform>Replace %n migration by %1?</numerusform>
            <numerusform>Replace %n migrations by %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace %n Migration(s)</source>
        <translation>
            <numerusform>Replace %n Migration</numerusform>
            <numerusform>Replace %n Migrations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n object(s) that no migration has made.</source>
        <translation>
            <numerusform>%1 has %n object that no migration has made.</numerusform>
            <numerusform>%1 has %n objects that no migration has made.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::WatchView</name>
    <message numerus="yes">
        <source>%n thing(s) got worse on %1</source>
        <translation>
            <numerusform>%n thing got worse on %1</numerusform>
            <numerusform>%n things got worse on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n not known</numerusform>
            <numerusform>%n not known</numerusform>
        </translation>
    </message>
</context>
</TS>
