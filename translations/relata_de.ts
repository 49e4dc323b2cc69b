<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AdoptDrift</name>
    <message>
        <source>The database is what its migrations lead to.</source>
        <translation>Die Datenbank ist, wohin ihre Migrationen führen.</translation>
    </message>
    <message>
        <source>Nothing was adopted: migration %1 is not applied as it stands in the project. Settle that first.</source>
        <translation>Nichts wurde übernommen: Migration %1 ist nicht so angewendet, wie sie im Projekt steht. Klären Sie das zuerst.</translation>
    </message>
    <message>
        <source>Nothing was adopted: the design has changes that no migration holds. Save them as one, or take them back.</source>
        <translation>Nichts wurde übernommen: Der Entwurf hat Änderungen, die in keiner Migration stehen. Sichern Sie sie als Migration, oder nehmen Sie sie zurück.</translation>
    </message>
    <message>
        <source>Nothing was adopted. %1. %2</source>
        <translation>Nichts wurde übernommen. %1. %2</translation>
    </message>
    <message>
        <source>Adopt drift</source>
        <translation>Abweichung übernehmen</translation>
    </message>
    <message>
        <source>Nothing was adopted: the project&apos;s migrations have changed meanwhile. Look again.</source>
        <translation>Nichts wurde übernommen: Die Migrationen des Projekts haben sich inzwischen geändert. Suchen Sie erneut.</translation>
    </message>
    <message>
        <source>Nothing was adopted: %1 is made by a file in migrations/repeatable. Write there what it is to be, or take the difference back with drift --revert.</source>
        <translation>Nichts wurde übernommen: %1 wird von einer Datei in migrations/repeatable angelegt. Dort eintragen, wie es sein soll, oder den Unterschied mit drift --revert zurücknehmen.</translation>
    </message>
</context>
<context>
    <name>AfterUp</name>
    <message>
        <source>Looking at the query “%1”</source>
        <translation>Die Abfrage „%1“ wird angesehen</translation>
    </message>
    <message>
        <source>Query “%1” worked before the migrations, and fails now: %2</source>
        <translation>Die Abfrage „%1“ lief vor den Migrationen und scheitert jetzt: %2</translation>
    </message>
    <message>
        <source>Change the query, or take the migrations back.</source>
        <translation>Ändern Sie die Abfrage, oder nehmen Sie die Migrationen zurück.</translation>
    </message>
    <message>
        <source>Query “%1” found its rows of %2 by an index (%3), and reads all of %4 rows now.</source>
        <translation>Die Abfrage „%1“ fand ihre Zeilen von %2 über einen Index (%3) und liest jetzt alle %4 Zeilen.</translation>
    </message>
    <message>
        <source>Create an index on what the query compares.</source>
        <translation>Legen Sie einen Index auf das an, was die Abfrage vergleicht.</translation>
    </message>
    <message>
        <source>Query “%1” took %2 before, and was stopped now after %3.</source>
        <translation>Die Abfrage „%1“ brauchte vorher %2 und wurde jetzt nach %3 abgebrochen.</translation>
    </message>
    <message>
        <source>Query “%1” took %2 before, and takes %3 now.</source>
        <translation>Die Abfrage „%1“ brauchte vorher %2 und braucht jetzt %3.</translation>
    </message>
    <message>
        <source>Compare the two plans.</source>
        <translation>Vergleichen Sie die beiden Pläne.</translation>
    </message>
    <message>
        <source>%1 has %2 rows, and had %3 before the migrations, none of which says that it deletes rows.</source>
        <translation>%1 hat %2 Zeilen und hatte %3 vor den Migrationen, von denen keine sagt, dass sie Zeilen löscht.</translation>
    </message>
    <message>
        <source>Unless somebody else deleted them meanwhile, rows were lost.</source>
        <translation>Wenn nicht jemand anders sie inzwischen gelöscht hat, sind Zeilen verloren gegangen.</translation>
    </message>
    <message>
        <source>Rows whose foreign key finds no parent: %1 now, and %2 before the migrations.</source>
        <translation>Zeilen, deren Fremdschlüssel nichts findet: jetzt %1, vor den Migrationen %2.</translation>
    </message>
    <message>
        <source>Bring the parents back, or take the migrations back.</source>
        <translation>Stellen Sie wieder her, worauf sie verweisen, oder nehmen Sie die Migrationen zurück.</translation>
    </message>
    <message>
        <source>The index %1 is invalid: no query uses it.</source>
        <translation>Der Index %1 ist ungültig: keine Abfrage verwendet ihn.</translation>
    </message>
    <message>
        <source>Drop it and create it again.</source>
        <translation>Löschen Sie ihn und legen Sie ihn neu an.</translation>
    </message>
    <message>
        <source>%1 was not validated: rows that stood before it may not keep to it.</source>
        <translation>%1 wurde nicht geprüft: Zeilen, die vorher da waren, halten sich vielleicht nicht daran.</translation>
    </message>
    <message>
        <source>Validate it in a migration of its own.</source>
        <translation>Prüfen Sie die Bedingung in einer eigenen Migration (VALIDATE).</translation>
    </message>
    <message>
        <source>Session %1 of %2 waits for a lock with: %3. In its way: %4</source>
        <translation>Sitzung %1 von %2 wartet auf eine Sperre mit: %3. Im Weg steht: %4</translation>
    </message>
    <message>
        <source>Deadlocks that the server has broken up since: %1</source>
        <translation>Verklemmungen, die der Server seitdem aufgelöst hat: %1</translation>
    </message>
    <message>
        <source>Watching for lock waits and deadlocks</source>
        <translation>Wartende Sitzungen und Verklemmungen werden beobachtet</translation>
    </message>
    <message>
        <source>Nobody looked at this database before its last migrations: relata migrate up --watch does, and keeps what it sees.</source>
        <translation>Niemand hat diese Datenbank vor ihren letzten Migrationen angesehen: relata migrate up --watch tut das und merkt sich, was es sieht.</translation>
    </message>
    <message>
        <source>This is not what a look at a database leaves behind.</source>
        <translation>Das ist nicht, was vom Ansehen einer Datenbank aufgehoben wird.</translation>
    </message>
    <message>
        <source>%1 of %2 calls failed since the migrations, and %3 of %4 before them: %5</source>
        <translation>%1 von %2 Aufrufen sind seit den Migrationen gescheitert, davor %3 von %4: %5</translation>
    </message>
    <message>
        <source>See what the program that runs it says, or take the migrations back.</source>
        <translation>Sehen Sie nach, was das Programm sagt, das sie ausführt, oder nehmen Sie die Migrationen zurück.</translation>
    </message>
    <message>
        <source>%1 calls since the migrations took %2 on average, and %3 before them: %4</source>
        <translation>%1 Aufrufe seit den Migrationen dauerten im Mittel %2, davor %3: %4</translation>
    </message>
    <message>
        <source>Explain it with the values of one of the calls.</source>
        <translation>Lassen Sie sich den Plan mit den Werten eines der Aufrufe zeigen.</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Make the sample project</source>
        <translation>Beispielprojekt anlegen</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
</context>
<context>
    <name>Approval</name>
    <message>
        <source>%1 is no approval that can be read.</source>
        <translation>%1 ist keine lesbare Freigabe.</translation>
    </message>
    <message>
        <source>The project has no migration %1.</source>
        <translation>Das Projekt hat keine Migration %1.</translation>
    </message>
    <message>
        <source>An approval says who gives it.</source>
        <translation>Eine Freigabe sagt, wer sie gibt.</translation>
    </message>
    <message>
        <source>Read approvals</source>
        <translation>Freigaben lesen</translation>
    </message>
    <message>
        <source>Write an approval</source>
        <translation>Freigabe schreiben</translation>
    </message>
</context>
<context>
    <name>Backup</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 wrote nothing.</source>
        <translation>%1 hat nichts geschrieben.</translation>
    </message>
    <message>
        <source>%1: %2, not restored yet</source>
        <translation>%1: %2, noch nicht wiederhergestellt</translation>
    </message>
    <message>
        <source>%1: %2, restored with %3 rows in %4 s</source>
        <translation>%1: %2, mit %3 Zeilen in %4 s wiederhergestellt</translation>
    </message>
    <message>
        <source>Relata has no backups for %1.</source>
        <translation>Relata kennt keine Sicherungen für %1.</translation>
    </message>
    <message>
        <source>%1 does not describe a backup.</source>
        <translation>%1 beschreibt keine Sicherung.</translation>
    </message>
    <message>
        <source>%1 is not what was written: it has %2 bytes of %3, or others. Do not restore it.</source>
        <translation>%1 ist nicht, was geschrieben wurde: es hat %2 Bytes von %3, oder andere. Stellen Sie nichts daraus wieder her.</translation>
    </message>
    <message>
        <source>Counting rows of %1</source>
        <translation>Zeilen von %1 werden gezählt</translation>
    </message>
    <message>
        <source>The backup is not whole: table %1 came back with %2 rows of %3. Its file was kept.</source>
        <translation>Die Sicherung ist nicht vollständig: Tabelle %1 kam mit %2 von %3 Zeilen zurück. Ihre Datei wurde behalten.</translation>
    </message>
    <message>
        <source>The backup is not whole: %1 came back otherwise, or not at all. Its file was kept.</source>
        <translation>Die Sicherung ist nicht vollständig: %1 kam anders oder gar nicht zurück. Ihre Datei wurde behalten.</translation>
    </message>
    <message>
        <source>%1 cannot be started.</source>
        <translation>%1 kann nicht gestartet werden.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 ist fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>Writing the backup</source>
        <translation>Die Sicherung wird geschrieben</translation>
    </message>
    <message>
        <source>Restoring the backup on a scratch database</source>
        <translation>Die Sicherung wird auf einer Probedatenbank wiederhergestellt</translation>
    </message>
    <message>
        <source>Backup &quot;%1&quot; is claimed, and would be kept as not checked: %2</source>
        <translation>Die Sicherung „%1“ ist angegeben und würde als nicht geprüft vermerkt: %2</translation>
    </message>
    <message>
        <source>Backup: the whole database, which takes about %3, by %1 into %2; restored once on trial</source>
        <translation>Sicherung: die ganze Datenbank, die etwa %3 belegt, mit %1 nach %2; einmal auf Probe wiederhergestellt</translation>
    </message>
    <message>
        <source>Backup: the whole database, of unknown size, by %1 into %2; restored once on trial</source>
        <translation>Sicherung: die ganze Datenbank, deren Größe nicht bekannt ist, mit %1 nach %2; einmal auf Probe wiederhergestellt</translation>
    </message>
    <message>
        <source>Backup: tables %4 alone, which take about %3, by %1 into %2; restored once on trial</source>
        <translation>Sicherung: nur die Tabellen %4, die etwa %3 belegen, mit %1 nach %2; einmal auf Probe wiederhergestellt</translation>
    </message>
    <message>
        <source>Backup: tables %4 alone, of unknown size, by %1 into %2; restored once on trial</source>
        <translation>Sicherung: nur die Tabellen %4, deren Größe nicht bekannt ist, mit %1 nach %2; einmal auf Probe wiederhergestellt</translation>
    </message>
    <message>
        <source>Brought back into an empty database with: %1</source>
        <translation>In eine leere Datenbank zurück mit: %1</translation>
    </message>
    <message>
        <source>Name the folder that the backup goes into.</source>
        <translation>Nennen Sie den Ordner, in den die Sicherung kommt.</translation>
    </message>
    <message>
        <source>Of a backup that there is already somebody has to say its name, where it is and why that is enough: the database keeps that.</source>
        <translation>Von einer Sicherung, die es schon gibt, muss jemand sagen, wie sie heißt, wo sie ist und warum das genügt: die Datenbank behält das.</translation>
    </message>
    <message>
        <source>%1 takes migrations only under a backup, as requireBackup in relata.json says: name a folder for one that is taken first, or one that there is.</source>
        <translation>%1 nimmt Migrationen nur unter einer Sicherung an, wie requireBackup in relata.json sagt: nennen Sie einen Ordner für eine, die zuerst gemacht wird, oder eine, die es gibt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot;, claimed and not checked</source>
        <translation>„%1“, nur angegeben und nicht geprüft</translation>
    </message>
    <message>
        <source>%1, %2, restores in %3 s</source>
        <translation>%1, %2, in %3 s wiederhergestellt</translation>
    </message>
    <message>
        <source>%1, %2, never restored</source>
        <translation>%1, %2, nie wiederhergestellt</translation>
    </message>
    <message>
        <source>&quot;%1&quot;, claimed by %2 and not checked: %3</source>
        <translation>„%1“, von %2 angegeben und nicht geprüft: %3</translation>
    </message>
    <message>
        <source>%1 on %2: %3, never restored</source>
        <translation>%1 auf %2: %3, nie wiederhergestellt</translation>
    </message>
    <message>
        <source>%1 on %2: %3, restores in %4 s; tables %5 alone</source>
        <translation>%1 auf %2: %3, in %4 s wiederhergestellt; nur die Tabellen %5</translation>
    </message>
    <message>
        <source>%1 on %2: %3, restores in %4 s</source>
        <translation>%1 auf %2: %3, in %4 s wiederhergestellt</translation>
    </message>
    <message>
        <source>As it was before, it is said to stand in &quot;%1&quot;, which nobody has checked: %2</source>
        <translation>Wie sie vorher war, soll sie in „%1“ stehen, was niemand geprüft hat: %2</translation>
    </message>
    <message>
        <source>The rows of %5 as they were on %1 stand in %2 on %3; have them back in an empty database with: %4</source>
        <translation>Die Zeilen von %5, wie sie am %1 waren, stehen in %2 auf %3; in eine leere Datenbank kommen sie zurück mit: %4</translation>
    </message>
    <message>
        <source>The database as it was on %1 stands in %2 on %3; what was written since is not in it. Have it back in an empty database with: %4</source>
        <translation>Die Datenbank, wie sie am %1 war, steht in %2 auf %3; was seither geschrieben wurde, ist nicht darin. In eine leere Datenbank kommt sie zurück mit: %4</translation>
    </message>
    <message>
        <source>There is no table %1.</source>
        <translation>Es gibt keine Tabelle %1.</translation>
    </message>
    <message>
        <source>A backup of these tables alone could not be restored: %1 needs %2, which would not be in it. Add that, if it is a table, or back up the whole database.</source>
        <translation>Eine Sicherung nur dieser Tabellen könnte nicht wiederhergestellt werden: %1 braucht %2, was nicht darin wäre. Nehmen Sie es hinzu, wenn es eine Tabelle ist, oder sichern Sie die ganze Datenbank.</translation>
    </message>
    <message>
        <source>Which tables migration %1 touches cannot be told from its text: back up the whole database.</source>
        <translation>Welche Tabellen Migration %1 berührt, ist aus ihrem Text nicht zu erkennen: sichern Sie die ganze Datenbank.</translation>
    </message>
    <message>
        <source>The migrations name %1, through which other tables may be touched: back up the whole database.</source>
        <translation>Die Migrationen nennen %1, wodurch andere Tabellen berührt werden können: sichern Sie die ganze Datenbank.</translation>
    </message>
    <message>
        <source>A backup of table %1 alone could not be restored: schema %2 would not be in it. Back up the whole database.</source>
        <translation>Eine Sicherung nur der Tabelle %1 könnte nicht wiederhergestellt werden: das Schema %2 wäre nicht darin. Sichern Sie die ganze Datenbank.</translation>
    </message>
    <message>
        <source>No table that is there is touched: there is nothing to back up of that.</source>
        <translation>Keine Tabelle, die es gibt, wird berührt: davon ist nichts zu sichern.</translation>
    </message>
    <message>
        <source>The backup is not whole: the values of %1 came back otherwise. Its file was kept.</source>
        <translation>Die Sicherung ist nicht vollständig: die Werte von %1 kamen anders zurück. Ihre Datei wurde behalten.</translation>
    </message>
    <message>
        <source>No backup is asked for; one could be taken by %1, of a database of about %2.</source>
        <translation>Es ist keine Sicherung verlangt; eine könnte mit %1 angelegt werden, von einer Datenbank von etwa %2.</translation>
    </message>
    <message>
        <source>No backup is asked for; one could be taken by %1.</source>
        <translation>Es ist keine Sicherung verlangt; eine könnte mit %1 angelegt werden.</translation>
    </message>
    <message>
        <source>Table %1 has triggers or rules, which may write elsewhere: which tables are touched cannot be told. Back up the whole database.</source>
        <translation>Tabelle %1 hat Trigger oder Regeln, die anderswo schreiben können: Welche Tabellen berührt werden, lässt sich nicht sagen. Sichern Sie die ganze Datenbank.</translation>
    </message>
</context>
<context>
    <name>Baseline</name>
    <message>
        <source>%1 is not empty: name a new folder for the project.</source>
        <translation>%1 ist nicht leer: Nennen Sie einen neuen Ordner für das Projekt.</translation>
    </message>
    <message>
        <source>Schemas of %1 cannot be managed yet.</source>
        <translation>Schemas von %1 lassen sich noch nicht verwalten.</translation>
    </message>
    <message>
        <source>%1 has a ledger of migrations already: open the project they belong to.</source>
        <translation>%1 hat schon ein Verzeichnis angewendeter Migrationen: Öffnen Sie das Projekt, zu dem sie gehören.</translation>
    </message>
    <message>
        <source>Cancelled: no project was made.</source>
        <translation>Abgebrochen: Es wurde kein Projekt angelegt.</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>%1 has migrations already: say with stamp at which of them the database stands, or make a migration of what it has more with drift --adopt.</source>
        <translation>%1 hat schon Migrationen: Sagen Sie mit stamp, bei welcher davon die Datenbank steht, oder machen Sie mit drift --adopt eine Migration aus dem, was die Datenbank mehr hat.</translation>
    </message>
    <message>
        <source>%1 has a design already, which a baseline would replace.</source>
        <translation>%1 hat schon einen Entwurf, den eine Baseline ersetzen würde.</translation>
    </message>
    <message>
        <source>%1 is a project of another engine than %2.</source>
        <translation>%1 ist ein Projekt für ein anderes Datenbanksystem als %2.</translation>
    </message>
    <message>
        <source>The database has a ledger of migrations already, and the project has none of them: open the one they belong to.</source>
        <translation>Die Datenbank hat schon ein Verzeichnis von Migrationen, von denen das Projekt keine hat: das Projekt öffnen, zu dem sie gehören.</translation>
    </message>
</context>
<context>
    <name>CheckMigrations</name>
    <message>
        <source>%1 has the same number.</source>
        <translation>%1 hat dieselbe Nummer.</translation>
    </message>
    <message>
        <source>Give this one the next free number.</source>
        <translation>Geben Sie dieser die nächste freie Nummer.</translation>
    </message>
    <message>
        <source>Its parent is not %1, the migration before.</source>
        <translation>Ihr Vorgänger ist nicht %1, die Migration davor.</translation>
    </message>
    <message>
        <source>Two branches made a migration each: put this one last and set its parent.</source>
        <translation>Zwei Zweige haben je eine Migration gemacht: Stellen Sie diese ans Ende und setzen Sie ihren Vorgänger.</translation>
    </message>
    <message>
        <source>%1 has the same id.</source>
        <translation>%1 hat dieselbe ID.</translation>
    </message>
    <message>
        <source>A copied file needs an id of its own.</source>
        <translation>Eine kopierte Datei braucht eine eigene ID.</translation>
    </message>
    <message>
        <source>It has no way down.</source>
        <translation>Sie hat keinen Rückweg.</translation>
    </message>
    <message>
        <source>It is new, but the base goes up to number %1 already.</source>
        <translation>Sie ist neu, aber die Basis reicht schon bis Nummer %1.</translation>
    </message>
    <message>
        <source>Give it a number behind that.</source>
        <translation>Geben Sie ihr eine Nummer dahinter.</translation>
    </message>
    <message>
        <source>The base has this migration, and it is gone here.</source>
        <translation>Die Basis hat diese Migration, und hier fehlt sie.</translation>
    </message>
    <message>
        <source>Databases may have applied it: take it back.</source>
        <translation>Datenbanken haben sie vielleicht schon angewendet: Holen Sie sie zurück.</translation>
    </message>
    <message>
        <source>It differs from the migration of the base.</source>
        <translation>Sie weicht von der Migration der Basis ab.</translation>
    </message>
    <message>
        <source>Databases may have applied it: take the edit back, and make a new migration of it.</source>
        <translation>Datenbanken haben sie vielleicht schon angewendet: Nehmen Sie die Änderung zurück, und machen Sie eine neue Migration daraus.</translation>
    </message>
    <message>
        <source>Correct the file, and prove it with relata migrate verify.</source>
        <translation>Berichtigen Sie die Datei, und beweisen Sie sie mit relata migrate verify.</translation>
    </message>
    <message>
        <source>A merge may have taken one side&apos;s, or a migration was written by hand: relata migrate check --write-head writes it anew.</source>
        <translation>Vielleicht hat ein Merge den Stand einer Seite genommen, oder eine Migration wurde von Hand geschrieben: relata migrate check --write-head schreibt die Datei neu.</translation>
    </message>
    <message>
        <source>It is missing.</source>
        <translation>Sie fehlt.</translation>
    </message>
    <message>
        <source>It is not what the migrations lead to: %1.</source>
        <translation>Sie ist nicht, wohin die Migrationen führen: %1.</translation>
    </message>
    <message>
        <source>It was not compared with the migrations. %1</source>
        <translation>Sie wurde nicht mit den Migrationen verglichen. %1</translation>
    </message>
    <message>
        <source>To run programs in Python on a scratch database: --allow PYTHON.</source>
        <translation>Um Programme in Python auf einer Probedatenbank laufen zu lassen: --allow PYTHON.</translation>
    </message>
    <message>
        <source>No migration has the id %1 of its phase &quot;%2&quot;.</source>
        <translation>Keine Migration hat die ID %1 der Phase „%2“.</translation>
    </message>
    <message>
        <source>The two belong to one commit: bring the migration back, or take the phase out.</source>
        <translation>Beide gehören in einen Commit: Holen Sie die Migration zurück, oder nehmen Sie die Phase heraus.</translation>
    </message>
    <message>
        <source>It belongs into a migration, which runs once.</source>
        <translation>Das gehört in eine Migration, die einmal läuft.</translation>
    </message>
    <message>
        <source>Correct the file, or say with &quot;relata:after&quot; what it needs.</source>
        <translation>Die Datei berichtigen, oder mit „relata:after“ sagen, was sie braucht.</translation>
    </message>
</context>
<context>
    <name>CheckProblems</name>
    <message>
        <source>Check the migration files</source>
        <translation>Die Dateien der Migrationen prüfen</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>The standard output took only a part of the answer: %1. Make room where it leads and run it again.</source>
        <translation>Die Standardausgabe nahm nur einen Teil der Antwort: %1. Schaffen Sie Platz, wohin sie führt, und führen Sie es noch einmal aus.</translation>
    </message>
    <message>
        <source>--rename takes KIND:OLD=NEW, such as column:users.mail=email; &quot;%1&quot; is not that.</source>
        <translation>--rename nimmt KIND:OLD=NEW, etwa column:users.mail=email; „%1“ ist das nicht.</translation>
    </message>
    <message>
        <source>--not-renamed takes KIND:NAME; &quot;%1&quot; is not that.</source>
        <translation>--not-renamed nimmt KIND:NAME; „%1“ ist das nicht.</translation>
    </message>
    <message>
        <source>Migration %1 was not run: allow what it finds with --allow %2, if that is what you want.</source>
        <translation>Migration %1 wurde nicht ausgeführt: Erlauben Sie den Befund mit --allow %2, wenn Sie das wollen.</translation>
    </message>
    <message>
        <source>%1 is production: say --yes to apply %2 migrations to it.</source>
        <translation>%1 ist Produktion: Mit --yes werden %2 Migrationen darauf angewendet.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>--format is table, csv, tsv, json, ndjson or sql.</source>
        <translation>--format ist table, csv, tsv, json, ndjson oder sql.</translation>
    </message>
    <message>
        <source>Cannot write the picture %1.</source>
        <translation>Das Bild %1 lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>It was edited after %1 applied it.</source>
        <translation>Sie wurde geändert, nachdem %1 sie angewendet hatte.</translation>
    </message>
    <message>
        <source>Take the edit back, or look at it with relata migrate repair.</source>
        <translation>Nehmen Sie die Änderung zurück, oder sehen Sie sie mit relata migrate repair an.</translation>
    </message>
    <message>
        <source>git knows no common commit with %1 here.</source>
        <translation>git kennt hier keinen gemeinsamen Commit mit %1.</translation>
    </message>
    <message>
        <source>Nothing was run: allow what the way back does with --allow %1, if that is what you want.</source>
        <translation>Nichts wurde ausgeführt: Erlauben Sie mit --allow %1, was der Rückweg tut, wenn Sie das wollen.</translation>
    </message>
    <message>
        <source>%1 is production: say --yes to write into its ledger.</source>
        <translation>%1 ist Produktion: Mit --yes wird in ihr Verzeichnis angewendeter Migrationen geschrieben.</translation>
    </message>
    <message>
        <source>--older-than takes days; &quot;%1&quot; are none.</source>
        <translation>--older-than nimmt Tage; „%1“ sind keine.</translation>
    </message>
    <message>
        <source>Nothing is kept in &quot;%1&quot;.</source>
        <translation>In „%1“ ist nichts aufbewahrt.</translation>
    </message>
    <message>
        <source>purge takes names, or --older-than DAYS.</source>
        <translation>purge nimmt Namen oder --older-than DAYS.</translation>
    </message>
    <message>
        <source>Nothing was purged: these rows would be gone for good. Say --yes.</source>
        <translation>Nichts wurde beseitigt: Diese Zeilen wären endgültig weg. Mit --yes geschieht es.</translation>
    </message>
    <message>
        <source>Nothing was taken back: what that loses cannot be told. %1 Name a server with --dev, or say --discard.</source>
        <translation>Nichts wurde zurückgenommen: Was dabei verloren geht, lässt sich nicht sagen. %1 Nennen Sie mit --dev einen Server, oder sagen Sie --discard.</translation>
    </message>
    <message>
        <source>The project has no migration %1.</source>
        <translation>Das Projekt hat keine Migration %1.</translation>
    </message>
    <message>
        <source>This program does not speak to %1.</source>
        <translation>Dieses Programm spricht nicht mit %1.</translation>
    </message>
    <message>
        <source>Nothing was stamped: the database could not be compared with version %1. %2 Stamp it with --force if you know better.</source>
        <translation>Nichts wurde gestempelt: Die Datenbank ließ sich nicht mit Version %1 vergleichen. %2 Stempeln Sie sie mit --force, wenn Sie es besser wissen.</translation>
    </message>
    <message>
        <source>Nothing was stamped: the database is not what version %1 leads to (%2 differences, the first: %3). Stamp it with --force if you know better.</source>
        <translation>Nichts wurde gestempelt: Die Datenbank ist nicht, wohin Version %1 führt (%2 Unterschiede, der erste: %3). Stempeln Sie sie mit --force, wenn Sie es besser wissen.</translation>
    </message>
    <message>
        <source>--assume takes done or not-done.</source>
        <translation>--assume nimmt done oder not-done.</translation>
    </message>
    <message>
        <source>--lock-timeout takes a time, as 500ms, 5s or 1min.</source>
        <translation>--lock-timeout nimmt eine Zeit, wie 500ms, 5s oder 1min.</translation>
    </message>
    <message>
        <source>--tries takes a number from 1 to 1000.</source>
        <translation>--tries nimmt eine Zahl von 1 bis 1000.</translation>
    </message>
    <message>
        <source>--wait-limit takes a time, as 30s, 5min or 0s, or none for no limit.</source>
        <translation>--wait-limit nimmt eine Zeit, etwa 30s, 5min oder 0s, oder none für keine Grenze.</translation>
    </message>
    <message>
        <source>--confirm-limit takes a time, as 30s, 10min or 2h.</source>
        <translation>--confirm-limit erwartet eine Zeit, etwa 30s, 10min oder 2h.</translation>
    </message>
    <message>
        <source>No run waits for a confirmation on this database.</source>
        <translation>Auf dieser Datenbank wartet kein Lauf auf eine Bestätigung.</translation>
    </message>
    <message>
        <source>--start-at takes a time, as 23:30 or 2026-11-30T02:00.</source>
        <translation>--start-at erwartet eine Zeit, etwa 23:30 oder 2026-11-30T02:00.</translation>
    </message>
    <message>
        <source>--finish-by takes a time, as 05:00 or 2026-11-30T05:00.</source>
        <translation>--finish-by erwartet eine Zeit, etwa 05:00 oder 2026-11-30T05:00.</translation>
    </message>
    <message>
        <source>--for takes a time, as 30s, 5min or 1h.</source>
        <translation>--for nimmt eine Zeit, etwa 30s, 5min oder 1h.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not COLUMN = EXPRESSION.</source>
        <translation>„%1“ ist nicht COLUMN = EXPRESSION.</translation>
    </message>
    <message>
        <source>phases new takes rename-column TABLE.OLD NEW, change-type TABLE.COLUMN TYPE [--name NEW] [--to EXPRESSION --back EXPRESSION], split TABLE.COLUMN &quot;NEW TYPE = EXPRESSION&quot;… --back EXPRESSION, or merge TABLE &quot;NEW TYPE = EXPRESSION&quot; --back &quot;OLD = EXPRESSION&quot;…</source>
        <translation>phases new nimmt rename-column TABLE.OLD NEW, change-type TABLE.COLUMN TYPE [--name NEW] [--to EXPRESSION --back EXPRESSION], split TABLE.COLUMN „NEW TYPE = EXPRESSION“… --back EXPRESSION oder merge TABLE „NEW TYPE = EXPRESSION“ --back „OLD = EXPRESSION“…</translation>
    </message>
    <message>
        <source>The migrations lead to no table &quot;%1&quot;.</source>
        <translation>Die Migrationen führen zu keiner Tabelle „%1“.</translation>
    </message>
    <message>
        <source>--to and --back belong together: what one does the other has to take back.</source>
        <translation>--to und --back gehören zusammen: Was das eine tut, muss das andere zurücknehmen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not NEW TYPE = EXPRESSION.</source>
        <translation>„%1“ ist nicht NEW TYPE = EXPRESSION.</translation>
    </message>
    <message>
        <source>How does the old column come of the new ones? Say --back EXPRESSION.</source>
        <translation>Wie entsteht die alte Spalte aus den neuen? Sagen Sie es mit --back EXPRESSION.</translation>
    </message>
    <message>
        <source>How do the old columns come of the new one? Say --back &quot;OLD = EXPRESSION&quot; for each.</source>
        <translation>Wie entstehen die alten Spalten aus der neuen? Sagen Sie es für jede mit --back „OLD = EXPRESSION“.</translation>
    </message>
    <message>
        <source>No change in phases &quot;%1&quot; is open.</source>
        <translation>Keine Änderung in Phasen „%1“ ist offen.</translation>
    </message>
    <message>
        <source>The phase before, &quot;%1&quot;, is not applied there yet.</source>
        <translation>Die Phase davor, „%1“, ist dort noch nicht angewendet.</translation>
    </message>
    <message>
        <source>--%1 takes TABLE.COLUMN=VALUE; &quot;%2&quot; is not that.</source>
        <translation>--%1 erwartet TABELLE.SPALTE=WERT; „%2“ ist das nicht.</translation>
    </message>
    <message>
        <source>down takes values with --fill alone.</source>
        <translation>down nimmt Werte nur mit --fill entgegen.</translation>
    </message>
    <message>
        <source>This is not valid JSON: %1.</source>
        <translation>Das ist kein gültiges JSON: %1.</translation>
    </message>
    <message>
        <source>Answers are one JSON object.</source>
        <translation>Antworten sind ein einziges JSON-Objekt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no answer that can be given here.</source>
        <translation>„%1“ ist keine Antwort, die hier gegeben werden kann.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; takes a list of texts.</source>
        <translation>„%1“ nimmt eine Liste von Texten.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; takes an object of columns.</source>
        <translation>„%1“ nimmt ein Objekt mit Spalten.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can be filled with a text, a number, true or false.</source>
        <translation>„%1“ kann mit einem Text, einer Zahl, true oder false gefüllt werden.</translation>
    </message>
    <message>
        <source>%1 is production: say --yes to take %2 migrations back from it.</source>
        <translation>%1 ist Produktion: Mit --yes werden %2 Migrationen davon zurückgenommen.</translation>
    </message>
    <message>
        <source>%1 is production: say --yes to go on with migration %2 on it.</source>
        <translation>%1 ist Produktion: Mit --yes wird Migration %2 dort fortgesetzt.</translation>
    </message>
    <message>
        <source>%1 is production: say --yes to roll migration %2 back on it.</source>
        <translation>%1 ist Produktion: Mit --yes wird Migration %2 dort zurückgerollt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not TYPE:VALUE.</source>
        <translation>„%1“ ist nicht TYP:WERT.</translation>
    </message>
    <message>
        <source>--replace takes TYPE:VALUE=OTHER; &quot;%1&quot; is not that.</source>
        <translation>--replace nimmt TYP:WERT=ANDERER; „%1“ ist das nicht.</translation>
    </message>
    <message>
        <source>Either a backup is taken, with --backup, or one is named with --claim-backup.</source>
        <translation>Entweder wird eine Sicherung gemacht, mit --backup, oder eine genannt, mit --claim-backup.</translation>
    </message>
    <message>
        <source>--backup-scope takes database or touched.</source>
        <translation>--backup-scope nimmt database oder touched.</translation>
    </message>
    <message>
        <source>migrate %1 does not heed --%2: take a backup with &quot;relata backup&quot;.</source>
        <translation>migrate %1 beachtet --%2 nicht: Legen Sie eine Sicherung mit „relata backup“ an.</translation>
    </message>
    <message>
        <source>--backup-scope says what --backup DIR takes.</source>
        <translation>--backup-scope sagt, was --backup DIR sichert.</translation>
    </message>
    <message>
        <source>In the way of up: %1</source>
        <translation>Steht up im Weg: %1</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Reading: %1</source>
        <translation>Wird gelesen: %1</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Wird verglichen</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>Kein Projekt ist offen.</translation>
    </message>
    <message>
        <source>There is no connection named %1.</source>
        <translation>Es gibt keine Verbindung namens %1.</translation>
    </message>
    <message>
        <source>Read %1 to compare</source>
        <translation>%1 zum Vergleichen lesen</translation>
    </message>
    <message>
        <source>The schema of this server cannot be read by this program.</source>
        <translation>Das Schema dieses Servers kann dieses Programm nicht lesen.</translation>
    </message>
    <message>
        <source>There is nothing at %1.</source>
        <translation>Unter %1 ist nichts.</translation>
    </message>
    <message>
        <source>Read to compare: %1</source>
        <translation>Zum Vergleichen lesen: %1</translation>
    </message>
    <message>
        <source>%1 and %2 are not compared: each engine has types and objects of its own.</source>
        <translation>%1 und %2 werden nicht verglichen: Jedes Datenbanksystem hat eigene Typen und Objekte.</translation>
    </message>
    <message>
        <source>Compare schemas</source>
        <translation>Schemas vergleichen</translation>
    </message>
    <message>
        <source>Work out what belongs together</source>
        <translation>Ermitteln, was zusammengehört</translation>
    </message>
    <message>
        <source>Take %1 differences from: %2</source>
        <translation>%1 Unterschiede übernehmen von: %2</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Timeline before its first migration</source>
        <translation>Zeitleiste vor ihrer ersten Migration</translation>
    </message>
    <message>
        <source>Timeline at %1 %2</source>
        <translation>Zeitleiste bei %1 %2</translation>
    </message>
    <message>
        <source>Database %1</source>
        <translation>Datenbank %1</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>Datei %1</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>Projekt %1</translation>
    </message>
    <message>
        <source>The project has no migration %1.</source>
        <translation>Das Projekt hat keine Migration %1.</translation>
    </message>
    <message>
        <source>%1 is not managed yet: it cannot be taken into the design.</source>
        <translation>%1 wird noch nicht verwaltet: In den Entwurf lässt es sich nicht übernehmen.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Compare With…</source>
        <translation>Vergleichen mit …</translation>
    </message>
    <message>
        <source>Compare the Design With the Timeline</source>
        <translation>Entwurf mit der Zeitleiste vergleichen</translation>
    </message>
    <message>
        <source>Compare the Design With the Database</source>
        <translation>Entwurf mit der Datenbank vergleichen</translation>
    </message>
    <message>
        <source>Swap the Sides of the Comparison</source>
        <translation>Seiten des Vergleichs tauschen</translation>
    </message>
    <message>
        <source>Read Both Sides of the Comparison Again</source>
        <translation>Beide Seiten des Vergleichs neu lesen</translation>
    </message>
    <message>
        <source>Take Chosen Differences Into the Design</source>
        <translation>Gewählte Unterschiede in den Entwurf übernehmen</translation>
    </message>
    <message>
        <source>Ask a server what it makes of the design</source>
        <translation>Einen Server fragen, was er aus dem Entwurf macht</translation>
    </message>
    <message>
        <source>Show the Comparison as a Diagram, or as a List</source>
        <translation>Den Vergleich als Diagramm oder als Liste zeigen</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Type “%1” to go on:</source>
        <translation>Geben Sie „%1“ ein, um fortzufahren:</translation>
    </message>
    <message>
        <source>Name to confirm</source>
        <translation>Name zur Bestätigung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Connect</name>
    <message>
        <source>Connect to a Database…</source>
        <translation>Mit einer Datenbank verbinden …</translation>
    </message>
    <message>
        <source>Change the Connection…</source>
        <translation>Verbindung ändern …</translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>Connect to %1</source>
        <translation>Mit %1 verbinden</translation>
    </message>
</context>
<context>
    <name>ConnectionProfile</name>
    <message>
        <source>&quot;%1&quot; names no engine: use postgresql://, mysql://, mariadb:// or sqlite:.</source>
        <translation>„%1“ nennt kein Datenbanksystem: postgresql://, mysql://, mariadb:// oder sqlite: verwenden.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no file: use sqlite:PATH.</source>
        <translation>„%1“ nennt keine Datei: sqlite:PFAD verwenden.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a valid URL: %2.</source>
        <translation>„%1“ ist keine gültige URL: %2.</translation>
    </message>
</context>
<context>
    <name>DataCheck</name>
    <message>
        <source>%2 becomes NOT NULL; rows without a value: %1 (%3)</source>
        <translation>%2 wird NOT NULL; Zeilen ohne Wert: %1 (%3)</translation>
    </message>
    <message>
        <source>new key %2; values in more rows than one: %1 (%3)</source>
        <translation>neuer Schlüssel %2; Werte in mehr als einer Zeile: %1 (%3)</translation>
    </message>
    <message>
        <source>new foreign key %2; rows without a parent: %1 (%3)</source>
        <translation>neuer Fremdschlüssel %2; Zeilen ohne Gegenstück: %1 (%3)</translation>
    </message>
    <message>
        <source>new check %2; rows that it refuses: %1 (%3)</source>
        <translation>neue Prüfung %2; Zeilen, die sie ablehnt: %1 (%3)</translation>
    </message>
    <message>
        <source>%2 goes, and rows with it: %1 (%3)</source>
        <translation>%2 geht, und Zeilen damit: %1 (%3)</translation>
    </message>
    <message>
        <source>Looking at the rows for %1</source>
        <translation>Zeilen werden auf %1 geprüft</translation>
    </message>
    <message>
        <source>Migration %1 was not run: it would fail on rows that are there: %2. Settle them first.</source>
        <translation>Migration %1 lief nicht: sie würde an vorhandenen Zeilen scheitern: %2. Bereinigen Sie diese zuerst.</translation>
    </message>
    <message>
        <source>%2 changes its type; rows whose value the new one refuses: %1 (%3)</source>
        <translation>%2 wechselt den Typ; Zeilen, deren Wert der neue ablehnt: %1 (%3)</translation>
    </message>
    <message>
        <source>%2 loses what others were granted on it: %1 (%3)</source>
        <translation>%2 verliert, was anderen daran gewährt ist: %1 (%3)</translation>
    </message>
    <message>
        <source>%2 changes its type; rows whose value comes out as another: %1 (%3)</source>
        <translation>%2 wechselt den Typ; Zeilen, deren Wert als ein anderer herauskommt: %1 (%3)</translation>
    </message>
    <message>
        <source>Migration %1 was not run: %2. Write these behind its statements, or run it with --allow DATA and grant them then.</source>
        <translation>Migration %1 wurde nicht ausgeführt: %2. Schreiben Sie diese hinter ihre Anweisungen, oder führen Sie sie mit --allow DATA aus und gewähren Sie sie dann.</translation>
    </message>
    <message>
        <source>values go from %2; rows that hold one: %1 (%3)</source>
        <translation>Werte fallen weg aus %2; Zeilen, die einen davon halten: %1 (%3)</translation>
    </message>
    <message>
        <source>not known: the server was asked about %1, and said: %2</source>
        <translation>nicht bekannt: der Server wurde nach %1 gefragt und antwortete: %2</translation>
    </message>
    <message>
        <source>%2 goes to a new table; rows whose value is of another kind than its type says, and stays as it is: %1 (%3)</source>
        <translation>%2 kommt in eine neue Tabelle; Zeilen, deren Wert von anderer Art ist, als sein Typ sagt, und so bleibt: %1 (%3)</translation>
    </message>
    <message>
        <source>%2 goes to a new table; rows whose value is of another kind than its type says, and becomes one of the new type: %1 (%3)</source>
        <translation>%2 kommt in eine neue Tabelle; Zeilen, deren Wert von anderer Art ist, als sein Typ sagt, und zu einem des neuen Typs wird: %1 (%3)</translation>
    </message>
    <message>
        <source>%2 gets other parts; rows that find no place in them, and are deleted without a word: %1 (%3)</source>
        <translation>%2 bekommt andere Partitionen; Zeilen, die darin keinen Platz finden und ohne ein Wort gelöscht werden: %1 (%3)</translation>
    </message>
    <message>
        <source>%1 gets other parts; whether rows find no place in them, and are deleted without a word, cannot be told</source>
        <translation>%1 bekommt andere Partitionen; ob Zeilen darin keinen Platz finden und ohne ein Wort gelöscht werden, lässt sich nicht sagen</translation>
    </message>
    <message>
        <source>%1; the migration may settle that itself</source>
        <translation>%1; die Migration kann das selbst in Ordnung bringen</translation>
    </message>
    <message>
        <source>Migration %1 was not run: %2. Give their values a part, or run it with --allow DATA and lose them.</source>
        <translation>Migration %1 wurde nicht ausgeführt: %2. Ihren Werten eine Partition geben, oder sie mit --allow DATA ausführen und die Zeilen verlieren.</translation>
    </message>
</context>
<context>
    <name>Design</name>
    <message>
        <source>%1 has no column %2.</source>
        <translation>%1 hat keine Spalte %2.</translation>
    </message>
    <message>
        <source>There is no table %1.</source>
        <translation>Es gibt keine Tabelle %1.</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>Ein Name fehlt.</translation>
    </message>
    <message>
        <source>The name %1 is taken already.</source>
        <translation>Der Name %1 ist schon vergeben.</translation>
    </message>
    <message>
        <source>%1 is longer than the %2 characters a name may have.</source>
        <translation>%1 ist länger als die %2 Zeichen, die ein Name haben darf.</translation>
    </message>
    <message>
        <source>A type is needed.</source>
        <translation>Ein Typ fehlt.</translation>
    </message>
    <message>
        <source>%1 is no type of this engine or of this schema.</source>
        <translation>%1 ist kein Typ dieses Datenbanksystems oder dieses Schemas.</translation>
    </message>
    <message>
        <source>The type is gone.</source>
        <translation>Den Typ gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>A generated column needs an expression.</source>
        <translation>Eine berechnete Spalte braucht einen Ausdruck.</translation>
    </message>
    <message>
        <source>At least one column is needed.</source>
        <translation>Mindestens eine Spalte ist nötig.</translation>
    </message>
    <message>
        <source>Column %1 stands twice.</source>
        <translation>Spalte %1 steht zweimal da.</translation>
    </message>
    <message>
        <source>A referenced table is needed.</source>
        <translation>Die Tabelle, auf die verwiesen wird, fehlt.</translation>
    </message>
    <message>
        <source>%1 has no key to refer to: give it a primary key, or name the columns.</source>
        <translation>%1 hat keinen Schlüssel, auf den sich verweisen lässt: Geben Sie ihr einen Primärschlüssel, oder nennen Sie die Spalten.</translation>
    </message>
    <message>
        <source>%1 columns refer to %2: the two lists must be of one length.</source>
        <translation>%1 Spalten verweisen auf %2: Beide Listen müssen gleich lang sein.</translation>
    </message>
    <message>
        <source>These columns of %1 are no primary key and no unique constraint.</source>
        <translation>Diese Spalten von %1 sind weder Primärschlüssel noch eindeutig.</translation>
    </message>
    <message>
        <source>A table needs at least one column.</source>
        <translation>Eine Tabelle braucht mindestens eine Spalte.</translation>
    </message>
    <message>
        <source>A condition is needed.</source>
        <translation>Eine Bedingung fehlt.</translation>
    </message>
    <message>
        <source>%1 is %2 but refers to %3, which is %4.</source>
        <translation>%1 ist %2, verweist aber auf %3, das %4 ist.</translation>
    </message>
    <message>
        <source>%1 is %2 and cannot refer to %3, which is %4.</source>
        <translation>%1 ist %2 und kann nicht auf %3 verweisen, das %4 ist.</translation>
    </message>
    <message>
        <source>%1 is NOT NULL, so it cannot be set to NULL.</source>
        <translation>%1 ist NOT NULL und lässt sich darum nicht auf NULL setzen.</translation>
    </message>
    <message>
        <source>new_table</source>
        <translation>neue_tabelle</translation>
    </message>
    <message>
        <source>What named it went with it: %1</source>
        <translation>Was darauf verwies, ging mit: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
    <message>
        <source>Undo Design Change</source>
        <translation>Entwurfsänderung rückgängig</translation>
    </message>
    <message>
        <source>Redo Design Change</source>
        <translation>Entwurfsänderung wiederholen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Primary Key On or Off</source>
        <translation>Primärschlüssel an oder aus</translation>
    </message>
    <message>
        <source>New Table</source>
        <translation>Neue Tabelle</translation>
    </message>
    <message>
        <source>New View</source>
        <translation>Neue Sicht</translation>
    </message>
    <message>
        <source>New Sequence</source>
        <translation>Neue Sequenz</translation>
    </message>
    <message>
        <source>New Enum Type</source>
        <translation>Neuer Aufzählungstyp</translation>
    </message>
    <message>
        <source>New Schema</source>
        <translation>Neues Schema</translation>
    </message>
    <message>
        <source>New Column</source>
        <translation>Neue Spalte</translation>
    </message>
    <message>
        <source>New Foreign Key</source>
        <translation>Neuer Fremdschlüssel</translation>
    </message>
    <message>
        <source>New Unique Constraint</source>
        <translation>Neue Eindeutigkeitsbedingung</translation>
    </message>
    <message>
        <source>New Check</source>
        <translation>Neue Prüfbedingung</translation>
    </message>
    <message>
        <source>New Index</source>
        <translation>Neuer Index</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
</context>
<context>
    <name>DesignProblems</name>
    <message>
        <source>Look over the design</source>
        <translation>Entwurf durchsehen</translation>
    </message>
</context>
<context>
    <name>Diagnose</name>
    <message>
        <source>All %2 rows of %1 are read.</source>
        <translation>Alle %2 Zeilen von %1 werden gelesen.</translation>
    </message>
    <message>
        <source>Create an index on the columns of %1 that the query compares.</source>
        <translation>Legen Sie einen Index über die Spalten von %1 an, die die Abfrage vergleicht.</translation>
    </message>
    <message>
        <source>Rows are sorted aside (filesort).</source>
        <translation>Zeilen werden nebenher sortiert (filesort).</translation>
    </message>
    <message>
        <source>An index in the order of ORDER BY gives them in order.</source>
        <translation>Ein Index in der Reihenfolge von ORDER BY liefert sie geordnet.</translation>
    </message>
    <message>
        <source>A temporary table holds what is grouped or sorted.</source>
        <translation>Eine temporäre Tabelle hält, was gruppiert oder sortiert wird.</translation>
    </message>
    <message>
        <source>An index on the columns of GROUP BY, in its order, makes it needless.</source>
        <translation>Ein Index über die Spalten von GROUP BY in deren Reihenfolge macht sie unnötig.</translation>
    </message>
    <message>
        <source>A subquery runs once for each row around it.</source>
        <translation>Eine Unterabfrage läuft für jede Zeile um sie herum einmal.</translation>
    </message>
    <message>
        <source>Write it as a join, or index what it searches by.</source>
        <translation>Schreiben Sie sie als Verbund, oder indizieren Sie, wonach sie sucht.</translation>
    </message>
    <message>
        <source>%1 rows were expected, %2 came: %3 times off.</source>
        <translation>%1 Zeilen wurden erwartet, %2 kamen: %3-mal daneben.</translation>
    </message>
    <message>
        <source>Run ANALYZE on %1; with several columns that depend on each other, create extended statistics.</source>
        <translation>Führen Sie ANALYZE für %1 aus; hängen mehrere Spalten voneinander ab, legen Sie erweiterte Statistiken an.</translation>
    </message>
    <message>
        <source>All of %1 is read and %2 of %3 rows are thrown away.</source>
        <translation>%1 wird ganz gelesen, und %2 von %3 Zeilen werden verworfen.</translation>
    </message>
    <message>
        <source>Create an index on the columns of the condition %1.</source>
        <translation>Legen Sie einen Index über die Spalten der Bedingung %1 an.</translation>
    </message>
    <message>
        <source>The sort did not fit into memory: %1 kB went to disk.</source>
        <translation>Die Sortierung passte nicht in den Speicher: %1 kB gingen auf die Platte.</translation>
    </message>
    <message>
        <source>Raise work_mem to at least %1 kB for this query, or create an index that gives this order.</source>
        <translation>Erhöhen Sie work_mem für diese Abfrage auf mindestens %1 kB, oder legen Sie einen Index an, der diese Ordnung liefert.</translation>
    </message>
    <message>
        <source>The hash table did not fit into memory: %1 batches.</source>
        <translation>Die Hashtabelle passte nicht in den Speicher: %1 Stapel.</translation>
    </message>
    <message>
        <source>Raise work_mem or hash_mem_multiplier for this query.</source>
        <translation>Erhöhen Sie work_mem oder hash_mem_multiplier für diese Abfrage.</translation>
    </message>
    <message>
        <source>The inner side of a nested loop ran %1 times.</source>
        <translation>Die innere Seite einer verschachtelten Schleife lief %1-mal.</translation>
    </message>
    <message>
        <source>Look at the estimate of the outer side first; a hash join reads the inner side once.</source>
        <translation>Sehen Sie zuerst auf die Schätzung der äußeren Seite; ein Hash-Verbund liest die innere Seite einmal.</translation>
    </message>
    <message>
        <source>The index-only scan had to look into the table %1 times.</source>
        <translation>Die reine Indexsuche musste %1-mal in die Tabelle sehen.</translation>
    </message>
    <message>
        <source>Run VACUUM on %1.</source>
        <translation>Führen Sie VACUUM für %1 aus.</translation>
    </message>
    <message>
        <source>Create an index on the columns of %1 that the join compares.</source>
        <translation>Legen Sie einen Index über die Spalten von %1 an, die der Verbund vergleicht.</translation>
    </message>
    <message>
        <source>With many rows and a condition that few of them meet, an index on the condition&apos;s columns finds them directly.</source>
        <translation>Bei vielen Zeilen und einer Bedingung, die wenige erfüllen, findet ein Index über die Spalten der Bedingung sie geradewegs.</translation>
    </message>
    <message>
        <source>SQLite builds an index on %1 for this query alone, each time.</source>
        <translation>SQLite baut allein für diese Abfrage jedes Mal einen Index über %1.</translation>
    </message>
    <message>
        <source>Create that index: %1 by %2.</source>
        <translation>Legen Sie diesen Index an: %1 nach %2.</translation>
    </message>
    <message>
        <source>Rows are sorted or grouped aside: %1.</source>
        <translation>Zeilen werden nebenher sortiert oder gruppiert: %1.</translation>
    </message>
    <message>
        <source>An index in the order of ORDER BY or GROUP BY gives them in order.</source>
        <translation>Ein Index in der Reihenfolge von ORDER BY oder GROUP BY liefert sie geordnet.</translation>
    </message>
    <message>
        <source>%1 is read from beginning to end for each row of the join.</source>
        <translation>%1 wird für jede Zeile des Verbunds von Anfang bis Ende gelesen.</translation>
    </message>
    <message>
        <source>%1 is read from beginning to end.</source>
        <translation>%1 wird von Anfang bis Ende gelesen.</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>This user may not do what the statement does.</source>
        <translation>Dieser Benutzer darf nicht, was die Anweisung tut.</translation>
    </message>
    <message>
        <source>Somebody else holds a lock that the statement needs, for too long.</source>
        <translation>Jemand anderes hält zu lange eine Sperre, die die Anweisung braucht.</translation>
    </message>
    <message>
        <source>The server has no room left.</source>
        <translation>Der Server hat keinen Platz mehr.</translation>
    </message>
    <message>
        <source>Rows in the table do not fit what the statement asks for.</source>
        <translation>Zeilen in der Tabelle passen nicht zu dem, was die Anweisung verlangt.</translation>
    </message>
    <message>
        <source>An earlier run did the statement, or more, and was stopped before it could say so in the ledger.</source>
        <translation>Ein früherer Lauf hat die Anweisung ausgeführt, oder mehr, und wurde angehalten, bevor er das im Verzeichnis angewendeter Migrationen eintragen konnte.</translation>
    </message>
    <message>
        <source>Another migration has made or changed the same: %1.</source>
        <translation>Eine andere Migration hat dasselbe angelegt oder geändert: %1.</translation>
    </message>
    <message>
        <source>%1 does not look like a database of this project.</source>
        <translation>%1 sieht nicht nach einer Datenbank dieses Projekts aus.</translation>
    </message>
    <message>
        <source>The statement does not run after the migrations before it, wherever it is.</source>
        <translation>Die Anweisung läuft nach den Migrationen davor nicht, gleich auf welcher Datenbank.</translation>
    </message>
    <message>
        <source>The database is what the statement needs: look at the server&apos;s words.</source>
        <translation>Die Datenbank ist, wie die Anweisung sie braucht: Sehen Sie sich an, was der Server sagt.</translation>
    </message>
    <message>
        <source>The database was changed by something that is no migration of this project.</source>
        <translation>Die Datenbank wurde durch etwas geändert, das keine Migration dieses Projekts ist.</translation>
    </message>
    <message>
        <source>Then go on from the statement that failed</source>
        <translation>Dann ab der gescheiterten Anweisung fortfahren</translation>
    </message>
    <message>
        <source>Or take back what the migration has done so far</source>
        <translation>Oder zurücknehmen, was die Migration bisher getan hat</translation>
    </message>
    <message>
        <source>Nothing of it was done: forget the run; no statement is run</source>
        <translation>Nichts davon ist geschehen: den Lauf vergessen; keine Anweisung wird ausgeführt</translation>
    </message>
    <message>
        <source>Take back by hand what its first statements, %1 of them, have done; a rollback would take away all that it names</source>
        <translation>Von Hand zurücknehmen, was ihre ersten Anweisungen (%1) getan haben; ein Zurückrollen nähme alles weg, was sie nennt</translation>
    </message>
    <message>
        <source>All of it is there: say so in the ledger, nothing is run</source>
        <translation>Alles davon ist da: im Verzeichnis angewendeter Migrationen eintragen; nichts wird ausgeführt</translation>
    </message>
    <message>
        <source>Look at the rows of what was made by hand, rename it or take it away, and go on from the statement that failed</source>
        <translation>Die Zeilen dessen ansehen, was von Hand angelegt wurde, es umbenennen oder entfernen und ab der gescheiterten Anweisung fortfahren</translation>
    </message>
    <message>
        <source>Then let the migration, which no database has applied, look first (IF NOT EXISTS), or put one before it that does</source>
        <translation>Dann die Migration, die noch keine Datenbank angewendet hat, zuerst nachsehen lassen (IF NOT EXISTS), oder eine davor stellen, die es tut</translation>
    </message>
    <message>
        <source>On this development database: take away all that the migration names, what was made by hand and its rows too</source>
        <translation>Auf dieser Entwicklungsdatenbank: alles entfernen, was die Migration nennt, auch von Hand Angelegtes mit seinen Zeilen</translation>
    </message>
    <message>
        <source>Take back what the migration has done so far, worked out from the database</source>
        <translation>Zurücknehmen, was die Migration bisher getan hat, ermittelt aus der Datenbank</translation>
    </message>
    <message>
        <source>Then run it again</source>
        <translation>Dann noch einmal ausführen</translation>
    </message>
    <message>
        <source>See where every database stands</source>
        <translation>Sehen, wo jede Datenbank steht</translation>
    </message>
    <message>
        <source>Correct the rows that the server names</source>
        <translation>Die Zeilen berichtigen, die der Server nennt</translation>
    </message>
    <message>
        <source>Have the right granted, or connect as the owner of what it changes</source>
        <translation>Sich das Recht geben lassen, oder sich als Eigentümer dessen verbinden, was sie ändert</translation>
    </message>
    <message>
        <source>Wait until the other session has ended, or choose a quieter hour</source>
        <translation>Warten, bis die andere Sitzung beendet ist, oder eine ruhigere Stunde wählen</translation>
    </message>
    <message>
        <source>Make room where the server keeps its files</source>
        <translation>Platz schaffen, wo der Server seine Dateien hält</translation>
    </message>
    <message>
        <source>Settle what the server complains about</source>
        <translation>Klären, was der Server beanstandet</translation>
    </message>
    <message>
        <source>Pull the other migration, or put this one behind it with the next free number and without what it repeats</source>
        <translation>Die andere Migration holen, oder diese hinter sie stellen, mit der nächsten freien Nummer und ohne das, was sie wiederholt</translation>
    </message>
    <message>
        <source>Look whether the target is the one that is meant</source>
        <translation>Nachsehen, ob das Ziel das gemeinte ist</translation>
    </message>
    <message>
        <source>Take back what the migration has done so far</source>
        <translation>Zurücknehmen, was die Migration bisher getan hat</translation>
    </message>
    <message>
        <source>Correct the file, and prove it</source>
        <translation>Die Datei berichtigen und beweisen</translation>
    </message>
    <message>
        <source>%1: not applied</source>
        <translation>%1: nicht angewendet</translation>
    </message>
    <message>
        <source>%1: applied</source>
        <translation>%1: angewendet</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1: fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1: applied, not in the project</source>
        <translation>%1: angewendet, nicht im Projekt</translation>
    </message>
    <message>
        <source>The ledger has a statement that was begun and whose end is not written.</source>
        <translation>Das Verzeichnis hat eine Anweisung, die begonnen wurde und deren Ende nicht geschrieben ist.</translation>
    </message>
    <message>
        <source>The ledger has %1 of %2 statements as done.</source>
        <translation>Im Verzeichnis stehen %1 von %2 Anweisungen als erledigt.</translation>
    </message>
    <message>
        <source>The database has what the statement leads to, and nothing else differs.</source>
        <translation>Die Datenbank hat, wohin die Anweisung führt, und sonst weicht nichts ab.</translation>
    </message>
    <message>
        <source>Of the %1 tables that the migrations lead to it has %2; it has %3 tables in all.</source>
        <translation>Von den %1 Tabellen, zu denen die Migrationen führen, hat sie %2; sie hat insgesamt %3 Tabellen.</translation>
    </message>
    <message>
        <source>Its ledger has no applied migration.</source>
        <translation>Ihr Verzeichnis hat keine angewendete Migration.</translation>
    </message>
    <message>
        <source>It has all that the migration leads to.</source>
        <translation>Sie hat alles, wohin die Migration führt.</translation>
    </message>
    <message>
        <source>No migration in the project or in the ledger makes that.</source>
        <translation>Keine Migration im Projekt oder im Verzeichnis macht das.</translation>
    </message>
    <message>
        <source>Runs what is left, from statement %1 on.</source>
        <translation>Führt aus, was noch fehlt, ab Anweisung %1.</translation>
    </message>
    <message>
        <source>Runs the migration from its first statement on.</source>
        <translation>Führt die Migration ab ihrer ersten Anweisung aus.</translation>
    </message>
    <message>
        <source>Runs nothing, as nothing of it is there, and takes it out of the ledger.</source>
        <translation>Führt nichts aus, denn nichts von ihr ist da, und nimmt sie aus dem Verzeichnis.</translation>
    </message>
    <message>
        <source>Runs this, and takes the migration out of the ledger.</source>
        <translation>Führt dies aus und nimmt die Migration aus dem Verzeichnis.</translation>
    </message>
    <message>
        <source>Refused: the database is not what version %1 leads to.</source>
        <translation>Wird abgelehnt: Die Datenbank ist nicht, wohin Version %1 führt.</translation>
    </message>
    <message>
        <source>The ledger will say that this is applied: %1.</source>
        <translation>Im Verzeichnis wird als angewendet stehen: %1.</translation>
    </message>
    <message>
        <source>The ledger will say that this is pending: %1.</source>
        <translation>Im Verzeichnis wird als ausstehend gelten: %1.</translation>
    </message>
    <message>
        <source>Look at what was changed by hand</source>
        <translation>Ansehen, was von Hand geändert wurde</translation>
    </message>
    <message>
        <source>Make what was changed by hand a migration of its own, and leave it out of this one</source>
        <translation>Aus dem, was von Hand geändert wurde, eine eigene Migration machen und es aus dieser weglassen</translation>
    </message>
    <message>
        <source>Or undo by hand what was changed, looking at its rows first, and apply the migration</source>
        <translation>Oder von Hand zurücknehmen, was geändert wurde, nach einem Blick auf seine Zeilen, und die Migration anwenden</translation>
    </message>
    <message>
        <source>%1: stopped half-way</source>
        <translation>%1: auf halbem Weg stehen geblieben</translation>
    </message>
    <message>
        <source>Not while the migration stands half-way.</source>
        <translation>Nicht, solange die Migration auf halbem Weg steht.</translation>
    </message>
    <message>
        <source>Relata or its connection ended before the file had run to its end.</source>
        <translation>Relata oder die Verbindung endete, bevor die Datei bis zu ihrem Ende gelaufen war.</translation>
    </message>
    <message>
        <source>The user may not do what the statement needs.</source>
        <translation>Der Benutzer darf nicht tun, was die Anweisung braucht.</translation>
    </message>
    <message>
        <source>Somebody else was in the way of the statement.</source>
        <translation>Jemand anderes stand der Anweisung im Weg.</translation>
    </message>
    <message>
        <source>Something of that name is there that the file does not take away: made by hand, or by a migration.</source>
        <translation>Etwas dieses Namens ist da, das die Datei nicht wegnimmt: von Hand gemacht oder von einer Migration.</translation>
    </message>
    <message>
        <source>It names what is not there: a migration took it away, or it is made behind this file, which can say so with &quot;-- relata:after NAME&quot;.</source>
        <translation>Sie nennt, was nicht da ist: Eine Migration hat es weggenommen, oder es entsteht erst hinter dieser Datei, die das mit „-- relata:after NAME“ sagen kann.</translation>
    </message>
    <message>
        <source>The server refuses the statement as the file has it.</source>
        <translation>Der Server lehnt die Anweisung so ab, wie sie in der Datei steht.</translation>
    </message>
    <message>
        <source>When that is settled, run it again: all of its statements run, from the first</source>
        <translation>Ist das geklärt, noch einmal ausführen: Alle Anweisungen laufen, von der ersten an</translation>
    </message>
    <message>
        <source>Mend %1, and run it: all of its statements run, from the first</source>
        <translation>%1 ausbessern und ausführen: Alle Anweisungen laufen, von der ersten an</translation>
    </message>
    <message>
        <source>Bring back the text of %1 that ran last, and run it, if code needs what it made</source>
        <translation>Den Text von %1 zurückholen, der zuletzt lief, und ausführen, falls Code braucht, was er gemacht hat</translation>
    </message>
    <message>
        <source>Take %1 away, if nothing needs it: what stands in the database stays, and has to be dropped by a migration</source>
        <translation>%1 wegnehmen, falls nichts sie braucht: Was in der Datenbank steht, bleibt und muss von einer Migration entfernt werden</translation>
    </message>
    <message>
        <source>Nothing of that try is left: it was one transaction, and what ran before stands.</source>
        <translation>Von diesem Versuch ist nichts geblieben: Er war eine Transaktion, und was zuvor lief, steht.</translation>
    </message>
    <message>
        <source>The statements before have run and stay, as this server commits each by itself: what the file makes may be missing or half-way until it runs to its end.</source>
        <translation>Die Anweisungen davor sind gelaufen und bleiben, denn dieser Server schließt jede für sich ab: Was die Datei macht, kann fehlen oder halb fertig sein, bis sie zu Ende läuft.</translation>
    </message>
    <message>
        <source>The run ended before this statement did, killed, lost or cancelled: the database is what the statement needs, and nobody complained.</source>
        <translation>Der Lauf endete vor dieser Anweisung, getötet, verloren oder abgebrochen: Die Datenbank ist so, wie die Anweisung sie braucht, und niemand hat etwas beanstandet.</translation>
    </message>
    <message>
        <source>Go on from this statement</source>
        <translation>Ab dieser Anweisung fortfahren</translation>
    </message>
    <message>
        <source>It was being rolled back: roll it back again</source>
        <translation>Sie wurde gerade zurückgerollt: noch einmal zurückrollen</translation>
    </message>
    <message>
        <source>%1: applied, and stopped on its way down</source>
        <translation>%1: angewendet und auf dem Rückweg stehen geblieben</translation>
    </message>
    <message>
        <source>The statement does not run behind the migration&apos;s own way up, wherever it is.</source>
        <translation>Die Anweisung läuft hinter dem eigenen Hinweg der Migration nirgends.</translation>
    </message>
    <message>
        <source>It is what the way down leads to.</source>
        <translation>Sie ist das, wohin der Rückweg führt.</translation>
    </message>
    <message>
        <source>It was statement %1 of %2 of the rollback: %3</source>
        <translation>Es war Anweisung %1 von %2 des Zurückrollens: %3</translation>
    </message>
    <message>
        <source>The migration was being rolled back, and that came to no end.</source>
        <translation>Die Migration wurde zurückgerollt, und das kam zu keinem Ende.</translation>
    </message>
    <message>
        <source>A statement of the rollback failed, which was worked out from the database as it is: look at the server&apos;s words.</source>
        <translation>Eine Anweisung des Zurückrollens ist fehlgeschlagen; sie wurde aus der Datenbank ermittelt, wie sie ist: Sehen Sie sich die Worte des Servers an.</translation>
    </message>
    <message>
        <source>Statements of the rollback have run: from here it only goes back.</source>
        <translation>Anweisungen des Zurückrollens sind gelaufen: Von hier geht es nur zurück.</translation>
    </message>
    <message>
        <source>Nothing was rolled back: the migration stands as it did before.</source>
        <translation>Nichts wurde zurückgerollt: Die Migration steht, wie sie vorher stand.</translation>
    </message>
    <message>
        <source>Or take back what is left of the migration, worked out from the database as it is; rows that go are kept aside</source>
        <translation>Oder zurücknehmen, was von der Migration übrig ist, ermittelt aus der Datenbank, wie sie ist; Zeilen, die gehen, werden beiseite gelegt</translation>
    </message>
    <message>
        <source>Or let the migration stay, for nothing of its way down has run: say in the ledger that it is applied</source>
        <translation>Oder die Migration bleiben lassen, denn von ihrem Rückweg ist nichts gelaufen: im Verzeichnis angewendeter Migrationen eintragen, dass sie angewendet ist</translation>
    </message>
    <message>
        <source>Bring back by hand what the first statements of the way down, %1 of them, took away; a rollback would take away all that the migration names</source>
        <translation>Von Hand zurückholen, was die ersten Anweisungen des Rückwegs, %1 davon, weggenommen haben; ein Zurückrollen nähme alles weg, was die Migration nennt</translation>
    </message>
    <message>
        <source>Go on with the way down: whether the statement happened is looked for in the database</source>
        <translation>Mit dem Rückweg weitermachen: Ob die Anweisung geschehen ist, wird in der Datenbank nachgesehen</translation>
    </message>
    <message>
        <source>Look at what was changed by hand and at its rows, make it again what the way down needs, and go on from the statement that failed</source>
        <translation>Ansehen, was von Hand geändert wurde, und seine Zeilen, es wieder zu dem machen, was der Rückweg braucht, und bei der fehlgeschlagenen Anweisung weitermachen</translation>
    </message>
    <message>
        <source>Correct the way down in the file, and go on from the statement that failed</source>
        <translation>Den Rückweg in der Datei berichtigen und bei der fehlgeschlagenen Anweisung weitermachen</translation>
    </message>
    <message>
        <source>Pull the other migration, and take that one back before this one</source>
        <translation>Die andere Migration holen und jene vor dieser zurücknehmen</translation>
    </message>
    <message>
        <source>All of it is gone: say so in the ledger, nothing is run</source>
        <translation>Alles davon ist fort: im Verzeichnis angewendeter Migrationen eintragen; nichts wird ausgeführt</translation>
    </message>
    <message>
        <source>Then roll it back again</source>
        <translation>Dann noch einmal zurückrollen</translation>
    </message>
    <message>
        <source>Or go on with the migration from where it stopped</source>
        <translation>Oder mit der Migration weitermachen, wo sie stehen blieb</translation>
    </message>
</context>
<context>
    <name>Diagram</name>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Arrange the diagram</source>
        <translation>Diagramm anordnen</translation>
    </message>
    <message>
        <source>Lay out the diagram</source>
        <translation>Diagramm anordnen</translation>
    </message>
    <message>
        <source>Move tables</source>
        <translation>Tabellen verschieben</translation>
    </message>
    <message>
        <source>Pin tables</source>
        <translation>Tabellen anheften</translation>
    </message>
    <message>
        <source>Change the area of tables</source>
        <translation>Bereich von Tabellen ändern</translation>
    </message>
    <message>
        <source>Add table</source>
        <translation>Tabelle hinzufügen</translation>
    </message>
    <message>
        <source>Add relation</source>
        <translation>Beziehung hinzufügen</translation>
    </message>
    <message>
        <source>Rename table %1</source>
        <translation>Tabelle %1 umbenennen</translation>
    </message>
    <message>
        <source>Remove %1 tables</source>
        <translation>%1 Tabellen entfernen</translation>
    </message>
    <message>
        <source>Open Diagram</source>
        <translation>Diagramm öffnen</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Lay Out Diagram</source>
        <translation>Diagramm anordnen</translation>
    </message>
    <message>
        <source>Put Selected Tables Into Area</source>
        <translation>Gewählte Tabellen in Bereich legen</translation>
    </message>
    <message>
        <source>Find in Diagram</source>
        <translation>Im Diagramm suchen</translation>
    </message>
    <message>
        <source>Show Whole Diagram</source>
        <translation>Ganzes Diagramm zeigen</translation>
    </message>
    <message>
        <source>Export Diagram as Picture</source>
        <translation>Diagramm als Bild exportieren</translation>
    </message>
    <message>
        <source>New Table in the Diagram</source>
        <translation>Neue Tabelle im Diagramm</translation>
    </message>
    <message>
        <source>New Relation Between Selected Tables</source>
        <translation>Neue Beziehung zwischen den gewählten Tabellen</translation>
    </message>
    <message>
        <source>Mark Unsaved Changes in the Diagram</source>
        <translation>Ungesicherte Änderungen im Diagramm markieren</translation>
    </message>
</context>
<context>
    <name>DiagramEdits</name>
    <message>
        <source>%1 has no primary key that a foreign key could reference.</source>
        <translation>%1 hat keinen Primärschlüssel, auf den ein Fremdschlüssel verweisen könnte.</translation>
    </message>
</context>
<context>
    <name>DiagramExport</name>
    <message>
        <source>The SVG file cannot be written.</source>
        <translation>Die SVG-Datei kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The PDF file cannot be written.</source>
        <translation>Die PDF-Datei kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>There is not enough memory for a picture of this size.</source>
        <translation>Der Speicher reicht für ein Bild dieser Größe nicht aus.</translation>
    </message>
    <message>
        <source>The PNG file cannot be written.</source>
        <translation>Die PNG-Datei kann nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>DiagramFile</name>
    <message>
        <source>%1, line %2: unresolved merge conflict.</source>
        <translation>%1, Zeile %2: ungelöster Merge-Konflikt.</translation>
    </message>
    <message>
        <source>%1, line %2: not valid JSON (%3).</source>
        <translation>%1, Zeile %2: kein gültiges JSON (%3).</translation>
    </message>
    <message>
        <source>%1, line %2: not a diagram that this version of Relata reads.</source>
        <translation>%1, Zeile %2: kein Diagramm, das diese Version von Relata liest.</translation>
    </message>
    <message>
        <source>%1, line %2: an area needs a name.</source>
        <translation>%1, Zeile %2: Ein Bereich braucht einen Namen.</translation>
    </message>
    <message>
        <source>%1, line %2: a note needs a place of four whole numbers.</source>
        <translation>%1, Zeile %2: Eine Notiz braucht einen Platz aus vier ganzen Zahlen.</translation>
    </message>
    <message>
        <source>%1, line %2: a table needs an id.</source>
        <translation>%1, Zeile %2: Eine Tabelle braucht eine ID.</translation>
    </message>
    <message>
        <source>%1, line %2: a table needs a position of two whole numbers.</source>
        <translation>%1, Zeile %2: Eine Tabelle braucht eine Position aus zwei ganzen Zahlen.</translation>
    </message>
    <message>
        <source>%1, line %2: the id %3 stands here a second time.</source>
        <translation>%1, Zeile %2: Die ID %3 steht hier ein zweites Mal.</translation>
    </message>
    <message>
        <source>%1, line %2: there is no area named %3.</source>
        <translation>%1, Zeile %2: Es gibt keinen Bereich namens %3.</translation>
    </message>
</context>
<context>
    <name>DownOutlook</name>
    <message>
        <source>What taking back migration %1 loses cannot be told: %2</source>
        <translation>Was das Zurücknehmen von Migration %1 verliert, lässt sich nicht sagen: %2</translation>
    </message>
    <message>
        <source>Nothing of what migration %1 takes away is kept</source>
        <translation>Nichts von dem, was Migration %1 wegnimmt, wird aufgehoben</translation>
    </message>
</context>
<context>
    <name>Drift</name>
    <message>
        <source>Neither the project nor the ledger has the text of migration %1.</source>
        <translation>Weder das Projekt noch das Verzeichnis angewendeter Migrationen hat den Text der Migration %1.</translation>
    </message>
    <message>
        <source>Migration %1 stopped half-way: resume it or roll it back before looking for drift.</source>
        <translation>Migration %1 blieb auf halbem Weg stehen: Setzen Sie sie fort oder rollen Sie sie zurück, bevor Sie nach Abweichungen suchen.</translation>
    </message>
    <message>
        <source>Nothing was run: the database is not what its migrations lead to in what migration %1 touches (%2). Make a migration of the difference with drift --adopt, take it back with drift --revert, or run in spite of it with --allow DRIFT.</source>
        <translation>Nichts wurde ausgeführt: In dem, was Migration %1 berührt, ist die Datenbank nicht, wohin ihre Migrationen führen (%2). Machen Sie mit drift --adopt eine Migration aus dem Unterschied, nehmen Sie ihn mit drift --revert zurück, oder führen Sie die Migration mit --allow DRIFT trotzdem aus.</translation>
    </message>
    <message>
        <source>Nothing was run: the database has changed meanwhile. Look again.</source>
        <translation>Nichts wurde ausgeführt: Die Datenbank hat sich inzwischen geändert. Sehen Sie noch einmal nach.</translation>
    </message>
    <message>
        <source>The way back ran, but a difference is left: %1</source>
        <translation>Der Rückweg wurde ausgeführt, aber ein Unterschied bleibt: %1</translation>
    </message>
    <message>
        <source>relata.json: &quot;%1&quot; under drift.ignore is no kind of object.</source>
        <translation>relata.json: „%1“ unter drift.ignore ist keine Art von Objekt.</translation>
    </message>
    <message>
        <source>relata.json: a rule under drift.ignore needs a &quot;name&quot;; &quot;*&quot; is every name.</source>
        <translation>relata.json: Eine Regel unter drift.ignore braucht einen Eintrag „name“; „*“ ist jeder Name.</translation>
    </message>
    <message>
        <source>Drift was not looked for: %1</source>
        <translation>Nach Abweichungen wurde nicht gesucht: %1</translation>
    </message>
    <message>
        <source>Drift: %1</source>
        <translation>Abweichung: %1</translation>
    </message>
    <message>
        <source>Migration %1 was applied as a program in Python that is not the project&apos;s, which is not run here.</source>
        <translation>Migration %1 wurde als ein Programm in Python angewendet, das nicht das des Projekts ist; es wird hier nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Repeatable %1 stopped half-way: run it again, with relata migrate up, before looking for drift.</source>
        <translation>Die wiederholbare Datei %1 blieb auf halbem Weg stehen: mit relata migrate up noch einmal ausführen, bevor nach Abweichungen gesucht wird.</translation>
    </message>
    <message>
        <source>Nothing was run: %1 is production, and whether it still is what its migrations lead to could not be told. %2</source>
        <translation>Nichts wurde ausgeführt: %1 ist Produktion, und ob sie noch ist, wozu ihre Migrationen führen, ließ sich nicht sagen. %2</translation>
    </message>
    <message>
        <source>%1 has no ledger, and tables that no migration has made, such as %2. Is it the right database? Where the migrations are there already, baseline or stamp says so.</source>
        <translation>%1 hat kein Verzeichnis und Tabellen, die keine Migration angelegt hat, etwa %2. Ist es die richtige Datenbank? Wo die Migrationen schon da sind, sagen das baseline oder stamp.</translation>
    </message>
    <message>
        <source>No migration is applied there, so that there is nothing to go back to: the way back would drop all that the database has.</source>
        <translation>Dort ist keine Migration angewendet, sodass es nichts gibt, wohin es zurückginge: Der Rückweg würde alles löschen, was die Datenbank hat.</translation>
    </message>
    <message>
        <source>Nothing was run: %1 asks for an approval, which only a migration can have. Make a migration of the difference with drift --adopt, and take that one back when it is approved.</source>
        <translation>Nichts ist gelaufen: %1 verlangt eine Freigabe, die nur eine Migration haben kann. Machen Sie aus dem Unterschied mit drift --adopt eine Migration, und nehmen Sie diese zurück, wenn sie freigegeben ist.</translation>
    </message>
</context>
<context>
    <name>DriftDesk</name>
    <message>
        <source>Look for drift on %1</source>
        <translation>Auf %1 nach Abweichungen suchen</translation>
    </message>
    <message>
        <source>Plan the way back from drift</source>
        <translation>Den Rückweg von der Abweichung planen</translation>
    </message>
    <message>
        <source>Take drift back on %1</source>
        <translation>Die Abweichung auf %1 zurücknehmen</translation>
    </message>
    <message>
        <source>%1 is what was applied to it again</source>
        <translation>%1 ist wieder, was darauf angewendet wurde</translation>
    </message>
    <message>
        <source>Make a migration of the drift on %1</source>
        <translation>Aus der Abweichung auf %1 eine Migration machen</translation>
    </message>
    <message>
        <source>Record migration %1 as applied</source>
        <translation>Migration %1 als angewendet vermerken</translation>
    </message>
    <message>
        <source>Migration %1 holds the drift, applied on %2</source>
        <translation>Migration %1 enthält die Abweichung, angewendet auf %2</translation>
    </message>
    <message>
        <source>Migration %1 holds the drift, applied on %2. Not managed, for they would be made otherwise than they are: %3</source>
        <translation>Migration %1 enthält die Abweichung und gilt auf %2 als angewendet. Nicht verwaltet, weil sie anders angelegt würden, als sie sind: %3</translation>
    </message>
</context>
<context>
    <name>DriftWords</name>
    <message>
        <source>%1: only in the database</source>
        <translation>%1: nur in der Datenbank</translation>
    </message>
    <message>
        <source>%1: missing</source>
        <translation>%1: fehlt</translation>
    </message>
</context>
<context>
    <name>EditorFeature</name>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Run Statement</source>
        <translation>Anweisung ausführen</translation>
    </message>
    <message>
        <source>Run Script</source>
        <translation>Skript ausführen</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>Explain and Run</source>
        <translation>Erklären und ausführen</translation>
    </message>
    <message>
        <source>Cancel Query</source>
        <translation>Abfrage abbrechen</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Festschreiben</translation>
    </message>
    <message>
        <source>Roll Back</source>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Ersetzen …</translation>
    </message>
    <message>
        <source>Comment Lines</source>
        <translation>Zeilen auskommentieren</translation>
    </message>
    <message>
        <source>New Query</source>
        <translation>Neue Abfrage</translation>
    </message>
    <message>
        <source>Save Query</source>
        <translation>Abfrage speichern</translation>
    </message>
    <message>
        <source>Save Query As…</source>
        <translation>Abfrage speichern unter …</translation>
    </message>
    <message>
        <source>Query %1</source>
        <translation>Abfrage %1</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>%1 (%2) is not managed yet, so it is never dropped.</source>
        <translation>%1 (%2) wird noch nicht verwaltet und darum nie gelöscht.</translation>
    </message>
    <message>
        <source>%1 cannot be dropped: %2 (%3) uses it and is not managed yet.</source>
        <translation>%1 lässt sich nicht löschen: %2 (%3) verwendet es und wird noch nicht verwaltet.</translation>
    </message>
    <message>
        <source>%1 cannot be dropped: column %2 is of this type. Give it another type first.</source>
        <translation>%1 lässt sich nicht löschen: Spalte %2 ist von diesem Typ. Geben Sie ihr erst einen anderen Typ.</translation>
    </message>
    <message>
        <source>Drop %1 objects</source>
        <translation>%1 Objekte löschen</translation>
    </message>
    <message>
        <source>%1 cannot come back while %2 is gone.</source>
        <translation>%1 kann nicht zurückkommen, solange %2 fehlt.</translation>
    </message>
    <message>
        <source>Add schema %1</source>
        <translation>Schema %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change schema %1</source>
        <translation>Schema %1 ändern</translation>
    </message>
    <message>
        <source>Rename schema %1 to %2</source>
        <translation>Schema %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop schema %1</source>
        <translation>Schema %1 löschen</translation>
    </message>
    <message>
        <source>Add table %1</source>
        <translation>Tabelle %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change table %1</source>
        <translation>Tabelle %1 ändern</translation>
    </message>
    <message>
        <source>Rename table %1 to %2</source>
        <translation>Tabelle %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop table %1</source>
        <translation>Tabelle %1 löschen</translation>
    </message>
    <message>
        <source>Add column %1</source>
        <translation>Spalte %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change column %1</source>
        <translation>Spalte %1 ändern</translation>
    </message>
    <message>
        <source>Rename column %1 to %2</source>
        <translation>Spalte %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop column %1</source>
        <translation>Spalte %1 löschen</translation>
    </message>
    <message>
        <source>Add primary key %1</source>
        <translation>Primärschlüssel %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change primary key %1</source>
        <translation>Primärschlüssel %1 ändern</translation>
    </message>
    <message>
        <source>Rename primary key %1 to %2</source>
        <translation>Primärschlüssel %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop primary key %1</source>
        <translation>Primärschlüssel %1 löschen</translation>
    </message>
    <message>
        <source>Add unique constraint %1</source>
        <translation>Eindeutigkeitsbedingung %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change unique constraint %1</source>
        <translation>Eindeutigkeitsbedingung %1 ändern</translation>
    </message>
    <message>
        <source>Rename unique constraint %1 to %2</source>
        <translation>Eindeutigkeitsbedingung %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop unique constraint %1</source>
        <translation>Eindeutigkeitsbedingung %1 löschen</translation>
    </message>
    <message>
        <source>Add foreign key %1</source>
        <translation>Fremdschlüssel %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change foreign key %1</source>
        <translation>Fremdschlüssel %1 ändern</translation>
    </message>
    <message>
        <source>Rename foreign key %1 to %2</source>
        <translation>Fremdschlüssel %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop foreign key %1</source>
        <translation>Fremdschlüssel %1 löschen</translation>
    </message>
    <message>
        <source>Add check %1</source>
        <translation>Prüfbedingung %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change check %1</source>
        <translation>Prüfbedingung %1 ändern</translation>
    </message>
    <message>
        <source>Rename check %1 to %2</source>
        <translation>Prüfbedingung %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop check %1</source>
        <translation>Prüfbedingung %1 löschen</translation>
    </message>
    <message>
        <source>Add index %1</source>
        <translation>Index %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change index %1</source>
        <translation>Index %1 ändern</translation>
    </message>
    <message>
        <source>Rename index %1 to %2</source>
        <translation>Index %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop index %1</source>
        <translation>Index %1 löschen</translation>
    </message>
    <message>
        <source>Add view %1</source>
        <translation>Sicht %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change view %1</source>
        <translation>Sicht %1 ändern</translation>
    </message>
    <message>
        <source>Rename view %1 to %2</source>
        <translation>Sicht %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop view %1</source>
        <translation>Sicht %1 löschen</translation>
    </message>
    <message>
        <source>Add routine %1</source>
        <translation>Routine %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change routine %1</source>
        <translation>Routine %1 ändern</translation>
    </message>
    <message>
        <source>Rename routine %1 to %2</source>
        <translation>Routine %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop routine %1</source>
        <translation>Routine %1 löschen</translation>
    </message>
    <message>
        <source>Add trigger %1</source>
        <translation>Trigger %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change trigger %1</source>
        <translation>Trigger %1 ändern</translation>
    </message>
    <message>
        <source>Rename trigger %1 to %2</source>
        <translation>Trigger %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop trigger %1</source>
        <translation>Trigger %1 löschen</translation>
    </message>
    <message>
        <source>Add sequence %1</source>
        <translation>Sequenz %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change sequence %1</source>
        <translation>Sequenz %1 ändern</translation>
    </message>
    <message>
        <source>Rename sequence %1 to %2</source>
        <translation>Sequenz %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop sequence %1</source>
        <translation>Sequenz %1 löschen</translation>
    </message>
    <message>
        <source>Add enum type %1</source>
        <translation>Aufzählungstyp %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change enum type %1</source>
        <translation>Aufzählungstyp %1 ändern</translation>
    </message>
    <message>
        <source>Rename enum type %1 to %2</source>
        <translation>Aufzählungstyp %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop enum type %1</source>
        <translation>Aufzählungstyp %1 löschen</translation>
    </message>
    <message>
        <source>Add unmanaged object %1</source>
        <translation>Unverwaltetes Objekt %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change unmanaged object %1</source>
        <translation>Unverwaltetes Objekt %1 ändern</translation>
    </message>
    <message>
        <source>Rename unmanaged object %1 to %2</source>
        <translation>Unverwaltetes Objekt %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop unmanaged object %1</source>
        <translation>Unverwaltetes Objekt %1 löschen</translation>
    </message>
    <message>
        <source>Move column %1</source>
        <translation>Spalte %1 verschieben</translation>
    </message>
    <message>
        <source>&quot;%1&quot; takes no such value.</source>
        <translation>„%1“ nimmt keinen solchen Wert.</translation>
    </message>
    <message>
        <source>Add object %1</source>
        <translation>Objekt %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change object %1</source>
        <translation>Objekt %1 ändern</translation>
    </message>
    <message>
        <source>Rename object %1 to %2</source>
        <translation>Objekt %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop object %1</source>
        <translation>Objekt %1 löschen</translation>
    </message>
    <message>
        <source>Add event %1</source>
        <translation>Ereignis %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change event %1</source>
        <translation>Ereignis %1 ändern</translation>
    </message>
    <message>
        <source>Rename event %1 to %2</source>
        <translation>Ereignis %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop event %1</source>
        <translation>Ereignis %1 löschen</translation>
    </message>
    <message>
        <source>Add virtual table %1</source>
        <translation>Virtuelle Tabelle %1 hinzufügen</translation>
    </message>
    <message>
        <source>Change virtual table %1</source>
        <translation>Virtuelle Tabelle %1 ändern</translation>
    </message>
    <message>
        <source>Rename virtual table %1 to %2</source>
        <translation>Virtuelle Tabelle %1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Drop virtual table %1</source>
        <translation>Virtuelle Tabelle %1 löschen</translation>
    </message>
</context>
<context>
    <name>EngineVersions</name>
    <message>
        <source>&quot;%1&quot; is no version of %2; one is written like %3.</source>
        <translation>„%1“ ist keine Version von %2; geschrieben wird eine wie %3.</translation>
    </message>
    <message>
        <source>%1 %2 is too old: plans are made for %3 and later.</source>
        <translation>%1 %2 ist zu alt: Pläne gibt es für %3 und spätere.</translation>
    </message>
    <message>
        <source>Nothing is known here of %1 %2, and so no plan can be made for it.</source>
        <translation>Von %1 %2 ist hier nichts bekannt, und so kann dafür nicht geplant werden.</translation>
    </message>
    <message>
        <source>Planned for %1, not verified: its rules follow the manual.</source>
        <translation>Geplant für %1, nicht geprüft: die Regeln folgen dem Handbuch.</translation>
    </message>
    <message>
        <source>The server is %1, not the %2 that was named.</source>
        <translation>Der Server ist %1, nicht %2, wie angegeben.</translation>
    </message>
</context>
<context>
    <name>Environment</name>
    <message>
        <source>DEV</source>
        <translation>ENTW</translation>
    </message>
    <message>
        <source>STAGE</source>
        <translation>TEST</translation>
    </message>
    <message>
        <source>PROD</source>
        <translation>PROD</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>Keine Angabe</translation>
    </message>
</context>
<context>
    <name>Environments</name>
    <message>
        <source>Ask %1 what has been applied</source>
        <translation>%1 fragen, was angewendet wurde</translation>
    </message>
    <message>
        <source>Migrations cannot be applied to this server yet.</source>
        <translation>Auf diesen Server können noch keine Migrationen angewendet werden.</translation>
    </message>
    <message>
        <source>This database is of another engine (%1) than the project&apos;s migrations.</source>
        <translation>Diese Datenbank hat ein anderes System (%1) als die Migrationen des Projekts.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
</context>
<context>
    <name>Evolution</name>
    <message>
        <source>The file&apos;s name is not its id, &quot;%1&quot;.</source>
        <translation>Die Datei heißt nicht nach ihrer ID „%1“.</translation>
    </message>
    <message>
        <source>A merge conflict is left here: settle it first.</source>
        <translation>Hier steht noch ein Merge-Konflikt: zuerst lösen.</translation>
    </message>
    <message>
        <source>This is not valid JSON: %1.</source>
        <translation>Das ist kein gültiges JSON: %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no kind of change in phases.</source>
        <translation>„%1“ ist keine Art von Änderung in Phasen.</translation>
    </message>
    <message>
        <source>The member &quot;%1&quot; is missing.</source>
        <translation>Das Feld „%1“ fehlt.</translation>
    </message>
    <message>
        <source>The phase &quot;%1&quot; does not stand here in its order.</source>
        <translation>Die Phase „%1“ steht hier nicht in ihrer Reihenfolge.</translation>
    </message>
    <message>
        <source>Rename column %1.%2 to %3</source>
        <translation>Spalte %1.%2 in %3 umbenennen</translation>
    </message>
    <message>
        <source>Change the type of %1.%2 by way of %3</source>
        <translation>Typ von %1.%2 über %3 ändern</translation>
    </message>
    <message>
        <source>Split %1.%2 into %3</source>
        <translation>%1.%2 in %3 aufteilen</translation>
    </message>
    <message>
        <source>Merge %2 of %1 into %3</source>
        <translation>%2 von %1 zu %3 zusammenfassen</translation>
    </message>
    <message>
        <source>Nothing: %1 gets %3 beside %2, and code that uses %2 goes on.</source>
        <translation>Nichts: %1 bekommt %3 neben %2, und Code, der %2 verwendet, läuft weiter.</translation>
    </message>
    <message>
        <source>Nothing yet: deploy code that uses %3 of %1 only when this is applied everywhere.</source>
        <translation>Noch nichts: Liefern Sie Code, der %3 von %1 verwendet, erst aus, wenn dies überall angewendet ist.</translation>
    </message>
    <message>
        <source>Deploy the version that reads and writes %3 of %1 only, everywhere; nothing may use %2 any more</source>
        <translation>Die Version überall ausliefern, die nur noch %3 von %1 liest und schreibt; nichts darf mehr %2 verwenden</translation>
    </message>
    <message>
        <source>%1: expand</source>
        <translation>%1: erweitern</translation>
    </message>
    <message>
        <source>%1: backfill</source>
        <translation>%1: auffüllen</translation>
    </message>
    <message>
        <source>%1: contract</source>
        <translation>%1: abschließen</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>rows hold values of the composite type %1, which has it</source>
        <translation>Zeilen halten Werte des zusammengesetzten Typs %1, der ihn enthält</translation>
    </message>
    <message>
        <source>the partitions of %1 go by %2, whose type cannot change</source>
        <translation>die Partitionen von %1 richten sich nach %2, deren Typ sich nicht ändern kann</translation>
    </message>
</context>
<context>
    <name>Explain</name>
    <message>
        <source>%1 shows no plans here.</source>
        <translation>%1 zeigt hier keine Pläne.</translation>
    </message>
    <message>
        <source>There is no statement to explain.</source>
        <translation>Es gibt keine Anweisung zu erklären.</translation>
    </message>
    <message>
        <source>Measuring runs the statement, and the open transaction would keep what it writes: commit or roll back first.</source>
        <translation>Das Messen führt die Anweisung aus, und die offene Transaktion behielte, was sie schreibt: zuerst festschreiben oder zurückrollen.</translation>
    </message>
</context>
<context>
    <name>Explorer</name>
    <message>
        <source>Migrations</source>
        <translation>Migrationen</translation>
    </message>
    <message>
        <source>Diagrams</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>Abfragen</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Explorer</source>
        <translation>Explorer</translation>
    </message>
    <message>
        <source>Read what is in %1</source>
        <translation>Inhalt von %1 lesen</translation>
    </message>
</context>
<context>
    <name>Fetch</name>
    <message>
        <source>The answer has more than %1 rows.</source>
        <translation>Die Antwort hat mehr als %1 Zeilen.</translation>
    </message>
    <message>
        <source>%1 statements gave %2 answers.</source>
        <translation>%1 Anweisungen gaben %2 Antworten.</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Nullable</source>
        <translation>NULL erlaubt</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>Ausdruck</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Collation</source>
        <translation>Sortierfolge</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Includes</source>
        <translation>Mitgeführt</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Verweist auf</translation>
    </message>
    <message>
        <source>Referenced columns</source>
        <translation>Zielspalten</translation>
    </message>
    <message>
        <source>On update</source>
        <translation>Bei Änderung</translation>
    </message>
    <message>
        <source>On delete</source>
        <translation>Bei Löschung</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Deferrable</source>
        <translation>Aufschiebbar</translation>
    </message>
    <message>
        <source>Validated</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>Eindeutig</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Only where</source>
        <translation>Nur wo</translation>
    </message>
    <message>
        <source>Nulls distinct</source>
        <translation>NULL verschieden</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Increment</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Kleinster Wert</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Größter Wert</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Vorrat</translation>
    </message>
    <message>
        <source>Cycle</source>
        <translation>Umlaufend</translation>
    </message>
    <message>
        <source>Owned by</source>
        <translation>Gehört zu</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Depends on</source>
        <translation>Hängt ab von</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
</context>
<context>
    <name>File</name>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>Cannot write %1: %2. The old content is untouched.</source>
        <translation>%1 kann nicht geschrieben werden: %2. Der alte Inhalt ist unverändert.</translation>
    </message>
    <message>
        <source>Cannot remove %1: %2.</source>
        <translation>%1 kann nicht entfernt werden: %2.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>No folder can be made in %1: %2</source>
        <translation>In %1 kann kein Ordner angelegt werden: %2</translation>
    </message>
</context>
<context>
    <name>Filling</name>
    <message>
        <source>Nothing can be filled in: there will be no column %1.</source>
        <translation>Nichts kann eingetragen werden: Es wird keine Spalte %1 geben.</translation>
    </message>
    <message>
        <source>Nothing has to be filled in: rows that are there need no new value in %1.</source>
        <translation>Nichts muss eingetragen werden: Vorhandene Zeilen brauchen in %1 keinen neuen Wert.</translation>
    </message>
    <message>
        <source>%1 cannot be filled with what is not one SQL expression: %2</source>
        <translation>%1 kann nicht mit etwas gefüllt werden, das kein einzelner SQL-Ausdruck ist: %2</translation>
    </message>
    <message>
        <source>Fill %1</source>
        <translation>%1 füllen</translation>
    </message>
    <message>
        <source>%1 can be filled with one thing only.</source>
        <translation>%1 kann nur mit einem gefüllt werden.</translation>
    </message>
    <message>
        <source>%1 cannot be filled: its table inherits from another, or another from it. Write the UPDATE yourself, in a migration before.</source>
        <translation>%1 kann nicht gefüllt werden: Seine Tabelle erbt von einer anderen oder eine andere von ihr. Schreiben Sie das UPDATE selbst, in einer Migration davor.</translation>
    </message>
    <message>
        <source>In %1 the new value %2 can take the place of one value only: replace the others in a migration of their own.</source>
        <translation>In %1 kann der neue Wert %2 nur an die Stelle eines einzigen Werts treten: Ersetzen Sie die anderen in einer eigenen Migration.</translation>
    </message>
    <message>
        <source>%1 will not take the value %2 in the place of %3.</source>
        <translation>%1 wird den Wert %2 anstelle von %3 nicht annehmen.</translation>
    </message>
    <message>
        <source>Nothing has to be replaced: no column with rows loses %2 from %1.</source>
        <translation>Nichts ist zu ersetzen: Keine Spalte mit Zeilen verliert %2 aus %1.</translation>
    </message>
    <message>
        <source>Rename value %2 of %1 to %3</source>
        <translation>Wert %2 von %1 in %3 umbenennen</translation>
    </message>
    <message>
        <source>Replace values of %1</source>
        <translation>Werte von %1 ersetzen</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>There is no file %1, and it is no address of a database.</source>
        <translation>Es gibt keine Datei %1, und die Adresse einer Datenbank ist es nicht.</translation>
    </message>
    <message>
        <source>SQL of %1 cannot be read yet.</source>
        <translation>SQL von %1 kann noch nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Running %1 in a database of its own</source>
        <translation>%1 in einer eigenen Datenbank ausführen</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>No jobs</source>
        <translation>Keine Aufgaben</translation>
    </message>
    <message>
        <source>Work that takes longer than a moment shows here with its progress, and can be cancelled.</source>
        <translation>Was länger als einen Augenblick dauert, steht hier mit seinem Fortschritt und kann abgebrochen werden.</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Cancel Job</source>
        <translation>Aufgabe abbrechen</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Meldungen</translation>
    </message>
    <message>
        <source>What servers say while they work, and how jobs ended, is kept here.</source>
        <translation>Was Server bei der Arbeit melden und wie Aufgaben endeten, steht hier.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>What is risky or wrong in the design, in migrations and in queries is listed here.</source>
        <translation>Was im Entwurf, in Migrationen und in Abfragen riskant oder falsch ist, steht hier.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Cancel All Jobs</source>
        <translation>Alle Aufgaben abbrechen</translation>
    </message>
    <message>
        <source>Clear Ended Jobs</source>
        <translation>Beendete Aufgaben entfernen</translation>
    </message>
    <message>
        <source>Clear Messages</source>
        <translation>Meldungen leeren</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>it has no columns that hold values</source>
        <translation>sie hat keine Spalten, die Werte halten</translation>
    </message>
    <message>
        <source>its table inherits from another, or another from it</source>
        <translation>ihre Tabelle erbt von einer anderen oder eine andere von ihr</translation>
    </message>
    <message>
        <source>its table has no key that stays, to find the rows again</source>
        <translation>ihre Tabelle hat keinen bleibenden Schlüssel, um die Zeilen wiederzufinden</translation>
    </message>
    <message>
        <source>Bring back the rows of %1</source>
        <translation>Zeilen von %1 zurückholen</translation>
    </message>
    <message>
        <source>Bring back the values of %1</source>
        <translation>Werte von %1 zurückholen</translation>
    </message>
    <message>
        <source>the history of its rows could not be copied</source>
        <translation>die Geschichte ihrer Zeilen ließe sich nicht kopieren</translation>
    </message>
    <message>
        <source>its policies hold for its owner too</source>
        <translation>ihre Richtlinien gelten auch für ihren Eigentümer</translation>
    </message>
    <message>
        <source>no statement can be told that takes it away</source>
        <translation>es lässt sich keine Anweisung nennen, die sie wegnimmt</translation>
    </message>
    <message>
        <source>What goes from table %1 goes in several steps, between which others could write what would not be kept: make a migration of each, or say that it is to be discarded.</source>
        <translation>Was aus der Tabelle %1 geht, geht in mehreren Schritten, zwischen denen andere schreiben könnten, was nicht aufbewahrt würde: machen Sie aus jedem eine eigene Migration, oder sagen Sie, dass es verworfen werden soll.</translation>
    </message>
    <message>
        <source>Statement %1 of %2 failed, or keeping what it takes away: %3</source>
        <translation>Anweisung %1 von %2 ist gescheitert, oder aufzubewahren, was sie wegnimmt: %3</translation>
    </message>
    <message>
        <source>a column of it goes by a statement before</source>
        <translation>eine Spalte davon geht schon mit einer Anweisung davor</translation>
    </message>
    <message>
        <source>with what it takes away goes %1, which no migration knows; rows that it holds: %2</source>
        <translation>mit dem, was sie wegnimmt, geht %1, was keine Migration kennt; Zeilen, die es enthält: %2</translation>
    </message>
</context>
<context>
    <name>Kept</name>
    <message>
        <source>Ask %1 what is kept aside</source>
        <translation>%1 fragen, was beiseitegelegt ist</translation>
    </message>
    <message>
        <source>Purging %1</source>
        <translation>%1 wird endgültig gelöscht</translation>
    </message>
    <message>
        <source>Purge what is kept aside on %1</source>
        <translation>Auf %1 Beiseitegelegtes endgültig löschen</translation>
    </message>
    <message>
        <source>Rows purged on %1: %2</source>
        <translation>Auf %1 endgültig gelöschte Zeilen: %2</translation>
    </message>
    <message>
        <source>Nothing was purged: %1 is not what was shown any more, another run has changed it. Look again.</source>
        <translation>Nichts wurde gelöscht: %1 ist nicht mehr, was gezeigt wurde, ein anderer Lauf hat es geändert. Noch einmal ansehen.</translation>
    </message>
</context>
<context>
    <name>Kind</name>
    <message>
        <source>Check constraint</source>
        <translation>Prüfbedingung</translation>
    </message>
    <message>
        <source>Check constraints</source>
        <translation>Prüfbedingungen</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Enum type</source>
        <translation>Aufzählungstyp</translation>
    </message>
    <message>
        <source>Enum types</source>
        <translation>Aufzählungstypen</translation>
    </message>
    <message>
        <source>Foreign key</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <source>Foreign keys</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indizes</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Schemas</source>
        <translation>Schemas</translation>
    </message>
    <message>
        <source>Unmanaged object</source>
        <translation>Nicht verwaltetes Objekt</translation>
    </message>
    <message>
        <source>Unmanaged objects</source>
        <translation>Nicht verwaltete Objekte</translation>
    </message>
    <message>
        <source>Primary key</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <source>Primary keys</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Virtual table</source>
        <translation>Virtuelle Tabelle</translation>
    </message>
    <message>
        <source>Virtual tables</source>
        <translation>Virtuelle Tabellen</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>Routine</translation>
    </message>
    <message>
        <source>Routines</source>
        <translation>Routinen</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Sequenz</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Sequenzen</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <source>Unique constraint</source>
        <translation>Eindeutigkeit</translation>
    </message>
    <message>
        <source>Unique constraints</source>
        <translation>Eindeutigkeiten</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Sicht</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Sichten</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind and name</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>kind and owner of what has no name</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Exclusion constraint</source>
        <translation>Ausschlussbedingung</translation>
    </message>
    <message>
        <source>Exclusion constraints</source>
        <translation>Ausschlussbedingungen</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>Domains</source>
        <translation>Domänen</translation>
    </message>
    <message>
        <source>Composite type</source>
        <translation>Zusammengesetzter Typ</translation>
    </message>
    <message>
        <source>Composite types</source>
        <translation>Zusammengesetzte Typen</translation>
    </message>
    <message>
        <source>Range type</source>
        <translation>Bereichstyp</translation>
    </message>
    <message>
        <source>Range types</source>
        <translation>Bereichstypen</translation>
    </message>
    <message>
        <source>Materialized view</source>
        <translation>Materialisierte Sicht</translation>
    </message>
    <message>
        <source>Materialized views</source>
        <translation>Materialisierte Sichten</translation>
    </message>
    <message>
        <source>Extension</source>
        <translation>Erweiterung</translation>
    </message>
    <message>
        <source>Extensions</source>
        <translation>Erweiterungen</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Richtlinien</translation>
    </message>
    <message>
        <source>Grant</source>
        <translation>Berechtigung</translation>
    </message>
    <message>
        <source>Grants</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Default privilege</source>
        <translation>Vorgabeberechtigung</translation>
    </message>
    <message>
        <source>Default privileges</source>
        <translation>Vorgabeberechtigungen</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Statistics object</source>
        <translation>Statistikobjekt</translation>
    </message>
    <message>
        <source>Statistics objects</source>
        <translation>Statistikobjekte</translation>
    </message>
    <message>
        <source>Collation</source>
        <translation>Sortierfolge</translation>
    </message>
    <message>
        <source>Collations</source>
        <translation>Sortierfolgen</translation>
    </message>
</context>
<context>
    <name>Lint</name>
    <message>
        <source>Drops table %1 with its rows.</source>
        <translation>Löscht die Tabelle %1 mit ihren Zeilen.</translation>
    </message>
    <message>
        <source>Rename it first and drop it when nobody has missed it, or keep a backup of its rows.</source>
        <translation>Benennen Sie sie zuerst um und löschen Sie sie, wenn niemand sie vermisst hat, oder sichern Sie ihre Zeilen.</translation>
    </message>
    <message>
        <source>Drops column %1 with its values.</source>
        <translation>Löscht die Spalte %1 mit ihren Werten.</translation>
    </message>
    <message>
        <source>Stop reading it, deploy, then drop it; keep a backup of its values.</source>
        <translation>Zuerst nicht mehr lesen, ausliefern, dann löschen; die Werte sichern.</translation>
    </message>
    <message>
        <source>Adds required column %1 without a default: it fails when the table has rows.</source>
        <translation>Fügt die Pflichtspalte %1 ohne Vorgabe hinzu: Das scheitert, wenn die Tabelle Zeilen hat.</translation>
    </message>
    <message>
        <source>Give it a default, or add it nullable, fill it, and require it then.</source>
        <translation>Geben Sie ihr eine Vorgabe, oder fügen Sie sie ohne Pflicht hinzu, füllen Sie sie und verlangen Sie sie dann.</translation>
    </message>
    <message>
        <source>%1 fails when rows hold the same values.</source>
        <translation>%1 scheitert, wenn Zeilen gleiche Werte haben.</translation>
    </message>
    <message>
        <source>Making %1 strict fails when rows hold values of another type than their column&apos;s.</source>
        <translation>%1 strikt zu machen schlägt fehl, wenn Zeilen Werte eines anderen Typs als dem ihrer Spalte enthalten.</translation>
    </message>
    <message>
        <source>Look for duplicates first.</source>
        <translation>Suchen Sie zuerst nach Doppelten.</translation>
    </message>
    <message>
        <source>Requiring %1 fails when rows hold NULL there.</source>
        <translation>%1 zu verlangen scheitert, wenn dort NULL steht.</translation>
    </message>
    <message>
        <source>Fill the empty ones first.</source>
        <translation>Füllen Sie zuerst die leeren.</translation>
    </message>
    <message>
        <source>Drops table %1; all its rows are first copied to %2, from which down brings them back.</source>
        <translation>Löscht die Tabelle %1; alle ihre Zeilen werden zuvor nach %2 kopiert, woraus der Rückweg sie zurückholt.</translation>
    </message>
    <message>
        <source>Drops column %1; its values are first copied to %2, from which down brings them back.</source>
        <translation>Löscht die Spalte %1; ihre Werte werden zuvor nach %2 kopiert, woraus der Rückweg sie zurückholt.</translation>
    </message>
    <message>
        <source>Drops table %1 with its rows, which cannot be kept: %2.</source>
        <translation>Löscht die Tabelle %1 mit ihren Zeilen, die sich nicht aufbewahren lassen: %2.</translation>
    </message>
    <message>
        <source>Drops column %1 with its values, which cannot be kept: %2.</source>
        <translation>Löscht die Spalte %1 mit ihren Werten, die sich nicht aufbewahren lassen: %2.</translation>
    </message>
    <message>
        <source>Reads all rows of %1 while writers wait.</source>
        <translation>Liest alle Zeilen von %1, während Schreibende warten.</translation>
    </message>
    <message>
        <source>Run it when little is written to %1, or while its rows are few.</source>
        <translation>Führen Sie es aus, wenn wenig in %1 geschrieben wird oder solange es wenige Zeilen hat.</translation>
    </message>
    <message>
        <source>Copies all rows of %1 while writers wait.</source>
        <translation>Kopiert alle Zeilen von %1, während Schreibende warten.</translation>
    </message>
    <message>
        <source>Reads all rows of %1 while readers and writers wait.</source>
        <translation>Liest alle Zeilen von %1, während Lesende und Schreibende warten.</translation>
    </message>
    <message>
        <source>Run it when %1 is not in use, or while its rows are few.</source>
        <translation>Führen Sie es aus, wenn %1 nicht benutzt wird oder solange es wenige Zeilen hat.</translation>
    </message>
    <message>
        <source>Writes all rows of %1 anew while readers and writers wait.</source>
        <translation>Schreibt alle Zeilen von %1 neu, während Lesende und Schreibende warten.</translation>
    </message>
    <message>
        <source>Run it when %1 is not in use, or add a column of the new form, fill it in parts and swap them.</source>
        <translation>Führen Sie es aus, wenn %1 nicht benutzt wird, oder fügen Sie eine Spalte der neuen Form hinzu, füllen Sie sie in Teilen und tauschen Sie beide.</translation>
    </message>
    <message>
        <source>Code that still uses the name %1 fails from here on.</source>
        <translation>Code, der noch den Namen %1 verwendet, scheitert von hier an.</translation>
    </message>
    <message>
        <source>If such code runs meanwhile, make it in phases: relata migrate phases new rename-column %1 NEW</source>
        <translation>Wenn solcher Code inzwischen läuft, ändern Sie in Phasen: relata migrate phases new rename-column %1 NEW</translation>
    </message>
    <message>
        <source>Code that counts on the old type of %1 may fail from here on.</source>
        <translation>Code, der mit dem alten Typ von %1 rechnet, kann von hier an scheitern.</translation>
    </message>
    <message>
        <source>If such code runs meanwhile, make it in phases: relata migrate phases new change-type %1 TYPE</source>
        <translation>Wenn solcher Code inzwischen läuft, ändern Sie in Phasen: relata migrate phases new change-type %1 TYPE</translation>
    </message>
    <message>
        <source>Rows without a value in %1 keep the one they get when it goes down.</source>
        <translation>Zeilen ohne Wert in %1 behalten bei der Rücknahme den Wert, den sie bekommen.</translation>
    </message>
    <message>
        <source>Note first which they are where that matters.</source>
        <translation>Halten Sie vorher fest, welche es sind, wenn das wichtig ist.</translation>
    </message>
    <message>
        <source>Drops %1 with all it holds; down brings nothing of it back.</source>
        <translation>Entfernt %1 mit allem, was darin ist; der Rückweg bringt nichts davon zurück.</translation>
    </message>
    <message>
        <source>Copy its rows into a table first.</source>
        <translation>Kopieren Sie zuvor die Zeilen in eine Tabelle.</translation>
    </message>
    <message>
        <source>Makes %1 anew without some of its columns, whose values go.</source>
        <translation>Legt %1 ohne einige der Spalten neu an; deren Werte gehen verloren.</translation>
    </message>
    <message>
        <source>Drops the history of %1: all that its rows were before; down begins a new one.</source>
        <translation>Entfernt die Geschichte von %1: alles, was die Zeilen zuvor waren; der Rückweg beginnt eine neue.</translation>
    </message>
    <message>
        <source>Copy what FOR SYSTEM_TIME ALL shows into a table first.</source>
        <translation>Kopieren Sie zuvor in eine Tabelle, was FOR SYSTEM_TIME ALL zeigt.</translation>
    </message>
    <message>
        <source>Drops sequence %1 with the number it stands at; down makes one that begins at its start again.</source>
        <translation>Entfernt Sequenz %1 mit der Zahl, bei der sie steht; der Rückweg legt eine an, die wieder an ihrem Anfang beginnt.</translation>
    </message>
    <message>
        <source>Note the number first, and set it by hand after going back.</source>
        <translation>Notieren Sie zuvor die Zahl, und setzen Sie sie nach dem Rückweg von Hand.</translation>
    </message>
    <message>
        <source>Renames %1: what was granted on the old name does not follow.</source>
        <translation>Benennt %1 um: was auf den alten Namen gewährt ist, folgt nicht.</translation>
    </message>
    <message>
        <source>Drops %1, and with it every right to run it, also of who makes it anew.</source>
        <translation>Entfernt %1 und damit jedes Recht, es auszuführen, auch wenn es neu angelegt wird.</translation>
    </message>
    <message>
        <source>Grant again behind it; before a run, Relata names what is granted there.</source>
        <translation>Gewähren Sie dahinter erneut; vor einem Lauf nennt Relata, was dort gewährt ist.</translation>
    </message>
    <message>
        <source>Such values cannot be counted beforehand: look for them, or convert them into a new column.</source>
        <translation>Solche Werte lassen sich vorher nicht zählen: suchen Sie danach, oder wandeln Sie sie in eine neue Spalte um.</translation>
    </message>
    <message>
        <source>The new type of %1 may change values without a word, and down does not bring them back.</source>
        <translation>Der neue Typ von %1 kann Werte stillschweigend ändern, und der Rückweg bringt sie nicht zurück.</translation>
    </message>
    <message>
        <source>Changing the type of %1 fails when rows hold values that the new one refuses.</source>
        <translation>Den Typ von %1 zu ändern scheitert, wenn Zeilen Werte enthalten, die der neue ablehnt.</translation>
    </message>
    <message>
        <source>Before a run Relata counts the rows with such values; or convert them into a new column.</source>
        <translation>Vor einem Lauf zählt Relata die Zeilen mit solchen Werten; oder wandeln Sie sie in eine neue Spalte um.</translation>
    </message>
    <message>
        <source>Drops table %1; it is renamed to %2, without its keys and triggers, and down brings its rows back.</source>
        <translation>Löscht die Tabelle %1; sie wird in %2 umbenannt, ohne ihre Schlüssel und Trigger, und der Rückweg holt ihre Zeilen zurück.</translation>
    </message>
    <message>
        <source>It goes on to take room; drop it with &quot;relata migrate purge %2&quot; once nobody needs it.</source>
        <translation>Sie braucht weiterhin Platz; löschen Sie sie mit „relata migrate purge %2“, sobald sie niemand mehr braucht.</translation>
    </message>
    <message>
        <source>The copy takes room, and time in which others wait for the table; drop it with &quot;relata migrate purge %2&quot; once nobody needs it.</source>
        <translation>Die Kopie braucht Platz, und Zeit, in der andere auf die Tabelle warten; löschen Sie sie mit „relata migrate purge %2“, sobald sie niemand mehr braucht.</translation>
    </message>
    <message>
        <source>Whoever may read the database can read %2, in which rows of %1 are kept.</source>
        <translation>Wer die Datenbank lesen darf, kann %2 lesen, wo Zeilen aus %1 aufbewahrt werden.</translation>
    </message>
    <message>
        <source>Take away from users what they must not read.</source>
        <translation>Nehmen Sie Benutzern das Recht auf das, was sie nicht lesen dürfen.</translation>
    </message>
    <message>
        <source>Write &quot;-- relata:copy&quot; above it, so that %1 is copied in batches while others write, or &quot;-- relata:copy with pt-online-schema-change&quot; to leave that to a program; or run it when little is written.</source>
        <translation>Schreiben Sie „-- relata:copy“ darüber, damit %1 in Portionen kopiert wird, während andere schreiben, oder „-- relata:copy with pt-online-schema-change“, um das einem Programm zu überlassen; oder führen Sie es aus, wenn wenig geschrieben wird.</translation>
    </message>
    <message>
        <source>Rows whose value in %1 is replaced keep the one they get when it goes down.</source>
        <translation>Zeilen, deren Wert in %1 ersetzt wird, behalten bei der Rücknahme den Wert, den sie bekommen.</translation>
    </message>
    <message>
        <source>Before a run Relata counts them by their storage class; settle them first.</source>
        <translation>Vor einem Lauf zählt Relata sie nach ihrer Speicherklasse; bereinigen Sie sie zuerst.</translation>
    </message>
</context>
<context>
    <name>Migrate</name>
    <message>
        <source>What statement %1 of migration %2 kept in its session, a temporary table or a variable, is gone: roll the migration back instead.</source>
        <translation>Was Anweisung %1 der Migration %2 in ihrer Sitzung behielt, eine temporäre Tabelle oder eine Variable, ist fort: Machen Sie die Migration stattdessen rückgängig.</translation>
    </message>
    <message>
        <source>The migration ran, but its verification found %1 rows: %2</source>
        <translation>Die Migration lief, aber ihre Nachprüfung fand %1 Zeilen: %2</translation>
    </message>
    <message>
        <source>Migration %1 was never begun on this database.</source>
        <translation>Migration %1 wurde auf dieser Datenbank nie begonnen.</translation>
    </message>
    <message>
        <source>Migration %1 stopped at statement %2 of %3: resume it or roll it back first. %4</source>
        <translation>Migration %1 blieb bei Anweisung %2 von %3 stehen: zuerst fortsetzen oder zurückrollen. %4</translation>
    </message>
    <message>
        <source>The database has migration %1 (%2), which the project does not: pull it first.</source>
        <translation>Die Datenbank hat Migration %1 (%2), das Projekt nicht: Holen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>Migration %1 is older than the last one applied: give it a new number at the end.</source>
        <translation>Migration %1 ist älter als die zuletzt angewendete: Geben Sie ihr eine neue Nummer am Ende.</translation>
    </message>
    <message>
        <source>The project has no migration %1.</source>
        <translation>Das Projekt hat keine Migration %1.</translation>
    </message>
    <message>
        <source>Migration %1 is applied or begun already: look at its status.</source>
        <translation>Migration %1 ist schon angewendet oder begonnen: Sehen Sie ihren Zustand an.</translation>
    </message>
    <message>
        <source>Nothing was changed: a check before the migration found %1 rows: %2</source>
        <translation>Nichts wurde geändert: Eine Prüfung vor der Migration fand %1 Zeilen: %2</translation>
    </message>
    <message>
        <source>Migration %1 has no way down.</source>
        <translation>Migration %1 hat keinen Rückweg.</translation>
    </message>
    <message>
        <source>Migration %1 does not run on an empty database: %2</source>
        <translation>Migration %1 läuft nicht auf einer leeren Datenbank: %2</translation>
    </message>
    <message>
        <source>Nothing was rolled back: %1 differs from what the migrations lead to, and migration %2 does not name it. Settle that first.</source>
        <translation>Nichts wurde zurückgerollt: %1 weicht von dem ab, wohin die Migrationen führen, und Migration %2 nennt es nicht. Klären Sie das zuerst.</translation>
    </message>
    <message>
        <source>Nothing was taken back: table %1, from which the way down of migration %2 brings rows back, is not there.</source>
        <translation>Nichts wurde zurückgenommen: Die Tabelle %1, aus der der Rückweg der Migration %2 Zeilen zurückholt, gibt es nicht.</translation>
    </message>
    <message>
        <source>Nothing was taken back: foreign key %1 comes back, and %2 rows in %3 refer to rows that %4 does not hold any more. Settle these first.</source>
        <translation>Nichts wurde zurückgenommen: Der Fremdschlüssel %1 kommt zurück, und %2 Zeilen in %3 verweisen auf Zeilen, die es in %4 nicht mehr gibt. Klären Sie das zuerst.</translation>
    </message>
    <message>
        <source>Nothing was taken back: column %1 comes back NOT NULL, and %2 rows have no value for it. Which one should they get? --fill %1=VALUE</source>
        <translation>Nichts wurde zurückgenommen: Die Spalte %1 kommt als NOT NULL zurück, und %2 Zeilen haben keinen Wert dafür. Welchen sollen sie bekommen? --fill %1=VALUE</translation>
    </message>
    <message>
        <source>Nothing was taken back: down loses what %1 rows of %2 hold, which cannot be kept: %3. Say --discard to lose it.</source>
        <translation>Nichts wurde zurückgenommen: Der Rückweg verliert, was %1 Zeilen von %2 halten, und das lässt sich nicht aufbewahren: %3. Mit --discard geht es verloren.</translation>
    </message>
    <message>
        <source>%1 rows of %2 are kept in %3</source>
        <translation>%1 Zeilen von %2 sind in %3 aufbewahrt</translation>
    </message>
    <message>
        <source>The database has %1 of the %2 migrations that %3 stands for: bring it past all of them with the project as it was before they were squashed.</source>
        <translation>Die Datenbank hat %1 der %2 Migrationen, für die %3 steht: Bringen Sie sie über alle davon hinaus, mit dem Projekt, wie es vor dem Zusammenlegen war.</translation>
    </message>
    <message>
        <source>Migration %1, or one before it, was changed after it was approved: have it approved again, with relata migrate approve %1.</source>
        <translation>Migration %1 oder eine davor wurde nach der Freigabe geändert: Lassen Sie sie erneut freigeben, mit relata migrate approve %1.</translation>
    </message>
    <message>
        <source>Migration %1 is not approved, and this database asks for it: relata migrate approve %1.</source>
        <translation>Migration %1 ist nicht freigegeben, und diese Datenbank verlangt es: relata migrate approve %1.</translation>
    </message>
    <message>
        <source>Migration %1 is not applied, or only in part: look at its status.</source>
        <translation>Migration %1 ist nicht oder nur teilweise angewandt: Sehen Sie sich ihren Stand an.</translation>
    </message>
    <message>
        <source>Migration %1 is applied as a whole: look at its status.</source>
        <translation>Migration %1 ist ganz angewandt: Sehen Sie sich ihren Stand an.</translation>
    </message>
    <message>
        <source>Waiting for the migration lock, which is held by %1</source>
        <translation>Warten auf die Migrationssperre, gehalten von %1</translation>
    </message>
    <message>
        <source>Another migration is running on this database, by %1: wait for it, or stop it.</source>
        <translation>Auf dieser Datenbank läuft eine andere Migration, von %1: Warten Sie auf sie, oder halten Sie sie an.</translation>
    </message>
    <message>
        <source>A statement of a run that was killed still works on the server, in session %1: wait for its end, or end it with &quot;relata migrate cancel&quot;.</source>
        <translation>Eine Anweisung eines abgebrochenen Laufs arbeitet noch auf dem Server, in Sitzung %1: Warten Sie auf ihr Ende, oder beenden Sie sie mit „relata migrate cancel“.</translation>
    </message>
    <message>
        <source>The connection that held the migration lock was lost: nothing more was run, for another run may have begun.</source>
        <translation>Die Verbindung mit der Migrationssperre ging verloren: Es wurde nichts weiter ausgeführt, denn ein anderer Lauf kann begonnen haben.</translation>
    </message>
    <message>
        <source>Paused: somebody asked for it</source>
        <translation>Angehalten: Jemand hat darum gebeten</translation>
    </message>
    <message>
        <source>Migration %1 names time-outs that cannot be read: %2. They are written as &quot;lock 5s statement 10min&quot;, with none for a statement without one.</source>
        <translation>Migration %1 nennt Zeitgrenzen, die nicht lesbar sind: %2. Sie werden als „lock 5s statement 10min“ geschrieben, mit none für eine Anweisung ohne Grenze.</translation>
    </message>
    <message>
        <source>Whether statement %1 of migration %2 happened is not known: %3. Look at the database and say so with &quot;relata migrate resume --assume done&quot; or &quot;--assume not-done&quot;, or roll the migration back.</source>
        <translation>Ob Anweisung %1 von Migration %2 geschah, ist nicht bekannt: %3. Sehen Sie in der Datenbank nach und sagen Sie es mit „relata migrate resume --assume done“ oder „--assume not-done“, oder rollen Sie die Migration zurück.</translation>
    </message>
    <message>
        <source>No migration is running on this database.</source>
        <translation>Auf dieser Datenbank läuft keine Migration.</translation>
    </message>
    <message>
        <source>Only an UPDATE or DELETE of one table can run in batches, without WITH, ORDER BY, LIMIT and RETURNING. Take &quot;relata:backfill&quot; away, or write the statement so: %1</source>
        <translation>Nur ein UPDATE oder DELETE einer einzigen Tabelle kann in Teilen laufen, ohne WITH, ORDER BY, LIMIT und RETURNING. Nehmen Sie „relata:backfill“ weg, oder schreiben Sie die Anweisung so um: %1</translation>
    </message>
    <message>
        <source>The backfill goes by %1, but %2 has no such columns.</source>
        <translation>Das Nachfüllen soll nach %1 gehen, aber %2 hat keine solchen Spalten.</translation>
    </message>
    <message>
        <source>%1 has no primary key that a backfill could go by. Name columns of an index that are NOT NULL: &quot;relata:backfill by …&quot;.</source>
        <translation>%1 hat keinen Primärschlüssel, nach dem ein Nachfüllen gehen könnte. Nennen Sie Spalten eines Index, die NOT NULL sind: „relata:backfill by …“.</translation>
    </message>
    <message>
        <source>A backfill cannot go by %1 of %2: the columns must be NOT NULL, and the first of an index.</source>
        <translation>Ein Nachfüllen kann nicht nach %1 von %2 gehen: Die Spalten müssen NOT NULL und die ersten eines Index sein.</translation>
    </message>
    <message>
        <source>A backfill cannot go by %1 of %2, which it writes to: name other columns, &quot;relata:backfill by …&quot;.</source>
        <translation>Ein Nachfüllen kann nicht nach %1 von %2 gehen, das es selbst beschreibt: Nennen Sie andere Spalten, „relata:backfill by …“.</translation>
    </message>
    <message>
        <source>The backfill writes to %1, and there is no such table.</source>
        <translation>Das Nachfüllen schreibt in %1, und eine solche Tabelle gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 rows written so far</source>
        <translation>%1 Zeilen bisher geschrieben</translation>
    </message>
    <message>
        <source>Statement %1 of migration %2 had written %3 rows. What it wrote into columns that stay is not taken back.</source>
        <translation>Anweisung %1 von Migration %2 hatte %3 Zeilen geschrieben. Was sie in Spalten schrieb, die bleiben, wird nicht zurückgenommen.</translation>
    </message>
    <message>
        <source>A backfill runs each batch in a transaction of its own, and this one stands in a transaction that the migration began: end that before.</source>
        <translation>Ein Nachfüllen führt jeden Teil in einer eigenen Transaktion aus, und dieses steht in einer, die die Migration begonnen hat: Beenden Sie diese vorher.</translation>
    </message>
    <message>
        <source>Migration %1 runs a command on this computer, which has not been allowed: %2</source>
        <translation>Migration %1 führt auf diesem Rechner einen Befehl aus, der nicht erlaubt wurde: %2</translation>
    </message>
    <message>
        <source>Migration %1 has a step outside of the database with no statement behind it, that would never be waited for: %2</source>
        <translation>Migration %1 hat einen Schritt außerhalb der Datenbank, hinter dem keine Anweisung steht; auf ihn würde nie gewartet: %2</translation>
    </message>
    <message>
        <source>Migration %1 waits until somebody confirms: %2</source>
        <translation>Migration %1 wartet, bis jemand bestätigt: %2</translation>
    </message>
    <message>
        <source>Nobody confirmed in time what migration %1 waits for: %2. What ran before stands; resume it when that is done.</source>
        <translation>Niemand hat rechtzeitig bestätigt, worauf Migration %1 wartet: %2. Was davor lief, bleibt; setzen Sie sie fort, wenn das getan ist.</translation>
    </message>
    <message>
        <source>Migration %1 runs %2</source>
        <translation>Migration %1 führt %2 aus</translation>
    </message>
    <message>
        <source>Nobody knows how long %1 of the %2 statements of migration %3 take: they were not rehearsed.</source>
        <translation>Wie lange %1 der %2 Anweisungen von Migration %3 dauern, ist nicht bekannt: Sie wurden nicht geprobt.</translation>
    </message>
    <message>
        <source>Begins at %1</source>
        <translation>Beginnt um %1</translation>
    </message>
    <message>
        <source>The run was to be at its end by %1: statement %2 of migration %3 was not begun. What ran before stands; go on when there is time again.</source>
        <translation>Der Lauf sollte bis %1 zu Ende sein: Anweisung %2 von Migration %3 wurde nicht begonnen. Was davor lief, bleibt; machen Sie weiter, wenn wieder Zeit ist.</translation>
    </message>
    <message>
        <source>Statement %1 of migration %2 was not begun: with its transaction it took %3 when it was rehearsed, and the run is to be at its end by %4. What ran before stands; go on when there is time again.</source>
        <translation>Anweisung %1 von Migration %2 wurde nicht begonnen: Mit ihrer Transaktion dauerte sie in der Probe %3, und der Lauf soll bis %4 zu Ende sein. Was davor lief, bleibt; machen Sie weiter, wenn wieder Zeit ist.</translation>
    </message>
    <message>
        <source>relata.json: &quot;%1&quot; under hooks cannot be read: before, after and failed name a command each.</source>
        <translation>relata.json: „%1“ unter hooks ist nicht lesbar: before, after und failed nennen je einen Befehl.</translation>
    </message>
    <message>
        <source>The project runs a command on this computer around each migration, which has not been allowed: %1</source>
        <translation>Das Projekt führt um jede Migration auf diesem Rechner einen Befehl aus, der nicht erlaubt wurde: %1</translation>
    </message>
    <message>
        <source>It took longer than ten minutes.</source>
        <translation>Er dauerte länger als zehn Minuten.</translation>
    </message>
    <message>
        <source>The project&apos;s command behind migration %1 did not work. %2</source>
        <translation>Der Befehl des Projekts hinter Migration %1 gelang nicht. %2</translation>
    </message>
    <message>
        <source>Migration %1 is a program in Python that stopped half-way, and what it had done by then was not taken back with it. Look at the database and say so with &quot;relata migrate resume --assume done&quot; or &quot;--assume not-done&quot;, or roll the migration back.</source>
        <translation>Migration %1 ist ein Programm in Python, das auf halbem Weg stehen blieb, und was es bis dahin getan hatte, wurde nicht mit zurückgenommen. Sehen Sie sich die Datenbank an und sagen Sie es mit „relata migrate resume --assume done“ oder „--assume not-done“, oder nehmen Sie die Migration zurück.</translation>
    </message>
    <message>
        <source>Migration %1 is a program in Python: what it wrote into rows that stay is not taken back.</source>
        <translation>Migration %1 ist ein Programm in Python: Was es in Zeilen geschrieben hat, die bleiben, wird nicht zurückgenommen.</translation>
    </message>
    <message>
        <source>There is no %1 on this computer: install python3, or name one in relata.json as &quot;python&quot;.</source>
        <translation>Auf diesem Rechner gibt es kein %1: Installieren Sie python3, oder nennen Sie in relata.json eines als „python“.</translation>
    </message>
    <message>
        <source>Relata runs no migrations in Python on %1 yet.</source>
        <translation>Auf %1 führt Relata noch keine Migrationen in Python aus.</translation>
    </message>
    <message>
        <source>Migration %1, statement %2: %3</source>
        <translation>Migration %1, Anweisung %2: %3</translation>
    </message>
    <message>
        <source>The session of migration %1, number %2, still works on the server: wait for its end, then look at the migration&apos;s status.</source>
        <translation>Die Sitzung der Migration %1, Nummer %2, arbeitet noch auf dem Server: Warten Sie ihr Ende ab und sehen Sie dann nach dem Stand der Migration.</translation>
    </message>
    <message>
        <source>The Python of migration %1 ended %2 before it had told how it went.</source>
        <translation>Das Python der Migration %1 endete (%2), bevor es gesagt hatte, wie es ausging.</translation>
    </message>
    <message>
        <source>Python has no driver for %1 that Relata knows. One of these brings one: %2</source>
        <translation>Python hat keinen Treiber für %1, den Relata kennt. Eines von diesen bringt einen mit: %2</translation>
    </message>
    <message>
        <source>%1 is not Python: %2</source>
        <translation>%1 ist kein Python: %2</translation>
    </message>
    <message>
        <source>Migration %1 has no function %2(cursor).</source>
        <translation>Migration %1 hat keine Funktion %2(cursor).</translation>
    </message>
    <message>
        <source>Python&apos;s driver does not come to the database: %1</source>
        <translation>Pythons Treiber kommt nicht zur Datenbank: %1</translation>
    </message>
    <message>
        <source>Migration %1 failed at %2: it has ended its transaction, which is Relata&apos;s to end. Say &quot;# relata:transaction none&quot; where it is to commit by itself.</source>
        <translation>Migration %1 schlug bei %2 fehl: Sie hat ihre Transaktion beendet, was Sache von Relata ist. Wo sie selbst festschreiben soll, sagen Sie „# relata:transaction none“.</translation>
    </message>
    <message>
        <source>Migration %1 failed at %2: %3</source>
        <translation>Migration %1 schlug bei %2 fehl: %3</translation>
    </message>
    <message>
        <source>Migration %1 is a program in Python, which runs on this computer and has not been allowed: %2</source>
        <translation>Migration %1 ist ein Programm in Python, das auf diesem Rechner läuft und nicht erlaubt wurde: %2</translation>
    </message>
    <message>
        <source>&quot;relata:copy&quot; is for MySQL and MariaDB. On %1 the statement is right as it stands: take the comment away.</source>
        <translation>„relata:copy“ ist für MySQL und MariaDB. Auf %1 ist die Anweisung richtig, wie sie steht: Nehmen Sie den Kommentar weg.</translation>
    </message>
    <message>
        <source>Only tables of the database itself can be changed by a copy, not %1.</source>
        <translation>Nur Tabellen der Datenbank selbst lassen sich durch eine Kopie ändern, nicht %1.</translation>
    </message>
    <message>
        <source>The name of %1 is too long for a copy beside it: %2.</source>
        <translation>Der Name von %1 ist zu lang für eine Kopie daneben: %2.</translation>
    </message>
    <message>
        <source>There is a table %1 already, which this migration did not make: look at it and drop it, or purge it where it is kept.</source>
        <translation>Es gibt schon eine Tabelle %1, die diese Migration nicht angelegt hat: Sehen Sie sie an und löschen Sie sie, oder räumen Sie sie weg, wenn sie aufbewahrt wird.</translation>
    </message>
    <message>
        <source>Since the copy of %1 was begun somebody changed the table, or took away the copy or its triggers: roll the migration back, and apply it anew.</source>
        <translation>Seit die Kopie von %1 begonnen wurde, hat jemand die Tabelle geändert oder die Kopie oder ihre Trigger entfernt: Nehmen Sie die Migration zurück, und wenden Sie sie neu an.</translation>
    </message>
    <message>
        <source>The tables %1, %2 and %3 are not as a copy leaves them: somebody renamed or dropped one. Look at them before anything else is done.</source>
        <translation>Die Tabellen %1, %2 und %3 sind nicht so, wie eine Kopie sie hinterlässt: Jemand hat eine umbenannt oder gelöscht. Sehen Sie sie an, bevor irgendetwas anderes geschieht.</translation>
    </message>
    <message>
        <source>The row %1 of %2 does not fit the new form: %3 Nothing was changed yet. Correct the row and resume, or roll the migration back.</source>
        <translation>Die Zeile %1 von %2 passt nicht in die neue Form: %3 Noch wurde nichts geändert. Berichtigen Sie die Zeile und setzen Sie fort, oder nehmen Sie die Migration zurück.</translation>
    </message>
    <message>
        <source>The values of row %1 of %2 would become others in the new form. Nothing was changed yet. Correct the row and resume, or roll the migration back.</source>
        <translation>Die Werte der Zeile %1 von %2 würden in der neuen Form andere. Noch wurde nichts geändert. Berichtigen Sie die Zeile und setzen Sie fort, oder nehmen Sie die Migration zurück.</translation>
    </message>
    <message>
        <source>%1 rows copied so far</source>
        <translation>%1 Zeilen bisher kopiert</translation>
    </message>
    <message>
        <source>%1 holds %2 rows where its copy holds %3: somebody emptied the table, or wrote past its triggers. Nothing was changed yet. Roll the migration back, and apply it anew.</source>
        <translation>%1 hat %2 Zeilen, wo die Kopie %3 hat: Jemand hat die Tabelle geleert oder an ihren Triggern vorbei geschrieben. Noch wurde nichts geändert. Nehmen Sie die Migration zurück, und wenden Sie sie neu an.</translation>
    </message>
    <message>
        <source>comparing the rows with their copies</source>
        <translation>vergleicht die Zeilen mit ihren Kopien</translation>
    </message>
    <message>
        <source>Somebody else waits to change %1, which comes first.</source>
        <translation>Jemand anderes wartet darauf, %1 zu ändern, und kommt zuerst an die Reihe.</translation>
    </message>
    <message>
        <source>The new column %1 of %2 has no value for the rows that stand: give it a default, or let it be NULL.</source>
        <translation>Die neue Spalte %1 von %2 hat keinen Wert für die vorhandenen Zeilen: Geben Sie ihr einen Vorgabewert, oder lassen Sie NULL zu.</translation>
    </message>
    <message>
        <source>Column %1 of %2 is computed in one form and written in the other: such a change cannot run on a copy.</source>
        <translation>Die Spalte %1 von %2 wird in der einen Form berechnet und in der anderen geschrieben: Eine solche Änderung kann nicht auf einer Kopie laufen.</translation>
    </message>
    <message>
        <source>What %1 of %2 becomes hangs on the time zone of whoever writes it: such a change cannot run on a copy.</source>
        <translation>Was aus %1 von %2 wird, hängt von der Zeitzone dessen ab, der es schreibt: Eine solche Änderung kann nicht auf einer Kopie laufen.</translation>
    </message>
    <message>
        <source>There is no table %1 to copy.</source>
        <translation>Es gibt keine Tabelle %1 zum Kopieren.</translation>
    </message>
    <message>
        <source>Only plain tables of InnoDB can be changed by a copy, and %1 is none: %2.</source>
        <translation>Nur einfache Tabellen von InnoDB lassen sich durch eine Kopie ändern, und %1 ist keine: %2.</translation>
    </message>
    <message>
        <source>%1 has foreign keys, or others refer to it, and these would stay with the table that is replaced: %2.</source>
        <translation>%1 hat Fremdschlüssel, oder andere verweisen darauf, und diese blieben bei der Tabelle, die ersetzt wird: %2.</translation>
    </message>
    <message>
        <source>%1 has triggers, and these would stay with the table that is replaced: %2.</source>
        <translation>%1 hat Trigger, und diese blieben bei der Tabelle, die ersetzt wird: %2.</translation>
    </message>
    <message>
        <source>The unique key over %1 is new, or its columns compare otherwise than before: rows of %2 that hold the same values would be lost on a copy.</source>
        <translation>Der eindeutige Schlüssel über %1 ist neu, oder seine Spalten vergleichen anders als zuvor: Zeilen von %2 mit gleichen Werten gingen auf einer Kopie verloren.</translation>
    </message>
    <message>
        <source>%1 has no primary key or unique key of columns that are NOT NULL which stays as it is: its rows cannot be told apart on a copy.</source>
        <translation>%1 hat keinen Primärschlüssel oder eindeutigen Schlüssel aus NOT-NULL-Spalten, der bleibt, wie er ist: Ihre Zeilen lassen sich auf einer Kopie nicht unterscheiden.</translation>
    </message>
    <message>
        <source>Batches cannot go by %1, whose type is %2: name columns with numbers, texts, bytes or dates.</source>
        <translation>Nach %1 vom Typ %2 lässt sich nicht stapelweise vorgehen: Nennen Sie Spalten mit Zahlen, Texten, Bytes oder Daten.</translation>
    </message>
    <message>
        <source>Batches met a row whose %1 is no exact number: %2</source>
        <translation>Beim stapelweisen Vorgehen fand sich eine Zeile, deren %1 keine genaue Zahl ist: %2</translation>
    </message>
    <message>
        <source>The batches were begun by another key (%1): roll the migration back, or name the same columns again.</source>
        <translation>Die Stapel wurden nach einem anderen Schlüssel begonnen (%1): Nehmen Sie die Migration zurück, oder nennen Sie wieder dieselben Spalten.</translation>
    </message>
    <message>
        <source>A copy is filled in transactions of its own, and this one stands in a transaction that the migration began: end that before.</source>
        <translation>Eine Kopie wird in eigenen Transaktionen gefüllt, und diese steht in einer Transaktion, die die Migration begonnen hat: Beenden Sie diese vorher.</translation>
    </message>
    <message>
        <source>Only one ALTER TABLE can run on a copy, without IF EXISTS, IGNORE and the like. Take &quot;relata:copy&quot; away, or write the statement so: %1</source>
        <translation>Nur ein ALTER TABLE kann auf einer Kopie laufen, ohne IF EXISTS, IGNORE und Ähnliches. Nehmen Sie „relata:copy“ weg, oder schreiben Sie die Anweisung so: %1</translation>
    </message>
    <message>
        <source>The foreign keys of %1 would stay with the table that is replaced: an ALTER TABLE with foreign keys cannot run on a copy.</source>
        <translation>Die Fremdschlüssel von %1 blieben bei der Tabelle, die ersetzt wird: Ein ALTER TABLE mit Fremdschlüsseln kann nicht auf einer Kopie laufen.</translation>
    </message>
    <message>
        <source>An ALTER TABLE that changes partitions cannot run on a copy: %1</source>
        <translation>Ein ALTER TABLE, das Partitionen ändert, kann nicht auf einer Kopie laufen: %1</translation>
    </message>
    <message>
        <source>Columns and tables cannot get another name on a copy: do that in an ALTER TABLE of its own, which copies nothing: %1</source>
        <translation>Spalten und Tabellen können auf einer Kopie keinen anderen Namen bekommen: Tun Sie das in einem eigenen ALTER TABLE, das nichts kopiert: %1</translation>
    </message>
    <message>
        <source>%1 and its copy have changed places, but meanwhile somebody wrote a value that the new form does not take as it is. It stands in %2 alone: put it right in %1, empty the table %3, and resume.</source>
        <translation>%1 und seine Kopie haben die Plätze getauscht, aber inzwischen hat jemand einen Wert geschrieben, den die neue Form nicht so nimmt, wie er ist. Er steht nur in %2: in %1 richtigstellen, die Tabelle %3 leeren und fortsetzen.</translation>
    </message>
    <message>
        <source>While the rows of %1 were compared somebody wrote a value that the new form does not take as it is. Nothing was changed yet. Resume: the rows are compared again and the row is named, or roll the migration back.</source>
        <translation>Während die Zeilen von %1 verglichen wurden, hat jemand einen Wert geschrieben, den die neue Form nicht so nimmt, wie er ist. Noch wurde nichts geändert. Fortsetzen: die Zeilen werden erneut verglichen und die Zeile wird genannt – oder die Migration zurücknehmen.</translation>
    </message>
    <message>
        <source>%1 cannot be changed by a copy: somebody could empty it past the triggers, and this user would not see it. A grant of PROCESS on *.* shows it.</source>
        <translation>%1 kann nicht durch eine Kopie geändert werden: Jemand könnte sie an den Triggern vorbei leeren, und dieser Benutzer sähe es nicht. Das Recht PROCESS auf *.* zeigt es.</translation>
    </message>
    <message>
        <source>While the rows of %1 were compared somebody emptied the table or its copy, or made it anew. Nothing was changed yet. Roll the migration back, and apply it anew.</source>
        <translation>Während die Zeilen von %1 verglichen wurden, hat jemand die Tabelle oder ihre Kopie geleert oder neu angelegt. Noch wurde nichts geändert. Die Migration zurücknehmen und neu anwenden.</translation>
    </message>
    <message>
        <source>A copy of %1 is not made like it on this server, before it is altered: where the table has &quot;%2&quot; the copy has &quot;%3&quot;.</source>
        <translation>Eine Kopie von %1 wird auf diesem Server nicht wie sie angelegt, noch vor der Änderung: Wo die Tabelle „%2“ hat, hat die Kopie „%3“.</translation>
    </message>
    <message>
        <source>On a copy column %1 would keep its values, and not be dropped and added anew: do that in two statements.</source>
        <translation>Auf einer Kopie behielte die Spalte %1 ihre Werte, statt gelöscht und neu angelegt zu werden: das in zwei Anweisungen tun.</translation>
    </message>
    <message>
        <source>Transactions stay open that began before the copy of %1 was made: what they write to it would fail. Nothing was changed. Resume when they have ended.</source>
        <translation>Transaktionen bleiben offen, die begannen, bevor die Kopie von %1 angelegt wurde: Was sie in die Tabelle schreiben, würde fehlschlagen. Nichts wurde geändert. Fortsetzen, wenn sie beendet sind.</translation>
    </message>
    <message>
        <source>Migration %1 was stopped on a copy: its program uses %2, and what that runs cannot be looked at before.</source>
        <translation>Migration %1 wurde auf einer Kopie angehalten: Ihr Programm benutzt %2, und was damit läuft, lässt sich vorher nicht ansehen.</translation>
    </message>
    <message>
        <source>waits for the replica %1, which is %2 behind (at most %3)</source>
        <translation>wartet auf die Replik %1, die %2 zurückliegt (höchstens %3)</translation>
    </message>
    <message>
        <source>waits while %1 sessions are at work (at most %2)</source>
        <translation>wartet, solange %1 Sitzungen arbeiten (höchstens %2)</translation>
    </message>
    <message>
        <source>Batches do not wait for replicas: how far they are behind is hidden from this user (a grant of pg_monitor would show it)</source>
        <translation>Die Portionen warten nicht auf Repliken: wie weit sie zurückliegen, ist vor diesem Benutzer verborgen (das Recht pg_monitor würde es zeigen)</translation>
    </message>
    <message>
        <source>Batches do not wait for the load: what other sessions do is hidden from this user (a grant of pg_monitor would show it)</source>
        <translation>Die Portionen warten nicht auf die Last: was andere Sitzungen tun, ist vor diesem Benutzer verborgen (das Recht pg_monitor würde es zeigen)</translation>
    </message>
    <message>
        <source>A run can be asked to pause, continue, cancel, or pace 1 to 100; not %1.</source>
        <translation>Ein Lauf kann um pause, continue, cancel oder pace 1 bis 100 gebeten werden; nicht um %1.</translation>
    </message>
    <message>
        <source>Nothing was rolled back: %1 is there, and no statement of migration %2 that has run names it, so somebody else has made it. Put it elsewhere, and roll back again.</source>
        <translation>Nichts wurde zurückgenommen: %1 ist da, und keine Anweisung von Migration %2, die gelaufen ist, nennt es; jemand anderes hat es also angelegt. Bringen Sie es anderswo unter und nehmen Sie erneut zurück.</translation>
    </message>
    <message>
        <source>Running repeatable %1</source>
        <translation>Wiederholbare Datei %1 wird ausgeführt</translation>
    </message>
    <message>
        <source>Repeatable %1 stopped: %2</source>
        <translation>Die wiederholbare Datei %1 blieb stehen: %2</translation>
    </message>
    <message>
        <source>Migration %1 is not applied as it is now: what runs behind it was not run.</source>
        <translation>Migration %1 ist nicht so angewandt, wie sie jetzt ist: Was dahinter läuft, wurde nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Repeatable %1 does not run on what the migrations lead to: %2</source>
        <translation>Die wiederholbare Datei %1 läuft nicht auf dem, wozu die Migrationen führen: %2</translation>
    </message>
    <message>
        <source>Migration %1 was not run: %2 is production, and what the migration loses could not be found out. %3</source>
        <translation>Migration %1 wurde nicht ausgeführt: %2 ist Produktion, und was die Migration verliert, ließ sich nicht herausfinden. %3</translation>
    </message>
    <message>
        <source>Table %1 is not what the migrations lead to: its rows cannot be kept so.</source>
        <translation>Die Tabelle %1 ist nicht das, wozu die Migrationen führen: so können ihre Zeilen nicht aufbewahrt werden.</translation>
    </message>
    <message>
        <source>Nothing was resumed: what the rest of the way down of migration %1 loses cannot be told. %2</source>
        <translation>Nichts wurde fortgesetzt: was der Rest des Rückwegs der Migration %1 verliert, lässt sich nicht sagen. %2</translation>
    </message>
    <message>
        <source>How far a server of this kind is behind cannot be asked there.</source>
        <translation>Wie weit ein Server dieser Art zurückliegt, lässt sich dort nicht erfragen.</translation>
    </message>
    <message>
        <source>Statement %1 of %2 of migration %3 runs for %4, kept waiting by %5</source>
        <translation>Anweisung %1 von %2 der Migration %3 läuft seit %4, aufgehalten von %5</translation>
    </message>
    <message>
        <source>Statement %1 of %2 of migration %3 runs for %4</source>
        <translation>Anweisung %1 von %2 der Migration %3 läuft seit %4</translation>
    </message>
    <message>
        <source>Statement %1 of %2 of migration %3 runs for %4: %5</source>
        <translation>Anweisung %1 von %2 der Migration %3 läuft seit %4: %5</translation>
    </message>
    <message>
        <source>waits for the replica %1, which does not replicate (%2): let it go on, or cancel, take it out of &quot;replicas&quot; in relata.json, and resume</source>
        <translation>wartet auf die Replik %1, die nicht repliziert (%2): sie weiterlaufen lassen, oder abbrechen, sie in relata.json aus „replicas“ nehmen und fortsetzen</translation>
    </message>
    <message>
        <source>waits for the replica %1, whose lag cannot be asked (%2): mend that, or cancel, take it out of &quot;replicas&quot; in relata.json, and resume</source>
        <translation>wartet auf die Replik %1, deren Rückstand sich nicht erfragen lässt (%2): das beheben, oder abbrechen, sie in relata.json aus „replicas“ nehmen und fortsetzen</translation>
    </message>
    <message>
        <source>waits for the replica %1, which does not answer: mend that, or cancel, take it out of &quot;replicas&quot; in relata.json, and resume</source>
        <translation>wartet auf die Replik %1, die nicht antwortet: das beheben, oder abbrechen, sie in relata.json aus „replicas“ nehmen und fortsetzen</translation>
    </message>
    <message>
        <source>Nothing was run: the database is not what the statements of migration %1 that have run lead to in what the rest of it touches (%2). Put that right, roll the migration back, or go on in spite of it with --allow DRIFT.</source>
        <translation>Nichts wurde ausgeführt: Die Datenbank ist in dem, was der Rest von Migration %1 berührt, nicht so, wie deren ausgeführte Anweisungen sie hinterlassen (%2). Bringen Sie das in Ordnung, rollen Sie die Migration zurück oder fahren Sie mit --allow DRIFT trotzdem fort.</translation>
    </message>
    <message>
        <source>Migration %1 is a program in Python, and a rollback does not take back what it wrote into rows that stay. Resume it instead, or leave the rows as they are with --allow DATA.</source>
        <translation>Migration %1 ist ein Programm in Python; was es in Zeilen geschrieben hat, die bleiben, wird nicht zurückgenommen. Setzen Sie sie stattdessen fort oder lassen Sie die Zeilen mit --allow DATA, wie sie sind.</translation>
    </message>
    <message>
        <source>A rollback leaves out these statements of the way down of migration %1, which write to rows: %2. Resume the migration instead, or leave the rows as they are with --allow DATA.</source>
        <translation>Das Zurücknehmen lässt diese Anweisungen des Rückwegs von Migration %1 aus, die in Zeilen schreiben: %2. Setzen Sie die Migration stattdessen fort oder lassen Sie die Zeilen mit --allow DATA, wie sie sind.</translation>
    </message>
    <message>
        <source>These statements of the way down of migration %1 were left out: %2.</source>
        <translation>Diese Anweisungen des Rückwegs von Migration %1 wurden ausgelassen: %2.</translation>
    </message>
    <message>
        <source>A rollback does not take back what these statements of migration %1 wrote, or may have, to rows that stay: %2. Resume the migration instead, or leave the rows as they are with --allow DATA.</source>
        <translation>Das Zurücknehmen macht nicht rückgängig, was diese Anweisungen von Migration %1 in Zeilen geschrieben haben oder haben können, die bleiben: %2. Setzen Sie die Migration stattdessen fort oder lassen Sie die Zeilen mit --allow DATA, wie sie sind.</translation>
    </message>
    <message>
        <source>Rows that stay were left as these statements of migration %1 made them: %2.</source>
        <translation>Zeilen, die bleiben, sind so geblieben, wie diese Anweisungen von Migration %1 sie gemacht haben: %2.</translation>
    </message>
    <message>
        <source>The connection was lost while migration %1 ran, and the server does not say what became of it. Look at its status once the server answers.</source>
        <translation>Die Verbindung ging verloren, während Migration %1 lief, und der Server sagt nicht, was aus ihr geworden ist. Sehen Sie nach ihrem Stand, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>The connection was lost while migration %1 ran. The server says that nothing of it was done.</source>
        <translation>Die Verbindung ging verloren, während Migration %1 lief. Der Server sagt, dass nichts von ihr ausgeführt wurde.</translation>
    </message>
    <message>
        <source>The connection was lost while migration %1 ran. The server says that %2 of its %3 statements are done, and not whether the next one is: resume looks. Resume it, or roll it back.</source>
        <translation>Die Verbindung ging verloren, während Migration %1 lief. Der Server sagt, dass %2 ihrer %3 Anweisungen ausgeführt sind, und nicht, ob es die nächste ist: Beim Fortsetzen wird nachgesehen. Setzen Sie sie fort oder rollen Sie sie zurück.</translation>
    </message>
    <message>
        <source>The connection was lost while migration %1 ran. The server says that %2 of its %3 statements are done, and no more. Resume it, or roll it back.</source>
        <translation>Die Verbindung ging verloren, während Migration %1 lief. Der Server sagt, dass %2 ihrer %3 Anweisungen ausgeführt sind und keine weitere. Setzen Sie sie fort oder rollen Sie sie zurück.</translation>
    </message>
    <message>
        <source>Migration %1 stopped on its way down, and its file has none any more: put the file back as it was.</source>
        <translation>Migration %1 ist auf dem Rückweg stehen geblieben, und ihre Datei hat keinen mehr: Stellen Sie die Datei wieder her, wie sie war.</translation>
    </message>
    <message>
        <source>Statement %1 of migration %2 has run, or may have, and the file does not have it any more: %3. Put the file back as it was and make a new migration of the change, or roll this one back.</source>
        <translation>Anweisung %1 von Migration %2 wurde ausgeführt, oder vielleicht, und die Datei hat sie nicht mehr: %3. Stellen Sie die Datei wieder her und machen Sie aus der Änderung eine neue Migration, oder rollen Sie diese zurück.</translation>
    </message>
    <message>
        <source>Statement %1 of migration %2 has run, and the file says something else in its place now. It was: %3. It is: %4. Put the file back as it was and make a new migration of the change, or roll this one back.</source>
        <translation>Anweisung %1 von Migration %2 wurde ausgeführt, und die Datei sagt an ihrer Stelle jetzt etwas anderes. Sie war: %3. Sie ist: %4. Stellen Sie die Datei wieder her und machen Sie aus der Änderung eine neue Migration, oder rollen Sie diese zurück.</translation>
    </message>
    <message>
        <source>Statement %1 of migration %2 may have run, and the file says something else in its place now. It was: %3. It is: %4. Put the file back as it was and make a new migration of the change, or roll this one back.</source>
        <translation>Anweisung %1 von Migration %2 wurde vielleicht ausgeführt, und die Datei sagt an ihrer Stelle jetzt etwas anderes. Sie war: %3. Sie ist: %4. Stellen Sie die Datei wieder her und machen Sie aus der Änderung eine neue Migration, oder rollen Sie diese zurück.</translation>
    </message>
    <message>
        <source>Statement %1 of migration %2 has run in part, and the file says something else in its place now. It was: %3. It is: %4. Put the file back as it was and make a new migration of the change, or roll this one back.</source>
        <translation>Anweisung %1 von Migration %2 wurde zum Teil ausgeführt, und die Datei sagt an ihrer Stelle jetzt etwas anderes. Sie war: %3. Sie ist: %4. Stellen Sie die Datei wieder her und machen Sie aus der Änderung eine neue Migration, oder rollen Sie diese zurück.</translation>
    </message>
    <message>
        <source>Migration %1 was edited after it stopped: from statement %2 on it goes on as the file is now, and the ledger keeps that.</source>
        <translation>Migration %1 wurde bearbeitet, nachdem sie stehen geblieben war: Ab Anweisung %2 geht es so weiter, wie die Datei jetzt ist, und so steht es künftig im Verzeichnis der Datenbank.</translation>
    </message>
    <message>
        <source>The connection was lost before the last answer came. The server says that all of migration %1 is done.</source>
        <translation>Die Verbindung ging verloren, bevor die letzte Antwort kam. Der Server sagt, dass Migration %1 ganz ausgeführt ist.</translation>
    </message>
    <message>
        <source>%1 has triggers that this migration does not know: %2. If they write to its copy %3, drop them, then that table, and resume or roll the migration back.</source>
        <translation>%1 hat Trigger, die diese Migration nicht kennt: %2. Wenn sie in die Kopie %3 schreiben, löschen Sie sie, dann jene Tabelle, und setzen Sie die Migration fort oder nehmen Sie sie zurück.</translation>
    </message>
    <message>
        <source>%1 has not made of %2 what the statement makes of it, which is taken away again: write &quot;-- relata:copy&quot; without it.</source>
        <translation>%1 hat aus %2 nicht gemacht, was die Anweisung daraus macht; das wird wieder entfernt: Schreiben Sie „-- relata:copy“ ohne es.</translation>
    </message>
    <message>
        <source>Relata knows no program %1 that copies tables of %2: take &quot;with %1&quot; away.</source>
        <translation>Relata kennt kein Programm %1, das Tabellen von %2 kopiert: Nehmen Sie „with %1“ weg.</translation>
    </message>
    <message>
        <source>%1 cannot be started: %2</source>
        <translation>%1 lässt sich nicht starten: %2</translation>
    </message>
    <message>
        <source>%1 copies about %2 rows</source>
        <translation>%1 kopiert etwa %2 Zeilen</translation>
    </message>
    <message>
        <source>%1 has copied %2 per cent of the rows, and needs about %3 more</source>
        <translation>%1 hat %2 Prozent der Zeilen kopiert und braucht noch etwa %3</translation>
    </message>
    <message>
        <source>The connection has to be encrypted, and that of %1 is not.</source>
        <translation>Die Verbindung muss verschlüsselt sein, und die von %1 ist es nicht.</translation>
    </message>
    <message>
        <source>The session of %1, number %2, still works on the server: wait for its end, then resume or roll the migration back.</source>
        <translation>Die Sitzung von %1, Nummer %2, arbeitet noch auf dem Server: Warten Sie ihr Ende ab, dann setzen Sie die Migration fort oder nehmen Sie sie zurück.</translation>
    </message>
    <message>
        <source>%1 was ended by a signal.</source>
        <translation>%1 wurde durch ein Signal beendet.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 ist fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>Nothing was taken back: %1 would not take %2 any more, and %3 rows hold it. Settle these first.</source>
        <translation>Nichts wurde zurückgenommen: %1 nähme %2 nicht mehr an, und %3 Zeilen halten das. Klären Sie diese zuerst.</translation>
    </message>
    <message>
        <source>Migration %1, or one before it, was changed after going back from it was approved: have that approved again, with relata migrate approve %1 --down.</source>
        <translation>Migration %1 oder eine davor wurde geändert, nachdem der Weg zurück freigegeben war: Lassen Sie ihn erneut freigeben, mit relata migrate approve %1 --down.</translation>
    </message>
    <message>
        <source>Going back from migration %1 is not approved, and this database asks for it: relata migrate approve %1 --down.</source>
        <translation>Der Weg zurück von Migration %1 ist nicht freigegeben, und diese Datenbank verlangt es: relata migrate approve %1 --down.</translation>
    </message>
    <message>
        <source>The connection was lost at a COMMIT of migration %1, and whether it is committed is not known: ask with relata migrate status once the server answers.</source>
        <translation>Die Verbindung ging bei einem COMMIT von Migration %1 verloren, und ob er gilt, ist nicht bekannt: Fragen Sie mit relata migrate status nach, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>The connection was lost at a COMMIT of migration %1. The server says that it is committed: %2 of its %3 statements are done, and no more. Resume it, or roll it back.</source>
        <translation>Die Verbindung ging bei einem COMMIT von Migration %1 verloren. Der Server sagt, dass er gilt: %2 ihrer %3 Anweisungen sind getan, und keine weitere. Setzen Sie sie fort, oder rollen Sie sie zurück.</translation>
    </message>
    <message>
        <source>The connection was lost at a COMMIT of migration %1. The server says that it is not committed: nothing of it was done.</source>
        <translation>Die Verbindung ging bei einem COMMIT von Migration %1 verloren. Der Server sagt, dass er nicht gilt: Nichts von ihr wurde getan.</translation>
    </message>
    <message>
        <source>The connection was lost at a COMMIT of migration %1. The server says that it is not committed: %2 of its %3 statements are done, from before. Resume it, or roll it back.</source>
        <translation>Die Verbindung ging bei einem COMMIT von Migration %1 verloren. Der Server sagt, dass er nicht gilt: %2 ihrer %3 Anweisungen sind von davor getan. Setzen Sie sie fort, oder rollen Sie sie zurück.</translation>
    </message>
    <message>
        <source>%1 of the %2 statements of migration %3 were not rehearsed: their times are guessed, and count %4 times.</source>
        <translation>Von den %2 Anweisungen von Migration %3 wurden nicht geprobt: %1. Ihre Zeiten sind geschätzt und zählen %4-mal.</translation>
    </message>
    <message>
        <source>Rows that what is left of migration %1 would fail on were not looked for: %2</source>
        <translation>Nach Zeilen, an denen der Rest von Migration %1 scheitern würde, wurde nicht gesucht: %2</translation>
    </message>
    <message>
        <source>Nothing was run: %1 is production, and whether rows are in the way of what is left of migration %2 could not be told. %3</source>
        <translation>Nichts lief: %1 ist Produktion, und ob dem Rest von Migration %2 Zeilen im Weg sind, war nicht festzustellen. %3</translation>
    </message>
    <message>
        <source>The connection was lost at a COMMIT. The server was asked for it, and says that all of migration %1 is done: it is committed.</source>
        <translation>Die Verbindung ging bei einem COMMIT verloren. Der Server wurde danach gefragt und sagt, dass Migration %1 ganz getan ist: Er gilt.</translation>
    </message>
    <message>
        <source>Statement %1 of migration %2 was not begun: with its transaction it may take %3, of which some is guessed and counted %5 times, and the run is to be at its end by %4. Rehearse it, or go on when there is more time.</source>
        <translation>Anweisung %1 von Migration %2 wurde nicht begonnen: Mit ihrer Transaktion kann sie %3 dauern, wovon einiges geschätzt ist und %5-mal zählt, und der Lauf soll bis %4 zu Ende sein. Proben Sie sie, oder machen Sie weiter, wenn mehr Zeit ist.</translation>
    </message>
    <message>
        <source>Migration %1 was not begun: nobody knows how long statement %2 takes, and the run is to be at its end by %3. Rehearse it, or let it begin with --allow UNTIMED.</source>
        <translation>Migration %1 wurde nicht begonnen: Niemand weiß, wie lange Anweisung %2 dauert, und der Lauf soll bis %3 zu Ende sein. Proben Sie sie, oder lassen Sie sie mit --allow UNTIMED beginnen.</translation>
    </message>
    <message>
        <source>Nothing was rolled back: migration %1 has taken %2 away, and whether table %3 keeps the rows of it could not be told. Resume the migration, or rename that table and bring its rows back by hand.</source>
        <translation>Nichts wurde zurückgerollt: Migration %1 hat %2 weggenommen, und ob Tabelle %3 die Zeilen davon aufbewahrt, war nicht zu erkennen. Setzen Sie die Migration fort, oder benennen Sie diese Tabelle um und holen Sie ihre Zeilen von Hand zurück.</translation>
    </message>
    <message>
        <source>Nothing was taken back: with %1 goes its partition %2, which holds %3 rows and which no migration knows. Detach it, or say --discard to lose it.</source>
        <translation>Es wurde nichts zurückgenommen: Mit %1 geht ihre Partition %2, die %3 Zeilen enthält und die keine Migration kennt. Lösen Sie sie ab, oder sagen Sie --discard, um sie zu verlieren.</translation>
    </message>
    <message>
        <source>Migration %1 was not taken back: values that are there do not fit what comes back: %2. Settle them first, or take it back with --allow DATA and lose them.</source>
        <translation>Migration %1 wurde nicht zurückgenommen: Vorhandene Werte passen nicht zu dem, was zurückkommt: %2. Sie zuerst bereinigen, oder mit --allow DATA zurücknehmen und sie verlieren.</translation>
    </message>
    <message>
        <source>Migration %1 was edited after it was applied: take the edit back, make a new migration of it, or say with repair --accept %1 that the file is what was applied.</source>
        <translation>Migration %1 wurde nach dem Anwenden bearbeitet: die Änderung zurücknehmen, eine neue Migration daraus machen, oder mit repair --accept %1 sagen, dass die Datei ist, was angewendet wurde.</translation>
    </message>
    <message>
        <source>Migration %1 was being rolled back when that stopped: what its first statements did may be gone. Roll it back again.</source>
        <translation>Migration %1 wurde gerade zurückgerollt, als das stehen blieb: Was ihre ersten Anweisungen bewirkt haben, kann fort sein. Noch einmal zurückrollen.</translation>
    </message>
    <message>
        <source>Nothing was run: two connections to %1 are one session of the server, so that no lock keeps other runs out. A pooler stands between that hands sessions out by transaction: connect to the server itself, or to a pool that keeps sessions.</source>
        <translation>Nichts ist gelaufen: Zwei Verbindungen zu %1 sind eine einzige Sitzung des Servers, sodass keine Sperre andere Läufe fernhält. Dazwischen steht ein Pooler, der Sitzungen je Transaktion vergibt: Verbinden Sie sich mit dem Server selbst oder mit einem Pool, der Sitzungen behält.</translation>
    </message>
    <message>
        <source>Nothing was taken back: columns come back NOT NULL, and rows, as many as stand behind each, have no value for them: %1. Which ones should they get? --fill COLUMN=VALUE for each</source>
        <translation>Nichts wurde zurückgenommen: Spalten kommen als NOT NULL zurück, und so viele Zeilen, wie hinter jeder stehen, haben keinen Wert dafür: %1. Welche sollen sie bekommen? Für jede --fill SPALTE=WERT</translation>
    </message>
    <message>
        <source>Nothing was applied: another run has changed what is applied. Look at its status, and say it again.</source>
        <translation>Nichts wurde angewendet: Ein anderer Lauf hat geändert, was angewendet ist. Den Status ansehen und es noch einmal sagen.</translation>
    </message>
    <message>
        <source>Nothing was taken back: another run has changed what is applied. Look at its status, and say it again.</source>
        <translation>Nichts wurde zurückgenommen: Ein anderer Lauf hat geändert, was angewendet ist. Den Status ansehen und es noch einmal sagen.</translation>
    </message>
    <message>
        <source>Column %1 comes back NOT NULL, and %2 rows have no value for it; to be said: --fill %1=VALUE</source>
        <translation>Spalte %1 kommt als NOT NULL zurück, und %2 Zeilen haben keinen Wert dafür; anzugeben: --fill %1=WERT</translation>
    </message>
    <message>
        <source>%1 rows of %2 would be kept in %3</source>
        <translation>%1 Zeilen von %2 würden in %3 aufgehoben</translation>
    </message>
    <message>
        <source>Statement %1 of migration %2 has come to its end, and %3 rows meet its condition: others wrote them meanwhile, or what it writes meets it still. Look at them: %4</source>
        <translation>Anweisung %1 von Migration %2 ist zu Ende, und %3 Zeilen erfüllen ihre Bedingung: Andere haben sie inzwischen geschrieben, oder was die Anweisung schreibt, erfüllt sie noch. Sehen Sie nach: %4</translation>
    </message>
    <message>
        <source>Migration %1 was not run: %2. Make a migration of that with drift --adopt, put it elsewhere, or run it with --allow DATA and lose what it holds.</source>
        <translation>Migration %1 wurde nicht ausgeführt: %2. Mit drift --adopt eine Migration daraus machen, es anderswo ablegen, oder sie mit --allow DATA ausführen und verlieren, was es enthält.</translation>
    </message>
</context>
<context>
    <name>MigrationCard</name>
    <message>
        <source>Pending</source>
        <translation>Anstehend</translation>
    </message>
    <message>
        <source>Applied %1 by %2</source>
        <translation>Angewendet %1 von %2</translation>
    </message>
    <message>
        <source>Partial, %1 of %2 statements</source>
        <translation>Teilweise, %1 von %2 Anweisungen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Edited after it was applied</source>
        <translation>Nach der Anwendung geändert</translation>
    </message>
    <message>
        <source>Only in the database</source>
        <translation>Nur in der Datenbank</translation>
    </message>
    <message>
        <source>Out of order</source>
        <translation>Außer der Reihe</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>locks: %1</source>
        <translation>sperrt: %1</translation>
    </message>
    <message>
        <source>rewrites a table</source>
        <translation>schreibt eine Tabelle neu</translation>
    </message>
    <message>
        <source>down does not bring every value back</source>
        <translation>der Rückweg bringt nicht jeden Wert zurück</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n Befund</numerusform>
            <numerusform>%n Befunde</numerusform>
        </translation>
    </message>
    <message>
        <source>Applied %1</source>
        <translation>Angewendet %1</translation>
    </message>
    <message>
        <source>at an unknown time</source>
        <translation>zu unbekannter Zeit</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>vor %n Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>am %1</translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s)</source>
        <translation>
            <numerusform>%n Anweisung</numerusform>
            <numerusform>%n Anweisungen</numerusform>
        </translation>
    </message>
    <message>
        <source>reads a whole table</source>
        <translation>liest eine ganze Tabelle</translation>
    </message>
    <message>
        <source>partly outside a transaction</source>
        <translation>teils außerhalb einer Transaktion</translation>
    </message>
    <message>
        <source>does what its text does not tell</source>
        <translation>tut, was ihr Text nicht verrät</translation>
    </message>
    <message>
        <source>no way down</source>
        <translation>kein Rückweg</translation>
    </message>
    <message numerus="yes">
        <source>waits for %n step(s) by hand</source>
        <translation>
            <numerusform>wartet auf %n Schritt von Hand</numerusform>
            <numerusform>wartet auf %n Schritte von Hand</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>runs %n command(s) on this computer</source>
        <translation>
            <numerusform>führt %n Befehl auf diesem Rechner aus</numerusform>
            <numerusform>führt %n Befehle auf diesem Rechner aus</numerusform>
        </translation>
    </message>
    <message>
        <source>approved by %1, %2</source>
        <translation>freigegeben von %1, %2</translation>
    </message>
    <message>
        <source>approval by %1 is void: changed since</source>
        <translation>Freigabe von %1 gilt nicht mehr: seither geändert</translation>
    </message>
    <message>
        <source>not approved</source>
        <translation>nicht freigegeben</translation>
    </message>
    <message>
        <source>Ran %1 by %2</source>
        <translation>Ausgeführt %1 von %2</translation>
    </message>
    <message>
        <source>As the file is now</source>
        <translation>Wie die Datei jetzt ist</translation>
    </message>
    <message>
        <source>Changed since it ran</source>
        <translation>Seit der Ausführung geändert</translation>
    </message>
    <message>
        <source>Migrations were applied or taken back since it ran</source>
        <translation>Seit der Ausführung wurden Migrationen angewandt oder zurückgenommen</translation>
    </message>
    <message>
        <source>Never run here</source>
        <translation>Hier nie ausgeführt</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stehen geblieben</translation>
    </message>
    <message>
        <source>backup: %1</source>
        <translation>Sicherung: %1</translation>
    </message>
    <message>
        <source>no point of no return</source>
        <translation>kein Punkt ohne Wiederkehr</translation>
    </message>
    <message>
        <source>point of no return: statement %1</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>geprüft %1</translation>
    </message>
    <message numerus="yes">
        <source>%n data check(s) failed</source>
        <translation>
            <numerusform>%n Datenprüfung nicht bestanden</numerusform>
            <numerusform>%n Datenprüfungen nicht bestanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>data checks passed, %n note(s)</source>
        <translation>
            <numerusform>Datenprüfungen bestanden, %n Hinweis</numerusform>
            <numerusform>Datenprüfungen bestanden, %n Hinweise</numerusform>
        </translation>
    </message>
    <message>
        <source>data checks passed</source>
        <translation>Datenprüfungen bestanden</translation>
    </message>
</context>
<context>
    <name>MigrationDesk</name>
    <message>
        <source>Plan the unsaved migration</source>
        <translation>Ungesicherte Migration planen</translation>
    </message>
    <message>
        <source>Prove %1 %2</source>
        <translation>%1 %2 beweisen</translation>
    </message>
    <message>
        <source>Migration %1 was not applied: %2</source>
        <translation>Migration %1 wurde nicht angewendet: %2</translation>
    </message>
    <message>
        <source>Apply migrations to %1</source>
        <translation>Migrationen auf %1 anwenden</translation>
    </message>
    <message>
        <source>Migrations applied</source>
        <translation>Migrationen angewendet</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>%1 zurückrollen</translation>
    </message>
    <message>
        <source>Migration %1 rolled back</source>
        <translation>Migration %1 zurückgerollt</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>Migration %1 resumed</source>
        <translation>Migration %1 fortgesetzt</translation>
    </message>
    <message>
        <source>Take back what %1 did</source>
        <translation>Zurücknehmen, was %1 tat</translation>
    </message>
    <message>
        <source>Ask what has been applied</source>
        <translation>Fragen, was angewendet ist</translation>
    </message>
    <message>
        <source>Migrations cannot be applied to this server yet.</source>
        <translation>Migrationen können auf diesen Server noch nicht angewendet werden.</translation>
    </message>
    <message>
        <source>Read what the migrations do</source>
        <translation>Lesen, was die Migrationen tun</translation>
    </message>
    <message>
        <source>Back up %1</source>
        <translation>%1 sichern</translation>
    </message>
    <message>
        <source>Nothing is pending, and nothing was rehearsed</source>
        <translation>Nichts steht aus, und nichts wurde geprobt</translation>
    </message>
    <message>
        <source>Migrations rehearsed on a copy: %1, up in %2</source>
        <translation>Auf einer Kopie geprobte Migrationen: %1, Hinweg in %2</translation>
    </message>
    <message>
        <source>Rehearse migrations on a copy of %1</source>
        <translation>Migrationen auf einer Kopie von %1 proben</translation>
    </message>
    <message>
        <source>Confirm a step</source>
        <translation>Einen Schritt bestätigen</translation>
    </message>
    <message>
        <source>No migration waits for a step on this database.</source>
        <translation>Auf dieser Datenbank wartet keine Migration auf einen Schritt.</translation>
    </message>
    <message>
        <source>Look why a migration stopped</source>
        <translation>Nachsehen, warum eine Migration stehen blieb</translation>
    </message>
    <message>
        <source>No migration has stopped half-way on this database, and there is nothing to look into.</source>
        <translation>Auf dieser Datenbank blieb keine Migration auf halbem Weg stehen, und es gibt nichts zu untersuchen.</translation>
    </message>
    <message>
        <source>Correct what the ledger says</source>
        <translation>Berichtigen, was im Verzeichnis steht</translation>
    </message>
    <message>
        <source>Nothing was changed: the database is not what version %1 leads to any more.</source>
        <translation>Nichts wurde geändert: Die Datenbank ist nicht mehr, wohin Version %1 führt.</translation>
    </message>
    <message>
        <source>The ledger says what is there</source>
        <translation>Im Verzeichnis steht, was da ist</translation>
    </message>
    <message>
        <source>Nothing was changed: migration %1 does not stand half-way any more.</source>
        <translation>Nichts wurde geändert: Migration %1 steht nicht mehr auf halbem Weg.</translation>
    </message>
    <message>
        <source>Write the script up to %1</source>
        <translation>Das Skript bis %1 schreiben</translation>
    </message>
    <message>
        <source>Compare with what %1 leads to</source>
        <translation>Mit dem vergleichen, wohin %1 führt</translation>
    </message>
    <message>
        <source>Say in the ledger that the database stands at %1</source>
        <translation>Im Verzeichnis festhalten, dass die Datenbank bei %1 steht</translation>
    </message>
    <message>
        <source>Nothing was changed: the database or its ledger is not what was looked at any more.</source>
        <translation>Nichts wurde geändert: Die Datenbank oder ihr Verzeichnis ist nicht mehr, was angesehen wurde.</translation>
    </message>
    <message>
        <source>Nothing was rolled back: what was applied last is not migration %1 any more.</source>
        <translation>Nichts wurde zurückgenommen: Zuletzt angewendet ist nicht mehr Migration %1.</translation>
    </message>
    <message>
        <source>What migration %1 loses could not be found out: %2</source>
        <translation>Was Migration %1 verliert, ließ sich nicht herausfinden: %2</translation>
    </message>
    <message>
        <source>Nothing was applied: what is pending is not what was agreed to any more.</source>
        <translation>Es wurde nichts angewendet: was ansteht, ist nicht mehr das, dem zugestimmt wurde.</translation>
    </message>
    <message>
        <source>The run that was planned on %1 did not come to its end: %2</source>
        <translation>Der Lauf, der auf %1 geplant war, kam nicht an sein Ende: %2</translation>
    </message>
    <message>
        <source>Its time has passed by more than ten minutes: this computer slept, or its clock was set.</source>
        <translation>Seine Zeit ist seit mehr als zehn Minuten vorbei: Dieser Rechner hat geschlafen, oder seine Uhr wurde gestellt.</translation>
    </message>
    <message>
        <source>Look over what is to run on %1</source>
        <translation>Durchsehen, was auf %1 laufen soll</translation>
    </message>
    <message>
        <source>Apply migrations to %1, later</source>
        <translation>Migrationen auf %1 anwenden, später</translation>
    </message>
    <message>
        <source>What was planned on %1 is applied</source>
        <translation>Was auf %1 geplant war, ist angewendet</translation>
    </message>
    <message>
        <source>On %1: %2</source>
        <translation>Auf %1: %2</translation>
    </message>
    <message>
        <source>Nothing was confirmed: that step is not waited for any more.</source>
        <translation>Nichts wurde bestätigt: Auf diesen Schritt wird nicht mehr gewartet.</translation>
    </message>
    <message>
        <source>Nothing was applied: %1 is not what the window shows any more. Open the project again to see it.</source>
        <translation>Nichts wurde angewandt: %1 ist nicht mehr, was das Fenster zeigt. Öffnen Sie das Projekt neu, um es zu sehen.</translation>
    </message>
    <message>
        <source>Nothing was planned. One run can wait at a time, and the one on %1 does: stop that first.</source>
        <translation>Nichts wurde geplant. Ein Lauf kann zur Zeit warten, und der auf %1 wartet: Beenden Sie erst den.</translation>
    </message>
    <message>
        <source>Compare the ledger with the files</source>
        <translation>Das Verzeichnis mit den Dateien vergleichen</translation>
    </message>
    <message>
        <source>Correct the ledger</source>
        <translation>Das Verzeichnis berichtigen</translation>
    </message>
    <message>
        <source>The ledger agrees with what was ticked</source>
        <translation>Das Verzeichnis stimmt mit dem Angekreuzten überein</translation>
    </message>
    <message>
        <source>Look which step is waited for</source>
        <translation>Nachsehen, auf welchen Schritt gewartet wird</translation>
    </message>
    <message>
        <source>Data checks for migration %1: %2 failed</source>
        <translation>Datenprüfungen für Migration %1: %2 nicht bestanden</translation>
    </message>
    <message>
        <source>Data checks for migration %1: all passed</source>
        <translation>Datenprüfungen für Migration %1: alle bestanden</translation>
    </message>
    <message>
        <source>Check the data of %1 for migration %2</source>
        <translation>Daten von %1 für Migration %2 prüfen</translation>
    </message>
</context>
<context>
    <name>MigrationFile</name>
    <message>
        <source>A migration&apos;s file name begins with its number: 001_initial_schema.sql.</source>
        <translation>Der Dateiname einer Migration beginnt mit ihrer Nummer: 001_initial_schema.sql.</translation>
    </message>
    <message>
        <source>&quot;relata:%1&quot; is no directive.</source>
        <translation>„relata:%1“ ist keine Anweisung von Relata.</translation>
    </message>
    <message>
        <source>This section stands twice or in the wrong order: up comes first, then down.</source>
        <translation>Dieser Abschnitt steht zweimal oder in falscher Reihenfolge da: erst up, dann down.</translation>
    </message>
    <message>
        <source>The down section has no up section before it.</source>
        <translation>Vor dem Abschnitt down fehlt der Abschnitt up.</translation>
    </message>
    <message>
        <source>The file has a header of Relata&apos;s, but no up section.</source>
        <translation>Die Datei hat einen Kopf von Relata, aber keinen Abschnitt „up“.</translation>
    </message>
    <message>
        <source>A merge conflict is left here: settle it first.</source>
        <translation>Hier steht noch ein Merge-Konflikt: zuerst lösen.</translation>
    </message>
    <message>
        <source>&quot;relata:backfill %1&quot; cannot be read. It is written as &quot;by id rows 5000 pause 100ms batch 500ms&quot;, and each part may be left out.</source>
        <translation>„relata:backfill %1“ ist nicht lesbar. Geschrieben wird es als „by id rows 5000 pause 100ms batch 500ms“; jeder Teil darf fehlen.</translation>
    </message>
    <message>
        <source>&quot;relata:run&quot; names the command that is to be run.</source>
        <translation>„relata:run“ nennt den Befehl, der ausgeführt werden soll.</translation>
    </message>
    <message>
        <source>&quot;relata:manual&quot; says what somebody is to do.</source>
        <translation>„relata:manual“ sagt, was jemand tun soll.</translation>
    </message>
    <message>
        <source>This step stands above no statement, so that nothing would wait for it.</source>
        <translation>Dieser Schritt steht über keiner Anweisung, sodass nichts auf ihn warten würde.</translation>
    </message>
    <message>
        <source>&quot;relata:%1&quot; is no directive of a migration in Python.</source>
        <translation>„relata:%1“ ist keine Angabe für eine Migration in Python.</translation>
    </message>
    <message>
        <source>&quot;relata:%1&quot; says what is to be done.</source>
        <translation>„relata:%1“ sagt, was zu tun ist.</translation>
    </message>
    <message>
        <source>In Python, directives stand in the comments that the file begins with.</source>
        <translation>In Python stehen die Angaben in den Kommentaren, mit denen die Datei beginnt.</translation>
    </message>
    <message>
        <source>A migration in Python has a function up(cursor).</source>
        <translation>Eine Migration in Python hat eine Funktion up(cursor).</translation>
    </message>
    <message>
        <source>A migration&apos;s file name begins with its number: 007_fill_names.py.</source>
        <translation>Der Dateiname einer Migration beginnt mit ihrer Nummer: 007_fill_names.py.</translation>
    </message>
    <message>
        <source>&quot;relata:%1&quot; stands above the statement that it is meant for.</source>
        <translation>„relata:%1“ steht über der Anweisung, für die es gilt.</translation>
    </message>
    <message>
        <source>&quot;relata:%1&quot; is one line of a migration&apos;s header and cannot hold a line break, which is in a name or a text here: %2</source>
        <translation>„relata:%1“ ist eine Zeile im Kopf einer Migration und kann keinen Zeilenumbruch enthalten, der hier in einem Namen oder Text steht: %2</translation>
    </message>
    <message>
        <source>&quot;relata:%1&quot; is not for what runs again and again.</source>
        <translation>„relata:%1“ ist nichts für das, was immer wieder läuft.</translation>
    </message>
    <message>
        <source>What runs again and again has no way down.</source>
        <translation>Was immer wieder läuft, hat keinen Rückweg.</translation>
    </message>
    <message>
        <source>The name of what runs again has between 1 and 60 characters, and does not begin with a number.</source>
        <translation>Der Name dessen, was wieder läuft, hat zwischen 1 und 60 Zeichen und beginnt nicht mit einer Ziffer.</translation>
    </message>
    <message>
        <source>&quot;relata:copy %1&quot; cannot be read. It is written as &quot;with pt-online-schema-change rows 5000 pause 100ms batch 500ms&quot;, and each part may be left out.</source>
        <translation>„relata:copy %1“ ist nicht lesbar. Geschrieben wird es als „with pt-online-schema-change rows 5000 pause 100ms batch 500ms“; jeder Teil darf fehlen.</translation>
    </message>
    <message>
        <source>&quot;-- relata:%1&quot; has to begin its line.</source>
        <translation>„-- relata:%1“ muss am Anfang seiner Zeile stehen.</translation>
    </message>
</context>
<context>
    <name>MigrationScript</name>
    <message>
        <source>Migration %1 has no way down.</source>
        <translation>Migration %1 hat keinen Rückweg.</translation>
    </message>
    <message>
        <source>Scripts for %1 cannot be made yet.</source>
        <translation>Skripte für %1 lassen sich noch nicht erstellen.</translation>
    </message>
    <message>
        <source>What a script for %1 sets depends on the server: name the database with --target.</source>
        <translation>Was ein Skript für %1 setzt, hängt vom Server ab: Nennen Sie die Datenbank mit --target.</translation>
    </message>
    <message>
        <source>Migration %1 is a program in Python, which no client of a database runs: make the scripts of what is before and behind it, and run it with relata migrate up.</source>
        <translation>Migration %1 ist ein Programm in Python, das kein Client einer Datenbank ausführt: Machen Sie Skripte aus dem, was davor und dahinter steht, und führen Sie sie mit relata migrate up aus.</translation>
    </message>
</context>
<context>
    <name>MySql</name>
    <message>
        <source>The connection names no database: add one behind the address.</source>
        <translation>Die Verbindung nennt keine Datenbank: Fügen Sie eine hinter der Adresse an.</translation>
    </message>
    <message>
        <source>Reading the catalogue of %1</source>
        <translation>Katalog von %1 lesen</translation>
    </message>
    <message>
        <source>No host of the name %1 is known.</source>
        <translation>Ein Rechner namens %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The encrypted connection to %1 could not be made.</source>
        <translation>Die verschlüsselte Verbindung zu %1 kam nicht zustande.</translation>
    </message>
    <message>
        <source>The server at %1 does not accept this user or password.</source>
        <translation>Der Server auf %1 lehnt Benutzer oder Passwort ab.</translation>
    </message>
    <message>
        <source>The password for the server at %1 has expired.</source>
        <translation>Das Passwort für den Server auf %1 ist abgelaufen.</translation>
    </message>
    <message>
        <source>This user may not use the database %2 on %1.</source>
        <translation>Dieser Benutzer darf die Datenbank %2 auf %1 nicht benutzen.</translation>
    </message>
    <message>
        <source>There is no database %2 on %1.</source>
        <translation>Auf %1 gibt es keine Datenbank %2.</translation>
    </message>
    <message>
        <source>The server at %1 has no connection left.</source>
        <translation>Der Server auf %1 hat keine Verbindung mehr frei.</translation>
    </message>
    <message>
        <source>The server at %1 has blocked this machine after too many failed attempts.</source>
        <translation>Der Server an %1 hat diesen Rechner nach zu vielen Fehlversuchen gesperrt.</translation>
    </message>
    <message>
        <source>The server at %1 does not let this machine connect.</source>
        <translation>Der Server an %1 lässt diesen Rechner nicht herein.</translation>
    </message>
    <message>
        <source>The server at %1 asks for a way of signing in that this client lacks.</source>
        <translation>Der Server an %1 verlangt eine Anmeldung, die dieses Programm nicht kann.</translation>
    </message>
    <message>
        <source>Nothing listens at %1.</source>
        <translation>Auf %1 antwortet kein Server.</translation>
    </message>
    <message>
        <source>The server at %1 did not answer in time.</source>
        <translation>Der Server auf %1 antwortete nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>The server at %1 could not be reached.</source>
        <translation>Der Server auf %1 war nicht erreichbar.</translation>
    </message>
    <message>
        <source>The server at %1 refused the connection.</source>
        <translation>Der Server auf %1 hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>The server at %1 offers no encrypted connection.</source>
        <translation>Der Server auf %1 bietet keine verschlüsselte Verbindung an.</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>Die Verbindung zum Server ist abgebrochen.</translation>
    </message>
    <message>
        <source>The statement was cancelled.</source>
        <translation>Die Anweisung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The server refused the statement: %1</source>
        <translation>Der Server hat die Anweisung abgelehnt: %1</translation>
    </message>
    <message>
        <source>Somebody else holds a lock that the statement needs.</source>
        <translation>Jemand anderes hält eine Sperre, die die Anweisung braucht.</translation>
    </message>
    <message>
        <source>The server&apos;s answer is not a plan that can be read.</source>
        <translation>Die Antwort des Servers ist kein Plan, der sich lesen lässt.</translation>
    </message>
    <message>
        <source>No server can be started for trying things out: install the package mariadb-server, or grant the right to create databases named _relata_scratch_…</source>
        <translation>Zum Ausprobieren lässt sich kein Server starten: Installieren Sie das Paket mariadb-server, oder erlauben Sie, Datenbanken namens _relata_scratch_… anzulegen</translation>
    </message>
    <message>
        <source>The data of a server for trying things out could not be made.</source>
        <translation>Die Daten eines Servers zum Ausprobieren ließen sich nicht anlegen.</translation>
    </message>
    <message>
        <source>A server for trying things out could not be started.</source>
        <translation>Ein Server zum Ausprobieren ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>A server for trying things out did not come up.</source>
        <translation>Ein Server zum Ausprobieren kam nicht hoch.</translation>
    </message>
    <message>
        <source>This user may not create a database for trying things out: GRANT ALL ON `\_relata\_scratch\_%`.* would allow it.</source>
        <translation>Dieser Benutzer darf keine Datenbank zum Ausprobieren anlegen: GRANT ALL ON `\_relata\_scratch\_%`.* würde es erlauben.</translation>
    </message>
    <message>
        <source>database %1 beside %2</source>
        <translation>Datenbank %1 neben %2</translation>
    </message>
    <message>
        <source>database %1 on a private MariaDB server</source>
        <translation>Datenbank %1 auf einem eigenen MariaDB-Server</translation>
    </message>
    <message>
        <source>This server runs no such statement under a condition: %1 Make the script without --idempotent.</source>
        <translation>Dieser Server führt eine solche Anweisung nicht unter einer Bedingung aus: %1 Erstellen Sie das Skript ohne --idempotent.</translation>
    </message>
    <message>
        <source>Nothing here writes backups of this server: install mariadb-dump or mysqldump (package %1).</source>
        <translation>Nichts hier schreibt Sicherungen dieses Servers: installieren Sie mariadb-dump oder mysqldump (Paket %1).</translation>
    </message>
    <message>
        <source>MariaDB&apos;s mysqldump, which is the one here, does not read MySQL %1: put MySQL&apos;s own before it in PATH.</source>
        <translation>Das mysqldump von MariaDB, das hier liegt, liest MySQL %1 nicht: stellen Sie das von MySQL in PATH davor.</translation>
    </message>
    <message>
        <source>An account or role that the statement names does not exist on this server, and granting makes none: %1</source>
        <translation>Ein Konto oder eine Rolle, die die Anweisung nennt, gibt es auf diesem Server nicht, und GRANT legt keine an: %1</translation>
    </message>
</context>
<context>
    <name>Mysql</name>
    <message>
        <source>The transactions and statements of other users are hidden from this user; a grant of PROCESS on *.* would show them.</source>
        <translation>Transaktionen und Anweisungen anderer Benutzer sind diesem Benutzer verborgen; das Recht PROCESS auf *.* würde sie zeigen.</translation>
    </message>
    <message>
        <source>The connection sets %1, which Python&apos;s drivers cannot be told.</source>
        <translation>Die Verbindung setzt %1, was man Pythons Treibern nicht sagen kann.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>User, password or place of the connection hold a line break, which %1 cannot be told.</source>
        <translation>Benutzer, Passwort oder Ort der Verbindung enthalten einen Zeilenumbruch, den man %1 nicht sagen kann.</translation>
    </message>
    <message>
        <source>%1 is not installed on this computer, or not in PATH: install percona-toolkit, or write &quot;-- relata:copy&quot; without it, for a copy of Relata&apos;s own.</source>
        <translation>%1 ist auf diesem Rechner nicht installiert oder nicht im PATH: Installieren Sie percona-toolkit, oder schreiben Sie „-- relata:copy“ ohne es, für eine Kopie durch Relata selbst.</translation>
    </message>
    <message>
        <source>%1 does not say that it is of version %2 or later, but &quot;%3&quot;: install another, or write &quot;-- relata:copy&quot; without it, for a copy of Relata&apos;s own.</source>
        <translation>%1 sagt nicht, dass es Version %2 oder neuer ist, sondern „%3“: Installieren Sie ein anderes, oder schreiben Sie „-- relata:copy“ ohne es, für eine Kopie durch Relata selbst.</translation>
    </message>
    <message>
        <source>%1 is not told names with other characters than letters, digits, _, $ and -: %2. Write &quot;-- relata:copy&quot; without it.</source>
        <translation>%1 werden keine Namen mit anderen Zeichen als Buchstaben, Ziffern, _, $ und - genannt: %2. Schreiben Sie „-- relata:copy“ ohne es.</translation>
    </message>
    <message>
        <source>%1 has constraints with names, which %2 would rename. Write &quot;-- relata:copy&quot; without it.</source>
        <translation>%1 hat Bedingungen mit Namen, die %2 umbenennen würde. Schreiben Sie „-- relata:copy“ ohne es.</translation>
    </message>
    <message>
        <source>%1 has the computed column %2, with which %3 is not trusted. Write &quot;-- relata:copy&quot; without it.</source>
        <translation>%1 hat die berechnete Spalte %2, bei der %3 nicht vertraut wird. Schreiben Sie „-- relata:copy“ ohne es.</translation>
    </message>
</context>
<context>
    <name>NewMigration</name>
    <message>
        <source>The design is what the migrations lead to: there is nothing to save.</source>
        <translation>Der Entwurf ist, wohin die Migrationen führen: Es gibt nichts zu sichern.</translation>
    </message>
    <message>
        <source>Nothing is chosen: check at least one change to save.</source>
        <translation>Nichts ist gewählt: Haken Sie mindestens eine Änderung zum Sichern an.</translation>
    </message>
</context>
<context>
    <name>NoReturn</name>
    <message>
        <source>Only a backup that is taken before brings that back.</source>
        <translation>Nur eine Sicherung von davor bringt das zurück.</translation>
    </message>
    <message>
        <source>Only a backup that is taken before brings that back; a migration that Relata writes without --discard keeps it.</source>
        <translation>Nur eine Sicherung von davor bringt das zurück; eine Migration, die Relata ohne --discard schreibt, hebt es auf.</translation>
    </message>
    <message>
        <source>A backup that is taken before brings that back, or a copy of these rows that the migration makes first.</source>
        <translation>Das bringt eine Sicherung von davor zurück, oder eine Kopie dieser Zeilen, die die Migration vorher macht.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) drops table %3 with its rows.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) löscht die Tabelle %3 mit ihren Zeilen.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) drops column %3 with its values.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) löscht die Spalte %3 mit ihren Werten.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) drops the rows that were kept in %3.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) löscht die Zeilen, die in %3 aufgehoben waren.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) makes table %3 anew, and whether every value comes along is not told.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) macht die Tabelle %3 neu, und ob jeder Wert mitkommt, ist nicht zu erkennen.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) gives %3 another type, which may change values without a word.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) gibt %3 einen anderen Typ, was Werte wortlos ändern kann.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) gives a column of %3 another type, and whether every value survives that is not told.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) gibt einer Spalte von %3 einen anderen Typ, und ob jeder Wert das übersteht, ist nicht zu erkennen.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) changes rows of %3, and what they held is not kept.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) ändert Zeilen von %3, und was sie enthielten, wird nicht aufgehoben.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) adds rows to %3, and nothing tells them from others afterwards.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) fügt %3 Zeilen hinzu, die danach nicht von anderen zu unterscheiden sind.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) does what its text does not tell.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) tut, was ihr Text nicht sagt.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) drops %3 with all it holds.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) löscht %3 mit allem darin.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) makes %3 anew without some of its columns, whose values go.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) macht %3 ohne einige der Spalten neu, deren Werte verloren gehen.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) drops the history of %3.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) löscht die Geschichte von %3.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) drops sequence %3 with the number it stands at.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) löscht die Sequenz %3 mit der Zahl, bei der sie steht.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 is a program in Python, and what it does is not known before it runs.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 ist ein Programm in Python, und was es tut, ist nicht bekannt, bevor es läuft.</translation>
    </message>
    <message>
        <source>A backup that is taken before brings all of it back.</source>
        <translation>Eine Sicherung von davor bringt alles zurück.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2), for there is no way down.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2), denn es gibt keinen Weg zurück.</translation>
    </message>
    <message>
        <source>A run that stops can be rolled back; from its end only a backup leads back.</source>
        <translation>Ein Lauf, der stehen bleibt, lässt sich zurückrollen; von seinem Ende führt nur eine Sicherung zurück.</translation>
    </message>
    <message>
        <source>No point of no return: going back is exact from every statement.</source>
        <translation>Kein Punkt ohne Wiederkehr: Von jeder Anweisung führt der Weg genau zurück.</translation>
    </message>
    <message>
        <source>Until its transaction ends behind statement %1, all of it still goes back.</source>
        <translation>Bis ihre Transaktion hinter Anweisung %1 endet, geht noch alles zurück.</translation>
    </message>
    <message>
        <source>Rows that go are kept in %1, until that is purged.</source>
        <translation>Zeilen, die gehen, sind in %1 aufgehoben, bis das gelöscht wird.</translation>
    </message>
    <message>
        <source>Told by the text alone: the schema before and after it was not looked at.</source>
        <translation>Nur nach dem Text: Das Schema davor und danach wurde nicht angesehen.</translation>
    </message>
    <message>
        <source>Point of no return: statement %1 (%2) gives %3 other parts, and deletes rows that find no place in them without a word.</source>
        <translation>Punkt ohne Wiederkehr: Anweisung %1 (%2) gibt %3 andere Partitionen und löscht Zeilen, die darin keinen Platz finden, ohne ein Wort.</translation>
    </message>
</context>
<context>
    <name>PageStore</name>
    <message>
        <source>Rows that do not fit into memory cannot be kept in %1: %2</source>
        <translation>Zeilen, die nicht in den Speicher passen, können nicht in %1 gehalten werden: %2</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>Changes in phases are not offered for %1.</source>
        <translation>Änderungen in Phasen gibt es für %1 nicht.</translation>
    </message>
    <message>
        <source>There is no table %1.</source>
        <translation>Es gibt keine Tabelle %1.</translation>
    </message>
    <message>
        <source>Table %1 is partitioned, or shares columns with others by inheritance.</source>
        <translation>Tabelle %1 ist partitioniert oder teilt Spalten durch Vererbung mit anderen.</translation>
    </message>
    <message>
        <source>Table %1 has a column %2 already.</source>
        <translation>Tabelle %1 hat schon eine Spalte %2.</translation>
    </message>
    <message>
        <source>Table %1 has no column %2.</source>
        <translation>Tabelle %1 hat keine Spalte %2.</translation>
    </message>
    <message>
        <source>The server makes the values of %1 itself.</source>
        <translation>Die Werte von %1 macht der Server selbst.</translation>
    </message>
    <message>
        <source>Column %1 cannot be kept equal to another: %2.</source>
        <translation>Spalte %1 kann nicht mit einer anderen gleich gehalten werden: %2.</translation>
    </message>
    <message>
        <source>The default of %1 is another value each time, and the column takes NULL: nobody could tell a NULL that new code writes from a value that it left out.</source>
        <translation>Die Vorgabe von %1 ist jedes Mal ein anderer Wert, und die Spalte nimmt NULL: Niemand könnte ein NULL, das neuer Code schreibt, von einem ausgelassenen Wert unterscheiden.</translation>
    </message>
    <message>
        <source>Column %1 is part of the primary key, which is not changed in phases.</source>
        <translation>Spalte %1 gehört zum Primärschlüssel, der nicht in Phasen geändert wird.</translation>
    </message>
    <message>
        <source>%1 %2 is in the way: it uses column %3. Drop or change it first.</source>
        <translation>%1 %2 steht im Weg: verwendet die Spalte %3. Löschen oder ändern Sie das zuerst.</translation>
    </message>
    <message>
        <source>trigger %1 is in the way: it speaks of column %2. Drop or change it first.</source>
        <translation>Trigger %1 steht im Weg: spricht von der Spalte %2. Löschen oder ändern Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>%1 is not there any more: %2 cannot go on.</source>
        <translation>%1 ist nicht mehr da: %2 kann nicht weitergehen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a plain expression over the row&apos;s own columns.</source>
        <translation>„%1“ ist kein einfacher Ausdruck über die eigenen Spalten der Zeile.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names %2, which is none of the columns it is made of.</source>
        <translation>„%1“ nennt %2, woraus es nicht gemacht wird.</translation>
    </message>
    <message>
        <source>How %1 is made of the other columns is not known: say it.</source>
        <translation>Wie %1 aus den anderen Spalten entsteht, ist nicht bekannt: Sagen Sie es.</translation>
    </message>
    <message>
        <source>Table %1 has no key by which its rows could be filled in batches.</source>
        <translation>Tabelle %1 hat keinen Schlüssel, nach dem ihre Zeilen in Portionen aufgefüllt werden könnten.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no type.</source>
        <translation>„%1“ ist kein Typ.</translation>
    </message>
    <message>
        <source>The default of %1 would have to change with the type: drop it first.</source>
        <translation>Die Vorgabe von %1 müsste sich mit dem Typ ändern: Löschen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>%1 is in the way: drop or change it first.</source>
        <translation>%1 steht im Weg: Löschen oder ändern Sie es zuerst.</translation>
    </message>
    <message>
        <source>The triggers of %1 are not what its file says: it cannot go on.</source>
        <translation>Die Trigger von %1 sind nicht, was die Datei sagt: Es kann nicht weitergehen.</translation>
    </message>
    <message>
        <source>%1 stands on the old column and has no counterpart on the new one.</source>
        <translation>%1 steht auf der alten Spalte und hat kein Gegenstück auf der neuen.</translation>
    </message>
    <message>
        <source>%1: abandon</source>
        <translation>%1: aufgeben</translation>
    </message>
    <message>
        <source>Nothing was saved. %1. %2</source>
        <translation>Nichts wurde gesichert. %1. %2</translation>
    </message>
    <message>
        <source>Change in phases</source>
        <translation>In Phasen ändern</translation>
    </message>
    <message>
        <source>The design has changes that no migration holds. Save them as one, or take them back.</source>
        <translation>Der Entwurf hat Änderungen, die in keiner Migration stehen. Sichern Sie sie als Migration, oder nehmen Sie sie zurück.</translation>
    </message>
    <message>
        <source>All phases of %1 are made.</source>
        <translation>Alle Phasen von %1 sind gemacht.</translation>
    </message>
    <message>
        <source>Table %1 cannot get triggers: %2.</source>
        <translation>Tabelle %1 kann keine Trigger bekommen: %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has a line break within a text: write the character by its code instead.</source>
        <translation>„%1“ hat einen Zeilenumbruch in einem Text: schreiben Sie das Zeichen stattdessen durch seinen Code.</translation>
    </message>
    <message>
        <source>Plan and prove: %1</source>
        <translation>Planen und beweisen: %1</translation>
    </message>
    <message>
        <source>Nothing was saved: the design or the change is not what it was planned with.</source>
        <translation>Nichts wurde gesichert: Der Entwurf oder die Änderung ist nicht mehr, womit geplant wurde.</translation>
    </message>
    <message>
        <source>Nothing was saved: the migrations do not lead any more to where the phase begins.</source>
        <translation>Nichts wurde gesichert: Die Migrationen führen nicht mehr dahin, wo die Phase beginnt.</translation>
    </message>
    <message>
        <source>Migration %1 is saved, and proved: %2</source>
        <translation>Migration %1 ist gesichert und bewiesen: %2</translation>
    </message>
</context>
<context>
    <name>Planner</name>
    <message>
        <source>%1 is on one of the two sides a %2 that Relata does not manage: change it by hand first.</source>
        <translation>%1 ist auf einer der beiden Seiten ein Objekt (%2), das Relata nicht verwaltet: Ändern Sie es zuerst von Hand.</translation>
    </message>
    <message>
        <source>The %1 %2 depends on %3 and is not managed by Relata: change it by hand first, or leave %3 as it is.</source>
        <translation>%1 %2 hängt von %3 ab und wird von Relata nicht verwaltet: Ändern Sie es zuerst von Hand, oder lassen Sie %3, wie es ist.</translation>
    </message>
    <message>
        <source>%1 cannot be changed so without being created anew, which would lose its rows.</source>
        <translation>%1 kann so nicht geändert werden, ohne neu angelegt zu werden, und verlöre dabei seine Zeilen.</translation>
    </message>
    <message>
        <source>These changes wait for each other: %1. Save them as two migrations.</source>
        <translation>Diese Änderungen warten aufeinander: %1. Sichern Sie sie als zwei Migrationen.</translation>
    </message>
    <message>
        <source>The %2 %1 names something that is no longer there: change or drop it too.</source>
        <translation>%2 %1 verweist auf etwas, das es nicht mehr gibt: Ändern oder löschen Sie es ebenfalls.</translation>
    </message>
    <message>
        <source>%1 cannot lose or reorder values: %2.</source>
        <translation>%1 kann keine Werte verlieren oder umordnen: %2.</translation>
    </message>
</context>
<context>
    <name>Postgresql</name>
    <message>
        <source>Reading the catalogue</source>
        <translation>Katalog lesen</translation>
    </message>
    <message>
        <source>COPY to or from the client is not for a query: use the import and export.</source>
        <translation>COPY vom oder zum Programm ist nichts für eine Abfrage: Verwenden Sie Import und Export.</translation>
    </message>
    <message>
        <source>PostgreSQL has no room for the character NUL in a text.</source>
        <translation>PostgreSQL hat in einem Text keinen Platz für das Zeichen NUL.</translation>
    </message>
    <message>
        <source>The server at %1 refused to let user &quot;%2&quot; in: check name and password.</source>
        <translation>Der Server auf %1 lässt den Benutzer „%2“ nicht ein: Prüfen Sie Namen und Passwort.</translation>
    </message>
    <message>
        <source>There is no database &quot;%2&quot; on the server at %1.</source>
        <translation>Auf dem Server %1 gibt es keine Datenbank „%2“.</translation>
    </message>
    <message>
        <source>The server at %1 has no connection left to give.</source>
        <translation>Der Server auf %1 hat keine Verbindung mehr frei.</translation>
    </message>
    <message>
        <source>The server at %1 refused the connection.</source>
        <translation>Der Server auf %1 hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>No host is known as &quot;%1&quot;.</source>
        <translation>Ein Rechner „%1“ ist nicht bekannt.</translation>
    </message>
    <message>
        <source>No PostgreSQL server listens at %1.</source>
        <translation>Auf %1 antwortet kein PostgreSQL-Server.</translation>
    </message>
    <message>
        <source>The server at %1 cannot be reached.</source>
        <translation>Der Server auf %1 ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The server refused the statement: %1.</source>
        <translation>Der Server hat die Anweisung abgelehnt: %1.</translation>
    </message>
    <message>
        <source>The connection to the server is lost; what it was doing may or may not have happened.</source>
        <translation>Die Verbindung zum Server ist verloren; was er gerade tat, ist vielleicht geschehen, vielleicht nicht.</translation>
    </message>
    <message>
        <source>Stopped on request.</source>
        <translation>Auf Wunsch angehalten.</translation>
    </message>
    <message>
        <source>The server at %1 asks for a password of user &quot;%2&quot;.</source>
        <translation>Der Server auf %1 verlangt ein Passwort des Benutzers „%2“.</translation>
    </message>
    <message>
        <source>No encrypted connection to %1 could be made as sslmode asks.</source>
        <translation>Eine verschlüsselte Verbindung zu %1, wie sslmode sie verlangt, kam nicht zustande.</translation>
    </message>
    <message>
        <source>The server at %1 did not answer within %2 seconds.</source>
        <translation>Der Server auf %1 antwortete nicht innerhalb von %2 Sekunden.</translation>
    </message>
    <message>
        <source>This is not a plan as EXPLAIN (FORMAT JSON) writes it.</source>
        <translation>Das ist kein Plan, wie EXPLAIN (FORMAT JSON) ihn schreibt.</translation>
    </message>
    <message>
        <source>A folder for a private server cannot be made.</source>
        <translation>Ein Ordner für einen eigenen Server lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>A private server cannot be set up.</source>
        <translation>Ein eigener Server lässt sich nicht einrichten.</translation>
    </message>
    <message>
        <source>A private server does not start.</source>
        <translation>Ein eigener Server startet nicht.</translation>
    </message>
    <message>
        <source>No scratch database can be had: grant CREATEDB to the role, or install a PostgreSQL server (package postgresql).</source>
        <translation>Es gibt keine Datenbank zum Ausprobieren: Geben Sie der Rolle CREATEDB, oder installieren Sie einen PostgreSQL-Server (Paket postgresql).</translation>
    </message>
    <message>
        <source>on a private server of PostgreSQL %1</source>
        <translation>auf einem eigenen Server mit PostgreSQL %1</translation>
    </message>
    <message>
        <source>in database %1 beside %2</source>
        <translation>in Datenbank %1 neben %2</translation>
    </message>
    <message>
        <source>Nothing here writes backups of PostgreSQL %1: install pg_dump and pg_restore of that version or a later one (package postgresql-client-%1).</source>
        <translation>Nichts hier schreibt Sicherungen von PostgreSQL %1: installieren Sie pg_dump und pg_restore dieser oder einer späteren Version (Paket postgresql-client-%1).</translation>
    </message>
    <message>
        <source>What %1 sessions of other users do in this database is hidden from this user; a grant of pg_read_all_stats, or of pg_monitor, would show it.</source>
        <translation>Was %1 Sitzungen anderer Benutzer in dieser Datenbank tun, ist diesem Benutzer verborgen; die Rolle pg_read_all_stats oder pg_monitor würde es zeigen.</translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>%1 is no project: it has no relata.json.</source>
        <translation>%1 ist kein Projekt: Es hat keine relata.json.</translation>
    </message>
    <message>
        <source>%1 holds a project already.</source>
        <translation>%1 enthält schon ein Projekt.</translation>
    </message>
    <message>
        <source>This is not a list of files that Relata left unfinished: remove it, and look at what the project holds.</source>
        <translation>Das ist keine Liste von Dateien, die Relata unfertig gelassen hat: Entfernen Sie sie und sehen Sie nach, was im Projekt steht.</translation>
    </message>
    <message>
        <source>Recover unsaved changes</source>
        <translation>Ungesicherte Änderungen wiederherstellen</translation>
    </message>
    <message>
        <source>The project has no connection named &quot;%1&quot;.</source>
        <translation>Das Projekt hat keine Verbindung namens „%1“.</translation>
    </message>
    <message>
        <source>Take what another program has written</source>
        <translation>Übernehmen, was ein anderes Programm geschrieben hat</translation>
    </message>
    <message>
        <source>Look at the project&apos;s files</source>
        <translation>Die Dateien des Projekts ansehen</translation>
    </message>
    <message>
        <source>Nothing was saved: another program has changed the migrations since they were read (%1). Save the project: then they are read again.</source>
        <translation>Nichts wurde gespeichert: Ein anderes Programm hat die Migrationen geändert, seit sie gelesen wurden (%1). Das Projekt speichern: Dann werden sie neu gelesen.</translation>
    </message>
</context>
<context>
    <name>ProjectConfig</name>
    <message>
        <source>Connection &quot;%1&quot;: %2</source>
        <translation>Verbindung „%1“: %2</translation>
    </message>
    <message>
        <source>A merge conflict is left here: settle it first.</source>
        <translation>Hier steht noch ein Merge-Konflikt: zuerst lösen.</translation>
    </message>
    <message>
        <source>This is not valid JSON: %1.</source>
        <translation>Das ist kein gültiges JSON: %1.</translation>
    </message>
    <message>
        <source>The member &quot;engine&quot; is missing: sqlite, postgresql, mariadb or mysql.</source>
        <translation>Der Eintrag „engine“ fehlt: sqlite, postgresql, mariadb oder mysql.</translation>
    </message>
    <message>
        <source>The member &quot;numbering&quot; is &quot;sequence&quot; or &quot;timestamp&quot;.</source>
        <translation>Der Eintrag „numbering“ ist „sequence“ oder „timestamp“.</translation>
    </message>
    <message>
        <source>Connection &quot;%1&quot;: &quot;replicas&quot; is a list of names and URLs, for servers of MySQL&apos;s and MariaDB&apos;s alone; PostgreSQL tells of its replicas by itself.</source>
        <translation>Verbindung „%1“: „replicas“ ist eine Liste von Namen und URLs, nur für Server von MySQL und MariaDB; PostgreSQL nennt seine Repliken selbst.</translation>
    </message>
    <message>
        <source>The replica &quot;%1&quot; of &quot;%2&quot; is no server of MySQL&apos;s or MariaDB&apos;s.</source>
        <translation>Die Replik „%1“ von „%2“ ist kein Server von MySQL oder MariaDB.</translation>
    </message>
    <message>
        <source>Is &quot;%1&quot; meant?</source>
        <translation>Ist „%1“ gemeint?</translation>
    </message>
    <message>
        <source>The member &quot;%1&quot; is none that this version of Relata knows: it is kept, and nothing heeds it.</source>
        <translation>Den Eintrag „%1“ kennt diese Version von Relata nicht: Er bleibt stehen, und nichts beachtet ihn.</translation>
    </message>
    <message>
        <source>The member &quot;%1&quot; of the connection &quot;%2&quot; is none that this version of Relata knows: it is kept, and nothing heeds it.</source>
        <translation>Den Eintrag „%1“ der Verbindung „%2“ kennt diese Version von Relata nicht: Er bleibt stehen, und nichts beachtet ihn.</translation>
    </message>
    <message>
        <source>The member &quot;%1&quot; names &quot;%2&quot;, which is no connection of the project.</source>
        <translation>Der Eintrag „%1“ nennt „%2“, und das ist keine Verbindung des Projekts.</translation>
    </message>
    <message>
        <source>The scratch connection &quot;%1&quot; is labelled production, where no scratch databases are made.</source>
        <translation>Die Probeverbindung „%1“ ist als Produktion gekennzeichnet, wo keine Probedatenbanken angelegt werden.</translation>
    </message>
    <message>
        <source>Name another server, or take the label off.</source>
        <translation>Nennen Sie einen anderen Server, oder nehmen Sie die Kennzeichnung weg.</translation>
    </message>
    <message>
        <source>The member &quot;%1&quot; is true, for production, or a list of environments, as [&quot;prod&quot;].</source>
        <translation>Der Eintrag „%1“ ist true, für die Produktion, oder eine Liste von Umgebungen, etwa [&quot;prod&quot;].</translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message>
        <source>Not proved: %1</source>
        <translation>Nicht bewiesen: %1</translation>
    </message>
    <message>
        <source>Proved up, down and up in %1 s with %2 rows, %3</source>
        <translation>Hin, zurück und hin bewiesen in %1 s mit %2 Zeilen, %3</translation>
    </message>
    <message>
        <source>%1 is not managed, or depends on what is not</source>
        <translation>%1 wird nicht verwaltet oder hängt von etwas ab, das nicht verwaltet wird</translation>
    </message>
    <message>
        <source>this engine offers no scratch database</source>
        <translation>dieses Datenbanksystem bietet keine Wegwerf-Datenbank</translation>
    </message>
    <message>
        <source>up left a difference: %1</source>
        <translation>der Hinweg ließ einen Unterschied: %1</translation>
    </message>
    <message>
        <source>down left a difference: %1</source>
        <translation>der Rückweg ließ einen Unterschied: %1</translation>
    </message>
    <message>
        <source>the second up left a difference: %1</source>
        <translation>der zweite Hinweg ließ einen Unterschied: %1</translation>
    </message>
    <message>
        <source>the schema before could not be made exactly: %1</source>
        <translation>das Schema davor ließ sich nicht genau herstellen: %1</translation>
    </message>
    <message>
        <source>after down, rows of %1 are not what they were</source>
        <translation>nach dem Rückweg sind die Zeilen von %1 nicht, was sie waren</translation>
    </message>
    <message>
        <source>the migration has no way down</source>
        <translation>die Migration hat keinen Rückweg</translation>
    </message>
    <message>
        <source>%1 was not tried: it is not to be enforced</source>
        <translation>%1 wurde nicht erprobt: Die Bedingung soll nicht durchgesetzt werden</translation>
    </message>
    <message>
        <source>%1 was not tried: it belongs to a domain</source>
        <translation>%1 wurde nicht erprobt: Die Bedingung gehört zu einer Domäne</translation>
    </message>
    <message>
        <source>%1 was not tried: it compares periods</source>
        <translation>%1 wurde nicht erprobt: Die Bedingung vergleicht Zeiträume</translation>
    </message>
    <message>
        <source>%1 was not tried: its table answers conflicts in a way of its own</source>
        <translation>%1 wurde nicht erprobt: Die Tabelle beantwortet Konflikte auf eigene Weise</translation>
    </message>
    <message>
        <source>%1 was not tried: the server takes no row like those that are there: %2</source>
        <translation>%1 wurde nicht erprobt: Der Server nimmt keine Zeile wie die vorhandenen an: %2</translation>
    </message>
    <message>
        <source>%1 refuses a row that it must take: %2</source>
        <translation>%1 lehnt eine Zeile ab, die anzunehmen ist: %2</translation>
    </message>
    <message>
        <source>%1 was not tried: the server puts a value in place of NULL</source>
        <translation>%1 wurde nicht erprobt: Der Server setzt einen Wert an die Stelle von NULL</translation>
    </message>
    <message>
        <source>%1 was not tried: no row that could be twice is there</source>
        <translation>%1 wurde nicht erprobt: Es gibt keine Zeile, die doppelt sein könnte</translation>
    </message>
    <message>
        <source>%1 does not hold: rows that break it are there</source>
        <translation>%1 gilt nicht: Es gibt Zeilen, die dagegen verstoßen</translation>
    </message>
    <message>
        <source>%1 was not tried: no value was found that breaks it</source>
        <translation>%1 wurde nicht erprobt: Es fand sich kein Wert, der dagegen verstößt</translation>
    </message>
    <message>
        <source>%1 was not tried: no row was found that breaks it</source>
        <translation>%1 wurde nicht erprobt: Es fand sich keine Zeile, die dagegen verstößt</translation>
    </message>
    <message>
        <source>%1 was not tried alone: the server refused the row otherwise: %2</source>
        <translation>%1 wurde nicht allein erprobt: Der Server lehnte die Zeile aus anderem Grund ab: %2</translation>
    </message>
    <message>
        <source>%1 takes a row that it must refuse</source>
        <translation>%1 nimmt eine Zeile an, die abzulehnen ist</translation>
    </message>
    <message>
        <source>Constraints that took a row and refused another: %1</source>
        <translation>Bedingungen, die eine Zeile annahmen und eine andere ablehnten: %1</translation>
    </message>
    <message>
        <source>Locks seen on the way up: %1</source>
        <translation>Auf dem Hinweg gesehene Sperren: %1</translation>
    </message>
    <message>
        <source>Statements that wrote a table anew: %1 of %2 that were watched</source>
        <translation>Anweisungen, die eine Tabelle neu schrieben: %1 von %2 beobachteten</translation>
    </message>
    <message>
        <source>Not proved for %1: seen on %2 alone, up, down and up in %3 s with %4 rows, %5</source>
        <translation>Nicht bewiesen für %1: nur auf %2 gesehen, hin, zurück und hin in %3 s mit %4 Zeilen, %5</translation>
    </message>
    <message>
        <source>what becomes of the values of %1 under its new type</source>
        <translation>was aus den Werten von %1 unter dem neuen Typ wird</translation>
    </message>
    <message>
        <source>values of %1 did not come through its new type and back</source>
        <translation>Werte von %1 kamen nicht durch den neuen Typ und zurück</translation>
    </message>
    <message>
        <source>it works on %1, but the plan is for %2</source>
        <translation>er läuft auf %1, aber der Plan ist für %2</translation>
    </message>
    <message>
        <source>it was tried on %1, but the plan is for %2: %3</source>
        <translation>versucht wurde er auf %1, aber der Plan ist für %2: %3</translation>
    </message>
    <message>
        <source>%1, which are hidden where it was tried</source>
        <translation>%1: wo es erprobt wurde, sind sie nicht zu sehen</translation>
    </message>
</context>
<context>
    <name>Python</name>
    <message>
        <source>Python cannot be started: %1</source>
        <translation>Python lässt sich nicht starten: %1</translation>
    </message>
</context>
<context>
    <name>QueryRun</name>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Cancelled before it ran.</source>
        <translation>Abgebrochen, bevor sie lief.</translation>
    </message>
</context>
<context>
    <name>QuerySession</name>
    <message>
        <source>Choose a connection to run this on.</source>
        <translation>Wählen Sie eine Verbindung, auf der das laufen soll.</translation>
    </message>
    <message>
        <source>Query on %1</source>
        <translation>Abfrage auf %1</translation>
    </message>
    <message>
        <source>Plans of this engine cannot be read yet.</source>
        <translation>Pläne dieses Datenbanksystems lassen sich noch nicht lesen.</translation>
    </message>
    <message>
        <source>Plan on %1</source>
        <translation>Plan auf %1</translation>
    </message>
    <message>
        <source>Commit on %1</source>
        <translation>Festschreiben auf %1</translation>
    </message>
    <message>
        <source>Rollback on %1</source>
        <translation>Zurückrollen auf %1</translation>
    </message>
    <message>
        <source>Reading names on %1</source>
        <translation>Namen auf %1 lesen</translation>
    </message>
</context>
<context>
    <name>Rehearse</name>
    <message>
        <source>Migration %1 cannot begin on the copy. %2</source>
        <translation>Migration %1 kann auf der Kopie nicht beginnen. %2</translation>
    </message>
    <message>
        <source>Migration %1 was not rehearsed: its statement %2 would change what is not in the copy (%3).</source>
        <translation>Migration %1 wurde nicht geprobt: Ihre Anweisung %2 würde ändern, was nicht in der Kopie ist (%3).</translation>
    </message>
    <message>
        <source>Reading all rows of the copy</source>
        <translation>Alle Zeilen der Kopie werden gelesen</translation>
    </message>
    <message>
        <source>Migration %1 fails on the copy, going up. %2</source>
        <translation>Migration %1 scheitert auf der Kopie auf dem Hinweg. %2</translation>
    </message>
    <message>
        <source>Migration %1 fails on the copy, going down. %2</source>
        <translation>Migration %1 scheitert auf der Kopie auf dem Rückweg. %2</translation>
    </message>
    <message>
        <source>Migration %1 does not lead back: on the copy, down left this: %2</source>
        <translation>Migration %1 führt nicht zurück: Auf der Kopie ließ der Rückweg dies übrig: %2</translation>
    </message>
    <message>
        <source>Migration %1 fails on the copy, going up a second time. %2</source>
        <translation>Migration %1 scheitert auf der Kopie auf dem zweiten Hinweg. %2</translation>
    </message>
    <message>
        <source>Migration %1 leads elsewhere the second time: on the copy, up behind down left this: %2</source>
        <translation>Migration %1 führt beim zweiten Mal woanders hin: Auf der Kopie ließ der zweite Hinweg dies übrig: %2</translation>
    </message>
    <message>
        <source>The project has no migration %1.</source>
        <translation>Das Projekt hat keine Migration %1.</translation>
    </message>
    <message>
        <source>%1 is a backup of %2, not of %3.</source>
        <translation>%1 ist eine Sicherung von %2, nicht von %3.</translation>
    </message>
    <message>
        <source>Rehearsing migration %1 on a copy, %2</source>
        <translation>Migration %1 wird auf einer Kopie geprobt, %2</translation>
    </message>
    <message>
        <source>Migration %1 loses rows or values on the way back. After down, these are not what they were: %2</source>
        <translation>Migration %1 verliert auf dem Rückweg Zeilen oder Werte. Danach sind diese nicht, was sie waren: %2</translation>
    </message>
    <message>
        <source>Relata has no backups for %1, and so no copy to try on.</source>
        <translation>Relata hat für %1 keine Sicherungen und darum keine Kopie zum Proben.</translation>
    </message>
    <message>
        <source>rehearsed on a copy: up %1, down %2, %3</source>
        <translation>auf einer Kopie geprobt: Hinweg %1, Rückweg %2, %3</translation>
    </message>
    <message>
        <source>rehearsed on a copy: up %1, %2</source>
        <translation>auf einer Kopie geprobt: Hinweg %1, %2</translation>
    </message>
    <message>
        <source>measured %1 on a copy, %2</source>
        <translation>auf einer Kopie gemessen: %1, %2</translation>
    </message>
    <message>
        <source>measured %1 on a copy of %2 rows, %3</source>
        <translation>gemessen: %1 auf einer Kopie mit %2 Zeilen, %3</translation>
    </message>
    <message>
        <source>Migration %1 was stopped on the copy: its program would change what is not in the copy (%2).</source>
        <translation>Migration %1 wurde auf der Kopie angehalten: Ihr Programm würde ändern, was nicht in der Kopie ist (%2).</translation>
    </message>
    <message>
        <source>%1 holds some tables alone: a rehearsal needs all of them.</source>
        <translation>%1 enthält nur einige Tabellen: eine Probe braucht alle.</translation>
    </message>
</context>
<context>
    <name>Repair</name>
    <message>
        <source>Nothing was repaired: migration %1 was not edited after it was applied.</source>
        <translation>Nichts wurde bereinigt: Migration %1 wurde nach der Anwendung nicht geändert.</translation>
    </message>
    <message>
        <source>Nothing was repaired: the ledger has no migration %1 whose file is gone; what the project has is taken back with down, or stamped.</source>
        <translation>Nichts wurde bereinigt: Das Verzeichnis angewendeter Migrationen hat keine Migration %1, deren Datei fehlt; was das Projekt hat, wird mit down zurückgenommen oder gestempelt.</translation>
    </message>
    <message>
        <source>Nothing was repaired: the ledger has several migrations %1 whose files are gone.</source>
        <translation>Nichts wurde bereinigt: Das Verzeichnis angewendeter Migrationen hat mehrere Migrationen %1, deren Dateien fehlen.</translation>
    </message>
</context>
<context>
    <name>Repeatable</name>
    <message>
        <source>it does not make a view, a routine or a trigger: what writes rows or shapes tables belongs into a migration</source>
        <translation>sie legt keine View, Routine und keinen Trigger an: Was Zeilen schreibt oder Tabellen formt, gehört in eine Migration</translation>
    </message>
    <message>
        <source>it needs IF EXISTS to run again</source>
        <translation>sie braucht IF EXISTS, um wieder zu laufen</translation>
    </message>
    <message>
        <source>CASCADE drops what this file does not make again</source>
        <translation>CASCADE löscht, was diese Datei nicht wieder anlegt</translation>
    </message>
    <message>
        <source>it runs once: write CREATE OR REPLACE, or where there is none DROP … IF EXISTS of the same name before</source>
        <translation>sie läuft einmal: CREATE OR REPLACE schreiben, oder wo es das nicht gibt, davor DROP … IF EXISTS desselben Namens</translation>
    </message>
    <message>
        <source>It is to run after %1, which this folder does not hold.</source>
        <translation>Sie soll nach %1 laufen, was es in diesem Ordner nicht gibt.</translation>
    </message>
    <message>
        <source>%1 has the same id: a copied file needs an id of its own.</source>
        <translation>%1 hat dieselbe ID: Eine kopierte Datei braucht eine eigene.</translation>
    </message>
    <message>
        <source>What it is to run after leads back to it: %1.</source>
        <translation>Wonach sie laufen soll, führt zu ihr zurück: %1.</translation>
    </message>
    <message>
        <source>Statement %1 of repeatable %2 may not run again and again: %3.</source>
        <translation>Anweisung %1 der wiederholbaren Datei %2 darf nicht immer wieder laufen: %3.</translation>
    </message>
    <message>
        <source>a comment holds what the server runs</source>
        <translation>ein Kommentar enthält, was der Server ausführt</translation>
    </message>
    <message>
        <source>it is for the client, not for the server</source>
        <translation>sie ist für den Client, nicht für den Server</translation>
    </message>
    <message>
        <source>Repeatable %1 holds no statement.</source>
        <translation>Die Datei %1 unter migrations/repeatable enthält keine Anweisung.</translation>
    </message>
</context>
<context>
    <name>ResultGrid</name>
    <message>
        <source>Copying %1 rows</source>
        <translation>%1 Zeilen kopieren</translation>
    </message>
    <message>
        <source>Exporting rows to %1</source>
        <translation>Zeilen nach %1 exportieren</translation>
    </message>
    <message>
        <source>Adding up %1 cells</source>
        <translation>%1 Zellen zusammenzählen</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Reading rows back</source>
        <translation>Zeilen zurücklesen</translation>
    </message>
</context>
<context>
    <name>RowText</name>
    <message>
        <source>That is too much text for the clipboard: copy fewer rows.</source>
        <translation>Das ist zu viel Text für die Zwischenablage: Kopieren Sie weniger Zeilen.</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>No generated row fits %1: %2</source>
        <translation>Keine erzeugte Zeile passt in %1: %2</translation>
    </message>
    <message>
        <source>Filling %1</source>
        <translation>%1 füllen</translation>
    </message>
</context>
<context>
    <name>RunDesk</name>
    <message>
        <source>Look what runs on the database</source>
        <translation>Nachsehen, was auf der Datenbank läuft</translation>
    </message>
    <message>
        <source>Ask the run</source>
        <translation>Den Lauf bitten</translation>
    </message>
</context>
<context>
    <name>RunScript</name>
    <message>
        <source>Statement %1 of %2 failed: %3. The statement was: %4</source>
        <translation>Anweisung %1 von %2 ist gescheitert: %3. Die Anweisung war: %4</translation>
    </message>
    <message>
        <source>Statement %1 of %2</source>
        <translation>Anweisung %1 von %2</translation>
    </message>
    <message>
        <source>the check found %1 rows that break a foreign key, the first in table %2</source>
        <translation>die Prüfung fand %1 Zeilen, die einen Fremdschlüssel verletzen, die erste in Tabelle %2</translation>
    </message>
    <message>
        <source>Statement %1 of %2: waiting for a lock, try %3 of %4</source>
        <translation>Anweisung %1 von %2: Warten auf eine Sperre, Versuch %3 von %4</translation>
    </message>
    <message>
        <source>Statement %1 of %2: waiting for a lock, try %3 of %4; in the way: %5</source>
        <translation>Anweisung %1 von %2: Warten auf eine Sperre, Versuch %3 von %4; im Weg: %5</translation>
    </message>
    <message>
        <source>Statement %1 of %2: %3 rows written so far</source>
        <translation>Anweisung %1 von %2: %3 Zeilen bisher geschrieben</translation>
    </message>
    <message>
        <source>Before statement %1 there is a step outside of the database, which would hold up the transaction that the script has begun: end it before.</source>
        <translation>Vor Anweisung %1 steht ein Schritt außerhalb der Datenbank; er würde die Transaktion aufhalten, die das Skript begonnen hat: Beenden Sie sie davor.</translation>
    </message>
    <message>
        <source>Statement %1 of %2: %3</source>
        <translation>Anweisung %1 von %2: %3</translation>
    </message>
    <message>
        <source>it was stopped, because it took longer than the %1 seconds that it may take; &quot;-- relata:timeout statement 2h&quot; in the migration&apos;s header lets it take longer</source>
        <translation>sie wurde beendet, weil sie länger als die %1 Sekunden gebraucht hat, die sie brauchen darf; mit „-- relata:timeout statement 2h“ im Kopf der Migration darf sie länger brauchen</translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message>
        <source>%1 is not empty: name a new folder for the sample.</source>
        <translation>%1 ist nicht leer: Nennen Sie einen neuen Ordner für das Beispiel.</translation>
    </message>
    <message>
        <source>The database %1 is not empty: the sample wants one of its own.</source>
        <translation>Die Datenbank %1 ist nicht leer: Das Beispiel will eine eigene.</translation>
    </message>
</context>
<context>
    <name>SavedQueries</name>
    <message>
        <source>“%1” cannot be the name of a query.</source>
        <translation>„%1“ kann nicht der Name einer Abfrage sein.</translation>
    </message>
    <message>
        <source>The name of a query cannot have one of / \ : * ? &quot; &lt; &gt; |</source>
        <translation>Der Name einer Abfrage darf keines dieser Zeichen haben: / \ : * ? &quot; &lt; &gt; |</translation>
    </message>
    <message>
        <source>There is a query named “%1” already.</source>
        <translation>Es gibt schon eine Abfrage namens „%1“.</translation>
    </message>
    <message>
        <source>“%1” cannot be renamed: %2</source>
        <translation>„%1“ kann nicht umbenannt werden: %2</translation>
    </message>
</context>
<context>
    <name>SchemaFile</name>
    <message>
        <source>&quot;%1&quot; is no kind of object.</source>
        <translation>„%1“ ist keine Art von Objekt.</translation>
    </message>
    <message>
        <source>%1 has no id.</source>
        <translation>%1 hat keine ID.</translation>
    </message>
    <message>
        <source>The id %1 of %2 stands already in %3: give one of them a new id.</source>
        <translation>Die Kennung %1 von %2 steht schon in %3: Geben Sie einer davon eine neue.</translation>
    </message>
    <message>
        <source>%1 has no member &quot;%2&quot;.</source>
        <translation>%1 hat keinen Eintrag „%2“.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of %2 is %3, which is no such value or names something that is not there.</source>
        <translation>„%1“ von %2 ist %3; das ist kein solcher Wert oder nennt etwas, das es nicht gibt.</translation>
    </message>
    <message>
        <source>A merge conflict is left here: settle it first.</source>
        <translation>Hier steht noch ein Merge-Konflikt: zuerst lösen.</translation>
    </message>
    <message>
        <source>This is not valid JSON: %1.</source>
        <translation>Das ist kein gültiges JSON: %1.</translation>
    </message>
    <message>
        <source>%1/schema.json is missing.</source>
        <translation>%1/schema.json fehlt.</translation>
    </message>
</context>
<context>
    <name>SchemaSource</name>
    <message>
        <source>This program does not speak to %1.</source>
        <translation>Dieses Programm spricht nicht mit %1.</translation>
    </message>
    <message>
        <source>%1 schemas cannot be read or changed by this program yet.</source>
        <translation>Schemas von %1 kann dieses Programm noch nicht lesen oder ändern.</translation>
    </message>
    <message>
        <source>%1: say whose SQL this is, with --dev URL or --dialect NAME.</source>
        <translation>%1: Sagen Sie mit --dev URL oder --dialect NAME, wessen SQL das ist.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 has no migration %2.</source>
        <translation>%1 hat keine Migration %2.</translation>
    </message>
    <message>
        <source>%1 is a connection of a project: name the project with --project DIR.</source>
        <translation>%1 ist eine Verbindung eines Projekts: Nennen Sie das Projekt mit --project DIR.</translation>
    </message>
    <message>
        <source>The project has no connection named &quot;%1&quot;.</source>
        <translation>Das Projekt hat keine Verbindung namens „%1“.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no URL, no @NAME, no SQLite database, no .sql file and no project folder that is there.</source>
        <translation>„%1“ ist keine URL, kein @NAME, keine SQLite-Datenbank, keine .sql-Datei und kein vorhandener Projektordner.</translation>
    </message>
</context>
<context>
    <name>SecretStore</name>
    <message>
        <source>The keychain refused.</source>
        <translation>Der Schlüsselbund hat abgelehnt.</translation>
    </message>
    <message>
        <source>Passwords are kept for this session only.</source>
        <translation>Passwörter werden nur für diese Sitzung behalten.</translation>
    </message>
    <message>
        <source>There is no keychain here, so passwords are kept for this session only. (%1)</source>
        <translation>Hier gibt es keinen Schlüsselbund; Passwörter werden nur für diese Sitzung behalten. (%1)</translation>
    </message>
</context>
<context>
    <name>SelfCheck</name>
    <message>
        <source>%1 would have to be altered, but this program would make it otherwise than it is: the server says &quot;%2&quot;, of what is made anew &quot;%3&quot;</source>
        <translation>%1 müsste geändert werden, aber dieses Programm würde es anders anlegen, als es ist: Der Server sagt „%2“, vom neu Angelegten „%3“</translation>
    </message>
</context>
<context>
    <name>ServerForm</name>
    <message>
        <source>no server has been asked</source>
        <translation>kein Server wurde gefragt</translation>
    </message>
    <message>
        <source>Not proved: what was typed was compared by its words alone, not by what the server makes of it: %1</source>
        <translation>Nicht bewiesen: Was eingegeben wurde, wurde nur nach seinen Worten verglichen, nicht nach dem, was der Server daraus macht: %1</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>This program has no engine named “%1”.</source>
        <translation>Dieses Programm kennt kein Datenbanksystem namens „%1“.</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Mit %1 verbinden</translation>
    </message>
    <message>
        <source>The connection to %1 was lost, and with it the session&apos;s transaction and temporary tables. Connect again to go on.</source>
        <translation>Die Verbindung zu %1 ist abgebrochen, und mit ihr Transaktion und temporäre Tabellen der Sitzung. Verbinden Sie neu, um weiterzumachen.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The settings file %1 is broken; it is read as far as possible.</source>
        <translation>Die Einstellungsdatei %1 ist beschädigt; sie wird gelesen, so weit es geht.</translation>
    </message>
    <message>
        <source>Settings cannot be kept: %1 cannot be written.</source>
        <translation>Einstellungen können nicht behalten werden: %1 ist nicht schreibbar.</translation>
    </message>
</context>
<context>
    <name>ShellCommand</name>
    <message>
        <source>The command &quot;%1&quot; cannot be started in %2.</source>
        <translation>Der Befehl „%1“ lässt sich in %2 nicht starten.</translation>
    </message>
    <message>
        <source>The command &quot;%1&quot; was ended by a signal.</source>
        <translation>Der Befehl „%1“ wurde durch ein Signal beendet.</translation>
    </message>
    <message>
        <source>The command &quot;%1&quot; failed with exit status %2.</source>
        <translation>Der Befehl „%1“ schlug mit Status %2 fehl.</translation>
    </message>
</context>
<context>
    <name>Space</name>
    <message>
        <source>Statement %1 needs room beside %2 until it ends; how much is not known.</source>
        <translation>Anweisung %1 braucht bis zu ihrem Ende Platz neben %2; wie viel, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Statement %1 builds an index of %2, which takes less than %3.</source>
        <translation>Anweisung %1 baut einen Index von %2, der weniger als %3 belegt.</translation>
    </message>
    <message>
        <source>Statement %1 writes %2 anew: about %3 more are taken until it ends.</source>
        <translation>Anweisung %1 schreibt %2 neu: bis zu ihrem Ende werden etwa %3 mehr belegt.</translation>
    </message>
    <message>
        <source>%1 are free where the database stands.</source>
        <translation>Wo die Datenbank steht, sind %1 frei.</translation>
    </message>
    <message>
        <source>How much is free where the database stands cannot be known from here.</source>
        <translation>Wie viel frei ist, wo die Datenbank steht, lässt sich von hier aus nicht erfahren.</translation>
    </message>
    <message>
        <source>Nothing of migration %1 was run: statement %2 writes %3 anew, which takes about %4 more until it ends, and %5 are free where the database stands.</source>
        <translation>Von Migration %1 wurde nichts ausgeführt: Anweisung %2 schreibt %3 neu, was bis zu ihrem Ende etwa %4 mehr braucht, und wo die Datenbank steht, sind %5 frei.</translation>
    </message>
</context>
<context>
    <name>Sqlite</name>
    <message>
        <source>The rows have another number of columns than the table&apos;s list.</source>
        <translation>Die Zeilen haben eine andere Zahl von Spalten als die Liste der Tabelle.</translation>
    </message>
    <message>
        <source>The load was cancelled.</source>
        <translation>Das Laden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Reading was cancelled.</source>
        <translation>Das Lesen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The connection was given up.</source>
        <translation>Die Verbindung wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The statement was cancelled.</source>
        <translation>Die Anweisung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>There is more than one statement where only one may stand.</source>
        <translation>Es steht mehr als eine Anweisung, wo nur eine stehen darf.</translation>
    </message>
    <message>
        <source>The statement has %1 parameters, but %2 values were given.</source>
        <translation>Die Anweisung hat %1 Parameter, gegeben wurden aber %2 Werte.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a folder, not a database file.</source>
        <translation>„%1“ ist ein Ordner, keine Datenbankdatei.</translation>
    </message>
    <message>
        <source>The database file &quot;%1&quot; does not exist.</source>
        <translation>Die Datenbankdatei „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The folder of &quot;%1&quot; does not exist.</source>
        <translation>Den Ordner von „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The database file &quot;%1&quot; may not be read by this user.</source>
        <translation>Die Datenbankdatei „%1“ darf dieser Benutzer nicht lesen.</translation>
    </message>
    <message>
        <source>The database is locked by another connection.</source>
        <translation>Die Datenbank ist von einer anderen Verbindung gesperrt.</translation>
    </message>
    <message>
        <source>A table is locked by another statement of this connection.</source>
        <translation>Eine Tabelle ist von einer anderen Anweisung dieser Verbindung gesperrt.</translation>
    </message>
    <message>
        <source>The database can only be read.</source>
        <translation>Die Datenbank kann nur gelesen werden.</translation>
    </message>
    <message>
        <source>The database file &quot;%1&quot; could not be read or written.</source>
        <translation>Die Datenbankdatei „%1“ konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>There is no room left to write &quot;%1&quot;: its disk is full, or it has its maximum size. What was not finished was taken back: make room and run it again.</source>
        <translation>Für „%1“ ist kein Platz mehr: Der Datenträger ist voll, oder die Datei hat ihre größte Größe. Was nicht fertig wurde, ist zurückgenommen: Schaffen Sie Platz, und führen Sie es noch einmal aus.</translation>
    </message>
    <message>
        <source>Access was denied.</source>
        <translation>Der Zugriff wurde verweigert.</translation>
    </message>
    <message>
        <source>The statement violates a constraint.</source>
        <translation>Die Anweisung verletzt eine Bedingung.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Der Speicher reicht nicht aus.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an SQLite database, or it is encrypted.</source>
        <translation>„%1“ ist keine SQLite-Datenbank, oder sie ist verschlüsselt.</translation>
    </message>
    <message>
        <source>The database file &quot;%1&quot; is damaged.</source>
        <translation>Die Datenbankdatei „%1“ ist beschädigt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is locked by another program.</source>
        <translation>„%1“ ist von einem anderen Programm gesperrt.</translation>
    </message>
    <message>
        <source>The file system denies access to &quot;%1&quot;.</source>
        <translation>Das Dateisystem verweigert den Zugriff auf „%1“.</translation>
    </message>
    <message>
        <source>The disk that holds &quot;%1&quot; is full.</source>
        <translation>Der Datenträger von „%1“ ist voll.</translation>
    </message>
    <message>
        <source>SQLite refused the statement.</source>
        <translation>SQLite hat die Anweisung abgelehnt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; could not be opened.</source>
        <translation>„%1“ konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>This is not the answer of EXPLAIN QUERY PLAN: &quot;%1&quot;.</source>
        <translation>Das ist nicht die Antwort von EXPLAIN QUERY PLAN: „%1“.</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>im Speicher</translation>
    </message>
    <message>
        <source>The database file stays locked by another writer: the backup gave up.</source>
        <translation>Die Datenbankdatei bleibt durch einen anderen Schreiber gesperrt: die Sicherung gab auf.</translation>
    </message>
    <message>
        <source>The database is damaged, and so is its backup: %1</source>
        <translation>Die Datenbank ist beschädigt und damit auch ihre Sicherung: %1</translation>
    </message>
    <message>
        <source>a file of its own</source>
        <translation>in einer eigenen Datei</translation>
    </message>
    <message>
        <source>A database in memory has no file that could be backed up.</source>
        <translation>Eine Datenbank im Speicher hat keine Datei, die gesichert werden könnte.</translation>
    </message>
    <message>
        <source>No other program, such as Python, reaches a database in memory.</source>
        <translation>Eine Datenbank im Speicher erreicht kein anderes Programm, auch Python nicht.</translation>
    </message>
    <message>
        <source>in a file of its own</source>
        <translation>in einer eigenen Datei</translation>
    </message>
    <message>
        <source>A file of the database &quot;%1&quot; could not be opened.</source>
        <translation>Eine Datei der Datenbank „%1“ konnte nicht geöffnet werden.</translation>
    </message>
</context>
<context>
    <name>Squash</name>
    <message>
        <source>The project has no migration %1.</source>
        <translation>Das Projekt hat keine Migration %1.</translation>
    </message>
    <message>
        <source>From %1 to %2 are not two migrations: there is nothing to squash.</source>
        <translation>Von %1 bis %2 sind es keine zwei Migrationen: Es gibt nichts zusammenzulegen.</translation>
    </message>
    <message>
        <source>Nothing was squashed: %1 has no id, by which databases that applied it could be recognised.</source>
        <translation>Nichts wurde zusammengelegt: %1 hat keine ID, an der Datenbanken zu erkennen wären, die sie angewendet haben.</translation>
    </message>
    <message>
        <source>Nothing was squashed: %1 and %2 do not run in the same transactions. Squash what is before and behind by itself.</source>
        <translation>Nichts wurde zusammengelegt: %1 und %2 laufen nicht in denselben Transaktionen. Legen Sie je für sich zusammen, was davor und was dahinter steht.</translation>
    </message>
    <message>
        <source>Nothing was squashed: migration %1 does not run: %2</source>
        <translation>Nichts wurde zusammengelegt: Migration %1 läuft nicht: %2</translation>
    </message>
    <message>
        <source>Nothing was squashed: the one migration leads elsewhere than the old ones: %1</source>
        <translation>Nichts wurde zusammengelegt: Die eine Migration führt anderswohin als die alten: %1</translation>
    </message>
    <message>
        <source>Nothing was squashed: the rows of %1 come out otherwise than with the old migrations.</source>
        <translation>Nichts wurde zusammengelegt: Die Zeilen von %1 fallen anders aus als mit den alten Migrationen.</translation>
    </message>
    <message>
        <source>Nothing was squashed: %1 is a program in Python, whose statements are not known. Squash what is before and behind by itself.</source>
        <translation>Nichts wurde zusammengefasst: %1 ist ein Programm in Python, dessen Anweisungen nicht bekannt sind. Fassen Sie für sich zusammen, was davor und was dahinter steht.</translation>
    </message>
    <message>
        <source>Running %1 on a scratch database</source>
        <translation>%1 läuft auf einer Probedatenbank</translation>
    </message>
    <message>
        <source>Nothing was squashed: %1 is a phase of a change that is still open. End it first, or squash what is before it.</source>
        <translation>Nichts wurde zusammengefasst: %1 ist eine Phase einer Änderung, die noch offen ist. Beenden Sie diese zuerst, oder fassen Sie zusammen, was davor ist.</translation>
    </message>
    <message>
        <source>Nothing was squashed: the migrations are not those any more that it was planned with.</source>
        <translation>Nichts wurde zusammengefasst: Die Migrationen sind nicht mehr die, mit denen geplant wurde.</translation>
    </message>
    <message>
        <source>Squash the migrations %1 to %2</source>
        <translation>Migrationen %1 bis %2 zusammenfassen</translation>
    </message>
    <message>
        <source>Migration %1 stands in the place of %2, which are kept in migrations/squashed</source>
        <translation>Migration %1 steht an der Stelle von %2, die in migrations/squashed aufgehoben sind</translation>
    </message>
</context>
<context>
    <name>Stamp</name>
    <message>
        <source>Nothing was stamped: the database has migration %1 (%2), which the project does not. Pull it, or remove it from the ledger: relata migrate repair --forget %1.</source>
        <translation>Nichts wurde gestempelt: Die Datenbank hat Migration %1 (%2), das Projekt nicht. Holen Sie sie, oder entfernen Sie sie aus dem Verzeichnis angewendeter Migrationen: relata migrate repair --forget %1.</translation>
    </message>
    <message>
        <source>Nothing was stamped: migration %1 was edited after it was applied. Look at the difference, and settle it: relata migrate repair.</source>
        <translation>Nichts wurde gestempelt: Migration %1 wurde nach der Anwendung geändert. Sehen Sie sich den Unterschied an, und klären Sie ihn: relata migrate repair.</translation>
    </message>
    <message>
        <source>The project has no migration %1; 0 is before the first one.</source>
        <translation>Das Projekt hat keine Migration %1; 0 ist vor der ersten.</translation>
    </message>
    <message>
        <source>Nothing was stamped: another run has changed what is applied. Look at its status, and say it again.</source>
        <translation>Nichts wurde vermerkt: Ein anderer Lauf hat geändert, was angewendet ist. Den Status ansehen und es noch einmal sagen.</translation>
    </message>
</context>
<context>
    <name>StepTitle</name>
    <message>
        <source>Rename %1 %2 to %3</source>
        <translation>%1 %2 in %3 umbenennen</translation>
    </message>
    <message>
        <source>Change type of column %1 to %2</source>
        <translation>Typ der Spalte %1 in %2 ändern</translation>
    </message>
    <message>
        <source>Let column %1 be null</source>
        <translation>Spalte %1 leer erlauben</translation>
    </message>
    <message>
        <source>Require column %1</source>
        <translation>Spalte %1 verlangen</translation>
    </message>
    <message>
        <source>Change default of column %1</source>
        <translation>Vorgabe der Spalte %1 ändern</translation>
    </message>
    <message>
        <source>Change %1 %2 (%3)</source>
        <translation>%1 %2 ändern (%3)</translation>
    </message>
    <message>
        <source>Change table %1 (%2 changes)</source>
        <translation>Tabelle %1 ändern (%2 Änderungen)</translation>
    </message>
    <message>
        <source>Create table %1</source>
        <translation>Tabelle %1 anlegen</translation>
    </message>
    <message>
        <source>Add %1 %2</source>
        <translation>%1 %2 hinzufügen</translation>
    </message>
    <message>
        <source>Drop %1 %2</source>
        <translation>%1 %2 löschen</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>the server itself sets it on each UPDATE</source>
        <translation>der Server selbst setzt sie bei jedem UPDATE</translation>
    </message>
    <message>
        <source>the server cannot tell whether two of its values are the same</source>
        <translation>der Server kann nicht sagen, ob zwei ihrer Werte gleich sind</translation>
    </message>
    <message>
        <source>it is of a type of your own</source>
        <translation>sie ist von einem selbst angelegten Typ</translation>
    </message>
    <message>
        <source>this server has one trigger for each event, and there is %1</source>
        <translation>dieser Server hat einen Trigger je Ereignis, und es gibt schon %1</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>%1 has the same number: give this one the next free number.</source>
        <translation>%1 hat dieselbe Nummer: Geben Sie dieser die nächste freie.</translation>
    </message>
    <message>
        <source>%1 has the same id: a copied file needs an id of its own.</source>
        <translation>%1 hat dieselbe ID: Eine kopierte Datei braucht eine eigene.</translation>
    </message>
    <message>
        <source>The parent is not %1, the migration before: two branches made a migration each. Put this one last and set its parent.</source>
        <translation>Der Vorgänger ist nicht %1, die Migration davor: Zwei Zweige haben je eine Migration gemacht. Stellen Sie diese ans Ende und setzen Sie ihren Vorgänger.</translation>
    </message>
    <message>
        <source>Show Timeline</source>
        <translation>Zeitleiste zeigen</translation>
    </message>
    <message>
        <source>Save Migration</source>
        <translation>Migration sichern</translation>
    </message>
    <message>
        <source>Prove Pending Migrations</source>
        <translation>Anstehende Migrationen beweisen</translation>
    </message>
    <message>
        <source>Apply Pending Migrations</source>
        <translation>Anstehende Migrationen anwenden</translation>
    </message>
    <message>
        <source>Roll Back the Last Migration</source>
        <translation>Letzte Migration zurückrollen</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Compare the Database With What Was Applied</source>
        <translation>Datenbank mit dem Angewendeten vergleichen</translation>
    </message>
    <message>
        <source>Back Up the Database</source>
        <translation>Datenbank sichern</translation>
    </message>
    <message>
        <source>Rehearse Migrations on a Copy of the Database</source>
        <translation>Migrationen auf einer Kopie der Datenbank proben</translation>
    </message>
    <message>
        <source>Look Why a Migration Stopped</source>
        <translation>Nachsehen, warum eine Migration stehen blieb</translation>
    </message>
    <message>
        <source>Show Environments</source>
        <translation>Umgebungen zeigen</translation>
    </message>
    <message>
        <source>Check for Drift</source>
        <translation>Nach Abweichungen suchen</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Abweichungen</translation>
    </message>
    <message>
        <source>Apply Pending Migrations at a Time…</source>
        <translation>Anstehende Migrationen zu einer Zeit anwenden…</translation>
    </message>
    <message>
        <source>Watch What the Migrations Did</source>
        <translation>Beobachten, was die Migrationen bewirkt haben</translation>
    </message>
    <message>
        <source>Check the Migration Files</source>
        <translation>Die Dateien der Migrationen prüfen</translation>
    </message>
    <message>
        <source>Squash Migrations…</source>
        <translation>Migrationen zusammenfassen …</translation>
    </message>
    <message>
        <source>Make the Unsaved Change as Phases…</source>
        <translation>Ungesicherte Änderung in Phasen machen …</translation>
    </message>
    <message>
        <source>Show What Migrations Keep Aside</source>
        <translation>Zeigen, was Migrationen beiseitelegen</translation>
    </message>
    <message>
        <source>Compare the Ledger With the Files…</source>
        <translation>Verzeichnis mit den Dateien vergleichen …</translation>
    </message>
    <message>
        <source>Show the Step That a Migration Waits For</source>
        <translation>Schritt zeigen, auf den eine Migration wartet</translation>
    </message>
    <message>
        <source>Check the Data for the Next Migration</source>
        <translation>Daten für die nächste Migration prüfen</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>guessed %1: changes the catalogue, or a few rows</source>
        <translation>geschätzt %1: ändert den Katalog oder wenige Zeilen</translation>
    </message>
    <message>
        <source>guessed %1: reads %2, at %3 MB a second</source>
        <translation>geschätzt %1: liest %2, mit %3 MB in der Sekunde</translation>
    </message>
    <message>
        <source>guessed %1: builds an index of %2, at %3 MB a second</source>
        <translation>geschätzt %1: baut einen Index von %2, mit %3 MB in der Sekunde</translation>
    </message>
    <message>
        <source>guessed %1: writes %2 anew, at %3 MB a second</source>
        <translation>geschätzt %1: schreibt %2 neu, mit %3 MB in der Sekunde</translation>
    </message>
    <message>
        <source>guessed %1: changes rows of %2, at %3 MB a second</source>
        <translation>geschätzt %1: ändert Zeilen von %2, mit %3 MB in der Sekunde</translation>
    </message>
    <message>
        <source>%1 measured (statements: %2), %3 guessed (statements: %4), unknown statements: %5</source>
        <translation>%1 gemessen (Anweisungen: %2), %3 geschätzt (Anweisungen: %4), unbekannte Anweisungen: %5</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>run time not known</source>
        <translation>Laufzeit nicht bekannt</translation>
    </message>
    <message>
        <source>%1 and what nobody can guess</source>
        <translation>%1 und was niemand schätzen kann</translation>
    </message>
    <message>
        <source>about %1, guessed</source>
        <translation>etwa %1, geschätzt</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1, gemessen</translation>
    </message>
</context>
<context>
    <name>TriedBefore</name>
    <message>
        <source>Migration %1 was not applied to %2: whether %3 had it before cannot be asked.</source>
        <translation>Migration %1 wurde nicht auf %2 angewendet: Ob %3 sie vorher hatte, lässt sich nicht erfragen.</translation>
    </message>
    <message>
        <source>Migration %1 was not applied to %2, for %3 has not had it as it is now.</source>
        <translation>Migration %1 wurde nicht auf %2 angewendet, denn %3 hatte sie noch nicht so, wie sie jetzt ist.</translation>
    </message>
</context>
<context>
    <name>Unknown</name>
    <message>
        <source>%1 are left out: they are hidden from who read this. GRANT %2 shows them.</source>
        <translation>%1 bleiben außen vor: Wer hier gelesen hat, bekommt sie nicht zu sehen. GRANT %2 zeigt sie.</translation>
    </message>
    <message>
        <source>%1 are left out: one of the two sides was read before they were known.</source>
        <translation>%1 bleiben außen vor: Eine der beiden Seiten wurde gelesen, bevor sie bekannt waren.</translation>
    </message>
</context>
<context>
    <name>UnsavedSteps</name>
    <message>
        <source>step %1 needs it, for %2</source>
        <translation>Schritt %1 benötigt ihn, für %2</translation>
    </message>
    <message>
        <source>There is no step %1: the plan has %2. relata migrate new --dry-run lists them.</source>
        <translation>Es gibt keinen Schritt %1: Der Plan hat %2. relata migrate new --dry-run zählt sie auf.</translation>
    </message>
    <message>
        <source>Step %1, %2, is only there for other steps, and comes with those that need it: choose one of them.</source>
        <translation>Schritt %1, %2, ist nur für andere Schritte da und kommt mit denen, die ihn benötigen: einen davon wählen.</translation>
    </message>
    <message>
        <source>--steps takes numbers as --dry-run prints them, like 1,3-5; &quot;%1&quot; is not that.</source>
        <translation>--steps nimmt Nummern, wie --dry-run sie ausgibt, etwa 1,3-5; „%1“ ist das nicht.</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>%1 needs %2, which %3 does not have, nor any later version.</source>
        <translation>%1 braucht %2; das hat %3 nicht, und auch keine spätere Version.</translation>
    </message>
    <message>
        <source>%1 needs %2, which %3 does not have: it came with %4.</source>
        <translation>%1 braucht %2; das hat %3 nicht: es kam mit %4.</translation>
    </message>
</context>
<context>
    <name>WatchDesk</name>
    <message>
        <source>Watch %1</source>
        <translation>%1 beobachten</translation>
    </message>
</context>
<context>
    <name>WatchModel</name>
    <message>
        <source>Fine</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>Scheitert</translation>
    </message>
    <message>
        <source>Reads a whole table</source>
        <translation>Liest eine ganze Tabelle</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Rows are gone</source>
        <translation>Zeilen fehlen</translation>
    </message>
    <message>
        <source>Does not hold for all rows</source>
        <translation>Gilt nicht für alle Zeilen</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>Schlechter</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln row(s)</source>
        <translation>
            <numerusform>%1, %Ln Zeile</numerusform>
            <numerusform>%1, %Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped after %1</source>
        <translation>nach %1 abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>Nicht ausgeführt</translation>
    </message>
    <message>
        <source>It may write, or lock rows.</source>
        <translation>Sie schreibt vielleicht oder sperrt Zeilen.</translation>
    </message>
    <message>
        <source>It has parameters, and nobody says their values.</source>
        <translation>Sie hat Parameter, und niemand nennt deren Werte.</translation>
    </message>
    <message>
        <source>Failed before already</source>
        <translation>Scheiterte schon vorher</translation>
    </message>
    <message>
        <source>It failed before the migrations.</source>
        <translation>Vor den Migrationen scheiterte sie.</translation>
    </message>
    <message>
        <source>Takes too long to compare</source>
        <translation>Dauert zu lange zum Vergleichen</translation>
    </message>
    <message>
        <source>It was stopped both times.</source>
        <translation>Sie wurde beide Male abgebrochen.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Not there any more</source>
        <translation>Nicht mehr da</translation>
    </message>
    <message>
        <source>It was not there before.</source>
        <translation>Vorher war sie nicht da.</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>Nicht gezählt</translation>
    </message>
    <message>
        <source>Its rows could not be counted in the time that there is.</source>
        <translation>Ihre Zeilen konnten in der Zeit, die dafür da ist, nicht gezählt werden.</translation>
    </message>
    <message>
        <source>The migrations delete rows, or may.</source>
        <translation>Die Migrationen löschen Zeilen, oder vielleicht.</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>does not hold for all rows</source>
        <translation>gilt nicht für alle Zeilen</translation>
    </message>
    <message>
        <source>Like before</source>
        <translation>Wie vorher</translation>
    </message>
    <message>
        <source>It did not hold for all rows before the migrations either.</source>
        <translation>Auch vor den Migrationen galt es nicht für alle Zeilen.</translation>
    </message>
    <message>
        <source>Rows whose foreign key finds no parent</source>
        <translation>Zeilen, deren Fremdschlüssel ins Leere zeigt</translation>
    </message>
    <message>
        <source>No more than before.</source>
        <translation>Nicht mehr als vorher.</translation>
    </message>
    <message>
        <source>Deadlocks that the server has counted</source>
        <translation>Deadlocks, die der Server gezählt hat</translation>
    </message>
    <message>
        <source>The server does not tell</source>
        <translation>Der Server sagt es nicht</translation>
    </message>
    <message>
        <source>%1 since</source>
        <translation>%1 seither</translation>
    </message>
    <message>
        <source>Of any program that uses the server, not of this one alone.</source>
        <translation>Von jedem Programm, das den Server benutzt, nicht nur von diesem.</translation>
    </message>
    <message>
        <source>Constraints and indexes of these tables</source>
        <translation>Bedingungen und Indizes dieser Tabellen</translation>
    </message>
    <message>
        <source>Statements fail</source>
        <translation>Anweisungen scheitern</translation>
    </message>
    <message>
        <source>Statements are slower</source>
        <translation>Anweisungen sind langsamer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln statement(s)</source>
        <translation>
            <numerusform>%Ln Anweisung</numerusform>
            <numerusform>%Ln Anweisungen</numerusform>
        </translation>
    </message>
    <message>
        <source>What programs run, as the server counts it</source>
        <translation>Was Programme ausführen, wie der Server es zählt</translation>
    </message>
    <message>
        <source>PostgreSQL counts with the extension pg_stat_statements, MySQL and MariaDB with the performance schema, SQLite not at all.</source>
        <translation>PostgreSQL zählt mit der Erweiterung pg_stat_statements, MySQL und MariaDB mit dem Performance-Schema, SQLite gar nicht.</translation>
    </message>
</context>
<context>
    <name>WhoWaits</name>
    <message>
        <source>Session %1 of %2 has had a transaction open for %3. A statement that waits for all transactions begun before it ends only behind it. %4 ends it.</source>
        <translation>Sitzung %1 von %2 hat eine Transaktion offen seit %3. Eine Anweisung, die auf alle vor ihr begonnenen Transaktionen wartet, endet erst nach ihr. %4 beendet sie.</translation>
    </message>
    <message>
        <source>While statement %1 waits, whoever needs %2 waits behind it; at work there now: session %3.</source>
        <translation>Solange Anweisung %1 wartet, wartet hinter ihr, wer %2 braucht; gerade dort am Werk: Sitzung %3.</translation>
    </message>
    <message>
        <source>Statement %1 (%2) would wait: somebody holds a lock on the database&apos;s file, and who it is cannot be told here.</source>
        <translation>Anweisung %1 (%2) würde warten: jemand hält eine Sperre auf der Datei der Datenbank, und wer das ist, lässt sich hier nicht sagen.</translation>
    </message>
    <message>
        <source>Statement %1 (%2) would wait for process %4 of %5, which holds a lock on the database&apos;s file.</source>
        <translation>Anweisung %1 (%2) würde auf Prozess %4 von %5 warten, der eine Sperre auf der Datei der Datenbank hält.</translation>
    </message>
    <message>
        <source>Statement %1 (%2) may have to wait on %3: this server does not tell who holds locks there, and session %4 of %5 has had a transaction open for %6. %7 ends it.</source>
        <translation>Anweisung %1 (%2) muss an %3 vielleicht warten: dieser Server sagt nicht, wer dort Sperren hält, und Sitzung %4 von %5 hat eine Transaktion offen seit %6. %7 beendet sie.</translation>
    </message>
    <message>
        <source>Statement %1 (%2) would wait on %3 for session %4 of %5, which is idle in a transaction open for %6. %7 ends it.</source>
        <translation>Anweisung %1 (%2) würde an %3 auf Sitzung %4 von %5 warten, die untätig ist in einer Transaktion, offen seit %6. %7 beendet sie.</translation>
    </message>
    <message>
        <source>Statement %1 (%2) would wait on %3 for session %4 of %5, which waits for a lock itself, in a transaction open for %6. %7 ends it.</source>
        <translation>Anweisung %1 (%2) würde an %3 auf Sitzung %4 von %5 warten, die selbst auf eine Sperre wartet, in einer Transaktion, offen seit %6. %7 beendet sie.</translation>
    </message>
    <message>
        <source>Statement %1 (%2) would wait on %3 for session %4 of %5; what it does is hidden from this user. %7 ends it.</source>
        <translation>Anweisung %1 (%2) würde an %3 auf Sitzung %4 von %5 warten; was sie tut, ist diesem Benutzer verborgen. %7 beendet sie.</translation>
    </message>
    <message>
        <source>Statement %1 (%2) would wait on %3 for session %4 of %5, which has been at work for %6. %7 ends it.</source>
        <translation>Anweisung %1 (%2) würde an %3 auf Sitzung %4 von %5 warten, am Werk seit %6. %7 beendet sie.</translation>
    </message>
    <message>
        <source>The replica %1 is %2 behind; what the migration writes comes there still later.</source>
        <translation>Das Replikat %1 liegt %2 zurück; was die Migration schreibt, kommt dort noch später an.</translation>
    </message>
    <message>
        <source>Looking who is at work in the database</source>
        <translation>Sehe nach, wer in der Datenbank am Werk ist</translation>
    </message>
    <message>
        <source>Who would be in the way could not be asked: %1</source>
        <translation>Wer im Weg wäre, ließ sich nicht erfragen: %1</translation>
    </message>
    <message>
        <source>Which locks migration %1 takes, a program in Python, and who is in its way is not known before.</source>
        <translation>Welche Sperren Migration %1, ein Programm in Python, nimmt und wer ihr im Weg ist, ist vorher nicht bekannt.</translation>
    </message>
    <message>
        <source>The replica %1 does not replicate (%2); nothing that the migration writes comes there.</source>
        <translation>Die Replik %1 repliziert nicht (%2); nichts, was die Migration schreibt, kommt dort an.</translation>
    </message>
    <message>
        <source>How far the replica %1 is behind could not be asked: %2</source>
        <translation>Wie weit die Replik %1 zurückliegt, war nicht zu erfragen: %2</translation>
    </message>
    <message>
        <source>Nothing of migration %1 was run: it would queue behind a session that has been in the way too long, and everyone else behind it. %2</source>
        <translation>Von Migration %1 wurde nichts ausgeführt: Sie würde sich hinter einer Sitzung anstellen, die schon zu lange im Weg ist, und alle anderen hinter ihr. %2</translation>
    </message>
</context>
<context>
    <name>WindowSession</name>
    <message>
        <source>The last session cannot be read; it starts empty.</source>
        <translation>Die letzte Sitzung ist nicht lesbar; sie beginnt leer.</translation>
    </message>
    <message>
        <source>Open tabs and query texts cannot be kept: %1 cannot be written.</source>
        <translation>Offene Reiter und Abfragetexte können nicht behalten werden: %1 ist nicht schreibbar.</translation>
    </message>
</context>
<context>
    <name>relata::AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Text larger by</source>
        <translation>Text größer um</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>The system&apos;s high contrast</source>
        <translation>Hoher Kontrast des Systems</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source> points</source>
        <translation> Punkt</translation>
    </message>
</context>
<context>
    <name>relata::Application</name>
    <message>
        <source>Changes that were not saved have been taken up again.</source>
        <translation>Ungesicherte Änderungen sind wieder da.</translation>
    </message>
    <message>
        <source>Relata did not end by itself last time. Your tabs are back.</source>
        <translation>Relata wurde letztes Mal nicht regulär beendet. Ihre Reiter sind wieder da.</translation>
    </message>
    <message>
        <source>Stop work and quit?</source>
        <translation>Arbeit abbrechen und beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) still run. They are cancelled; what is not finished is rolled back where the server can.</source>
        <translation>
            <numerusform>%n Aufgabe läuft noch. Sie wird abgebrochen; was nicht fertig ist, wird zurückgerollt, wo der Server es kann.</numerusform>
            <numerusform>%n Aufgaben laufen noch. Sie werden abgebrochen; was nicht fertig ist, wird zurückgerollt, wo der Server es kann.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n job(s) and quit</source>
        <translation>
            <numerusform>%n Aufgabe abbrechen und beenden</numerusform>
            <numerusform>%n Aufgaben abbrechen und beenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Connections cannot be kept: %1</source>
        <translation>Verbindungen können nicht behalten werden: %1</translation>
    </message>
    <message>
        <source>Open Project…</source>
        <translation>Projekt öffnen …</translation>
    </message>
    <message>
        <source>Save Project</source>
        <translation>Projekt sichern</translation>
    </message>
    <message>
        <source>Close Project</source>
        <translation>Projekt schließen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>About Relata</source>
        <translation>Über Relata</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Open the diagram</source>
        <translation>Diagramm öffnen</translation>
    </message>
    <message>
        <source>Tables and relations, to look at and to draw</source>
        <translation>Tabellen und Beziehungen, zum Ansehen und Zeichnen</translation>
    </message>
    <message>
        <source>Open the timeline</source>
        <translation>Zeitleiste öffnen</translation>
    </message>
    <message>
        <source>What was applied, what is pending, what is not saved</source>
        <translation>Was angewendet ist, was ansteht, was nicht gesichert ist</translation>
    </message>
    <message>
        <source>Write a query</source>
        <translation>Abfrage schreiben</translation>
    </message>
    <message>
        <source>SQL on the connection chosen above</source>
        <translation>SQL auf der oben gewählten Verbindung</translation>
    </message>
    <message>
        <source>Add a table</source>
        <translation>Tabelle hinzufügen</translation>
    </message>
    <message>
        <source>It becomes part of the next migration</source>
        <translation>Sie wird Teil der nächsten Migration</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>A lending library with its migrations, a diagram and queries</source>
        <translation>Eine Leihbücherei mit Migrationen, Diagramm und Abfragen</translation>
    </message>
    <message>
        <source>Connect to a database</source>
        <translation>Mit einer Datenbank verbinden</translation>
    </message>
    <message>
        <source>PostgreSQL, MySQL, MariaDB, or an SQLite file</source>
        <translation>PostgreSQL, MySQL, MariaDB oder eine SQLite-Datei</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>A folder with a relata.json</source>
        <translation>Ein Ordner mit einer relata.json</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>A project made from an existing database or an SQL file</source>
        <translation>Ein Projekt aus einer vorhandenen Datenbank oder SQL-Datei</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Relata %1</source>
        <translation>Relata %1</translation>
    </message>
    <message>
        <source>A workbench for relational databases.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Eine Werkbank für relationale Datenbanken.
Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>Open Sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>New Project…</source>
        <translation>Neues Projekt …</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Save Again</source>
        <translation>Noch einmal speichern</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>%1 is imported. %2</source>
        <translation>%1 ist importiert. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) are kept as they are: no migration changes them.</source>
        <translation>
            <numerusform>%n Objekt bleibt, wie es ist: Keine Migration ändert es.</numerusform>
            <numerusform>%n Objekte bleiben, wie sie sind: Keine Migration ändert sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>relata.json says %n thing(s) that nobody heeds.</source>
        <translation>
            <numerusform>relata.json sagt etwas, das niemand beachtet.</numerusform>
            <numerusform>relata.json sagt %n Dinge, die niemand beachtet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>This database is known, as %1.</source>
        <translation>Diese Datenbank ist bekannt, als %1.</translation>
    </message>
    <message>
        <source>The project&apos;s files were changed by another program, and are read again.</source>
        <translation>Die Dateien des Projekts wurden von einem anderen Programm geändert und neu gelesen.</translation>
    </message>
    <message>
        <source>The project&apos;s files were changed by another program. They are read again once your own changes are saved or undone.</source>
        <translation>Die Dateien des Projekts wurden von einem anderen Programm geändert. Sie werden neu gelesen, sobald die eigenen Änderungen gespeichert oder zurückgenommen sind.</translation>
    </message>
</context>
<context>
    <name>relata::ApplyTerms</name>
    <message>
        <source>&amp;Look before and after</source>
        <translation>&amp;Vorher und nachher ansehen</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>&amp;Start at</source>
        <translation>&amp;Beginnen um</translation>
    </message>
    <message>
        <source>&amp;Finish by</source>
        <translation>&amp;Fertig bis</translation>
    </message>
    <message>
        <source>Look before and after</source>
        <translation>Vorher und nachher ansehen</translation>
    </message>
    <message>
        <source>It is looked over now, and runs then if just the same is pending. Relata has to stay open with the timeline in a tab: closed, nothing starts. Where that cannot be, relata migrate up --start-at stands in a terminal.</source>
        <translation>Es wird jetzt durchgesehen und läuft dann, wenn genau dasselbe ansteht. Relata muss offen bleiben, mit der Zeitleiste in einem Tab: Geschlossen beginnt nichts. Wo das nicht geht, steht relata migrate up --start-at in einem Terminal bereit.</translation>
    </message>
    <message>
        <source>Saved queries that only read are run, each for ten seconds at most, and rows and constraints that the migrations touch are looked at: before the first statement, and behind the last.</source>
        <translation>Gespeicherte Abfragen, die nur lesen, werden ausgeführt, jede höchstens zehn Sekunden, und Zeilen und Bedingungen, die die Migrationen berühren, werden angesehen: vor der ersten Anweisung und nach der letzten.</translation>
    </message>
    <message>
        <source>Nothing begins that took longer, when it was rehearsed, than is left by then; what runs is never cut off. What was not rehearsed counts three times what is guessed, and what nobody can guess is asked about.</source>
        <translation>Nichts beginnt, was in der Probe länger gedauert hat, als bis dahin bleibt; was läuft, wird nie abgeschnitten. Was nicht geprobt wurde, zählt dreimal so viel wie geschätzt, und nach dem, was niemand schätzen kann, wird gefragt.</translation>
    </message>
</context>
<context>
    <name>relata::BackValues</name>
    <message>
        <source>Values for rows that have none</source>
        <translation>Werte für Zeilen, die keinen haben</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Value for %1</source>
        <translation>Wert für %1</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>relata::BackupTerms</name>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>&amp;Without a backup</source>
        <translation>&amp;Ohne Sicherung</translation>
    </message>
    <message>
        <source>&amp;Back up first, into</source>
        <translation>Zuerst &amp;sichern, nach</translation>
    </message>
    <message>
        <source>Folder for the backup</source>
        <translation>Ordner für die Sicherung</translation>
    </message>
    <message>
        <source>Choose the Folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>There &amp;is one, of this name</source>
        <translation>Es &amp;gibt eine mit diesem Namen</translation>
    </message>
    <message>
        <source>Name of the backup</source>
        <translation>Name der Sicherung</translation>
    </message>
    <message>
        <source>Where it is, and why that is enough</source>
        <translation>Wo sie ist und warum das genügt</translation>
    </message>
    <message>
        <source>Folder for the Backup</source>
        <translation>Ordner für die Sicherung</translation>
    </message>
</context>
<context>
    <name>relata::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>relata::CellViewer</name>
    <message>
        <source>Value of the cell</source>
        <translation>Wert der Zelle</translation>
    </message>
    <message>
        <source>How to show the value</source>
        <translation>Wie der Wert gezeigt wird</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Close the value</source>
        <translation>Wert schließen</translation>
    </message>
    <message>
        <source>No cell</source>
        <translation>Keine Zelle</translation>
    </message>
    <message>
        <source>NULL</source>
        <translation>NULL</translation>
    </message>
    <message>
        <source>first %1 of %2</source>
        <translation>die ersten %1 von %2</translation>
    </message>
</context>
<context>
    <name>relata::CheckListModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
</context>
<context>
    <name>relata::ColumnTableModel</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Not null</source>
        <translation>Pflicht</translation>
    </message>
    <message>
        <source>Default or expression</source>
        <translation>Vorgabe oder Ausdruck</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>Collation</source>
        <translation>Sortierfolge</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>identity, always</source>
        <translation>Identität, immer</translation>
    </message>
    <message>
        <source>identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>auto increment</source>
        <translation>hochzählend</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>virtual</source>
        <translation>virtuell</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>primary key</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <source>foreign key</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <source>unique</source>
        <translation>eindeutig</translation>
    </message>
</context>
<context>
    <name>relata::CommandPalette</name>
    <message>
        <source>Nothing fits. Try fewer letters.</source>
        <translation>Nichts passt. Versuchen Sie weniger Buchstaben.</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Search commands and objects</source>
        <translation>Befehle und Objekte suchen</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>Go to a table, a query, a migration, or run a command  (&gt; for commands alone)</source>
        <translation>Tabelle, Abfrage, Migration oder Befehl suchen  (&gt; nur Befehle)</translation>
    </message>
</context>
<context>
    <name>relata::CommandTable</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Design</source>
        <translation>&amp;Entwurf</translation>
    </message>
    <message>
        <source>&amp;Query</source>
        <translation>Ab&amp;frage</translation>
    </message>
    <message>
        <source>Data&amp;base</source>
        <translation>Date&amp;nbank</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>relata::CompareDiagram</name>
    <message>
        <source>No table differs</source>
        <translation>Keine Tabelle unterscheidet sich</translation>
    </message>
    <message>
        <source>What differs is no table, column, key or index; the list names it.</source>
        <translation>Was sich unterscheidet, ist weder Tabelle noch Spalte, Schlüssel oder Index; die Liste nennt es.</translation>
    </message>
    <message>
        <source>Differences as a diagram</source>
        <translation>Unterschiede als Diagramm</translation>
    </message>
</context>
<context>
    <name>relata::CompareFieldModel</name>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
</context>
<context>
    <name>relata::CompareModel</name>
    <message>
        <source>not managed</source>
        <translation>nicht verwaltet</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <comment>of a table that differ</comment>
        <translation>
            <numerusform>%n Teil</numerusform>
            <numerusform>%n Teile</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: only on the right</source>
        <translation>%1: nur rechts</translation>
    </message>
    <message>
        <source>%1: only on the left</source>
        <translation>%1: nur links</translation>
    </message>
    <message>
        <source>%1: taken for renamed, as the two look alike</source>
        <translation>%1: für umbenannt gehalten, weil beide einander ähneln</translation>
    </message>
    <message>
        <source>%1: differs</source>
        <translation>%1: verschieden</translation>
    </message>
    <message>
        <source>%1: parts of it differ</source>
        <translation>%1: Teile davon sind verschieden</translation>
    </message>
    <message>
        <source>%1: equal on both sides</source>
        <translation>%1: auf beiden Seiten gleich</translation>
    </message>
</context>
<context>
    <name>relata::ComparePanel</name>
    <message>
        <source>Swap the Sides</source>
        <translation>Seiten tauschen</translation>
    </message>
    <message>
        <source>Read Both Sides Again</source>
        <translation>Beide Seiten neu lesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Differences and the object</source>
        <translation>Unterschiede und das Objekt</translation>
    </message>
    <message>
        <source>Left side</source>
        <translation>Linke Seite</translation>
    </message>
    <message>
        <source>Right side</source>
        <translation>Rechte Seite</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>Nur Unterschiede</translation>
    </message>
    <message>
        <source>Objects that differ</source>
        <translation>Objekte, die verschieden sind</translation>
    </message>
    <message>
        <source>Nothing comes along</source>
        <translation>Nichts kommt mit</translation>
    </message>
    <message>
        <source>Comes along: %1</source>
        <translation>Kommt mit: %1</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Read Again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Both sides are equal</source>
        <translation>Beide Seiten sind gleich</translation>
    </message>
    <message>
        <source>Every table, column, key and view is the same on both sides.</source>
        <translation>Jede Tabelle, jede Spalte, jeder Schlüssel und jede Sicht ist auf beiden Seiten gleich.</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>What differs appears here as soon as both sides are read.</source>
        <translation>Was verschieden ist, erscheint hier, sobald beide Seiten gelesen sind.</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>Noch nichts zu vergleichen</translation>
    </message>
    <message>
        <source>One of the sides has not been read. Choose another one, or read both again.</source>
        <translation>Eine der Seiten wurde nicht gelesen. Wählen Sie eine andere, oder lesen Sie beide neu.</translation>
    </message>
    <message>
        <source>Compare two schemas</source>
        <translation>Zwei Schemas vergleichen</translation>
    </message>
    <message>
        <source>Choose what stands on the left and on the right: the design, the timeline at a version, a database, an SQL file or another project.</source>
        <translation>Wählen Sie, was links und was rechts steht: der Entwurf, die Zeitleiste bei einer Version, eine Datenbank, eine SQL-Datei oder ein anderes Projekt.</translation>
    </message>
    <message>
        <source>%1 · %2 s</source>
        <translation>%1 · %2 s</translation>
    </message>
    <message numerus="yes">
        <source>%n only on the right</source>
        <translation>
            <numerusform>%n nur rechts</numerusform>
            <numerusform>%n nur rechts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n geändert</numerusform>
            <numerusform>%n geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n only on the left</source>
        <translation>
            <numerusform>%n nur links</numerusform>
            <numerusform>%n nur links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken for renamed</source>
        <translation>
            <numerusform>%n für umbenannt gehalten</numerusform>
            <numerusform>%n für umbenannt gehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take %n Into the Design</source>
        <translation>
            <numerusform>%n in den Entwurf übernehmen</numerusform>
            <numerusform>%n in den Entwurf übernehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Keine wählen</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Alle wählen</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) taken into the design.</source>
        <translation>
            <numerusform>%n Unterschied in den Entwurf übernommen.</numerusform>
            <numerusform>%n Unterschiede in den Entwurf übernommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Along came %1.</source>
        <translation>Mit kam: %1.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Show as a Diagram</source>
        <translation>Als Diagramm zeigen</translation>
    </message>
</context>
<context>
    <name>relata::ConnectionDialog</name>
    <message>
        <source>&amp;Test</source>
        <translation>&amp;Testen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Connect to a Database</source>
        <translation>Mit einer Datenbank verbinden</translation>
    </message>
    <message>
        <source>Connection %1</source>
        <translation>Verbindung %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Connecting to %1 …</source>
        <translation>Verbindung zu %1 wird hergestellt …</translation>
    </message>
    <message>
        <source>It answers, after %1 ms.</source>
        <translation>Sie antwortet nach %1 ms.</translation>
    </message>
    <message>
        <source>Keep It All the Same</source>
        <translation>Trotzdem behalten</translation>
    </message>
    <message>
        <source>This database is known, as %1.</source>
        <translation>Diese Datenbank ist bekannt, als %1.</translation>
    </message>
</context>
<context>
    <name>relata::ConnectionForm</name>
    <message>
        <source>Engine</source>
        <translation>Datenbanksystem</translation>
    </message>
    <message>
        <source>&amp;Engine</source>
        <translation>Datenbank&amp;system</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>How people call it</source>
        <translation>Wie man sie nennt</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Rechner</translation>
    </message>
    <message>
        <source>localhost, or paste a URL</source>
        <translation>localhost, oder eine URL einfügen</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>Unix &amp;socket</source>
        <translation>Unix-&amp;Socket</translation>
    </message>
    <message>
        <source>Instead of host and port</source>
        <translation>Statt Rechner und Port</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Datenbank</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>Database file</source>
        <translation>Datenbankdatei</translation>
    </message>
    <message>
        <source>A database file, or :memory:</source>
        <translation>Eine Datenbankdatei oder :memory:</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Choose a Database File</source>
        <translation>Datenbankdatei wählen</translation>
    </message>
    <message>
        <source>&amp;Keep the password in the keychain</source>
        <translation>Passwort im Schlüsselbund &amp;behalten</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>If the server offers it</source>
        <translation>Wenn der Server sie anbietet</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Required, certificate checked</source>
        <translation>Verlangt, Zertifikat geprüft</translation>
    </message>
    <message>
        <source>Required, certificate and name checked</source>
        <translation>Verlangt, Zertifikat und Name geprüft</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>En&amp;cryption</source>
        <translation>Vers&amp;chlüsselung</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>Keine Angabe</translation>
    </message>
    <message>
        <source>En&amp;vironment</source>
        <translation>Um&amp;gebung</translation>
    </message>
    <message>
        <source>&amp;Read only</source>
        <translation>Nur &amp;lesen</translation>
    </message>
    <message>
        <source>%1, the usual one</source>
        <translation>%1, der übliche</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>der übliche</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
</context>
<context>
    <name>relata::DdlPane</name>
    <message>
        <source>SQL of this object</source>
        <translation>SQL dieses Objekts</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Copy SQL</source>
        <translation>SQL kopieren</translation>
    </message>
</context>
<context>
    <name>relata::DesignGrid</name>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>relata::DesignProblems</name>
    <message>
        <source>Design</source>
        <translation>Entwurf</translation>
    </message>
</context>
<context>
    <name>relata::DiagnosisView</name>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Put the Diagnosis Away</source>
        <translation>Diagnose weglegen</translation>
    </message>
    <message>
        <source>Migration %1 stopped at statement %2 of %3.</source>
        <translation>Migration %1 blieb bei Anweisung %2 von %3 stehen.</translation>
    </message>
    <message>
        <source>Migration %1 was not begun, because of statement %2 of %3.</source>
        <translation>Migration %1 wurde nicht begonnen, wegen Anweisung %2 von %3.</translation>
    </message>
    <message>
        <source>The statement</source>
        <translation>Die Anweisung</translation>
    </message>
    <message>
        <source>What speaks for it</source>
        <translation>Was dafür spricht</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>Worum es geht</translation>
    </message>
    <message>
        <source>Ways out, the safest first</source>
        <translation>Auswege, der sicherste zuerst</translation>
    </message>
    <message>
        <source>Migration %1 stopped on its way down at statement %2 of %3.</source>
        <translation>Migration %1 ist auf dem Rückweg bei Anweisung %2 von %3 stehen geblieben.</translation>
    </message>
    <message>
        <source>Migration %1 stopped.</source>
        <translation>Migration %1 ist stehen geblieben.</translation>
    </message>
</context>
<context>
    <name>relata::DiagramMinimap</name>
    <message>
        <source>Overview of the diagram</source>
        <translation>Überblick über das Diagramm</translation>
    </message>
</context>
<context>
    <name>relata::DiagramPanel</name>
    <message>
        <source>No tables yet</source>
        <translation>Noch keine Tabellen</translation>
    </message>
    <message>
        <source>The diagram shows the tables of the design and how they refer to each other.</source>
        <translation>Das Diagramm zeigt die Tabellen des Entwurfs und wie sie aufeinander verweisen.</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Add Table</source>
        <translation>Tabelle hinzufügen</translation>
    </message>
    <message>
        <source>Add table</source>
        <translation>Tabelle hinzufügen</translation>
    </message>
    <message>
        <source>Add relation between two selected tables</source>
        <translation>Beziehung zwischen zwei gewählten Tabellen hinzufügen</translation>
    </message>
    <message>
        <source>Lay out</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Find table or column</source>
        <translation>Tabelle oder Spalte finden</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Vergrößerung</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>new_table</source>
        <comment>the name of a new table</comment>
        <translation>neue_tabelle</translation>
    </message>
    <message>
        <source>Select the two tables that the relation shall join, or one for itself.</source>
        <translation>Wählen Sie die zwei Tabellen, die die Beziehung verbinden soll, oder eine für sich selbst.</translation>
    </message>
    <message>
        <source>Name of the table</source>
        <translation>Name der Tabelle</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Name of the area; empty takes the tables out:</source>
        <translation>Name des Bereichs; leer nimmt die Tabellen heraus:</translation>
    </message>
    <message>
        <source>Export Picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>PDF page (*.pdf)</source>
        <translation>PDF-Seite (*.pdf)</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Diagram exported to %1</source>
        <translation>Diagramm exportiert nach %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Add Relation</source>
        <translation>Beziehung hinzufügen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Area…</source>
        <translation>Bereich …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Mark what is not saved as a migration</source>
        <translation>Markieren, was nicht als Migration gesichert ist</translation>
    </message>
</context>
<context>
    <name>relata::DiagramSearch</name>
    <message>
        <source>Find in the diagram</source>
        <translation>Im Diagramm suchen</translation>
    </message>
    <message>
        <source>Table or column</source>
        <translation>Tabelle oder Spalte</translation>
    </message>
    <message>
        <source>Number of matches</source>
        <translation>Zahl der Treffer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>relata::DiagramSheet</name>
    <message>
        <source>Arranging the tables</source>
        <translation>Die Tabellen werden angeordnet</translation>
    </message>
    <message>
        <source>The diagram appears when every table has its place.</source>
        <translation>Das Diagramm erscheint, wenn jede Tabelle ihren Platz hat.</translation>
    </message>
    <message>
        <source>The tables are not arranged</source>
        <translation>Die Tabellen sind nicht angeordnet</translation>
    </message>
    <message>
        <source>The job that gives them their places was stopped.</source>
        <translation>Der Auftrag, der ihnen Plätze gibt, wurde angehalten.</translation>
    </message>
    <message>
        <source>Lay Out</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Show All</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Diagram and its overview</source>
        <translation>Diagramm und seine Übersicht</translation>
    </message>
</context>
<context>
    <name>relata::DiagramView</name>
    <message>
        <source>1 column</source>
        <translation>1 Spalte</translation>
    </message>
    <message numerus="yes">
        <source>%n columns</source>
        <translation>
            <numerusform>%n Spalte</numerusform>
            <numerusform>%n Spalten</numerusform>
        </translation>
    </message>
    <message>
        <source>references %1</source>
        <translation>verweist auf %1</translation>
    </message>
    <message>
        <source>referenced by %1</source>
        <translation>verwiesen von %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
</context>
<context>
    <name>relata::DiffView</name>
    <message>
        <source>Marks of lines that differ</source>
        <translation>Markierungen verschiedener Zeilen</translation>
    </message>
</context>
<context>
    <name>relata::DockTitle</name>
    <message>
        <source>Float</source>
        <translation>Ablösen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>relata::DriftPage</name>
    <message>
        <source>Drift</source>
        <translation>Abweichungen</translation>
    </message>
    <message>
        <source>Look for &amp;drift when a database is chosen</source>
        <translation>Nach &amp;Abweichungen suchen, wenn eine Datenbank gewählt wird</translation>
    </message>
    <message>
        <source>Look for drift when a database is chosen</source>
        <translation>Nach Abweichungen suchen, wenn eine Datenbank gewählt wird</translation>
    </message>
    <message>
        <source>Minutes until drift is looked for again</source>
        <translation>Minuten, bis wieder nach Abweichungen gesucht wird</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>&amp;Again every</source>
        <translation>&amp;Wieder alle</translation>
    </message>
    <message>
        <source>Again every</source>
        <translation>Wieder alle</translation>
    </message>
    <message>
        <source>The applied migrations run on a scratch database, and its schema is compared. For production that is the project&apos;s scratch connection, or a private server of this computer.</source>
        <translation>Die angewendeten Migrationen laufen auf einer Probedatenbank, und deren Schema wird verglichen. Für Produktion steht sie auf der Probeverbindung des Projekts oder einem eigenen Server dieses Rechners.</translation>
    </message>
</context>
<context>
    <name>relata::EmptyState</name>
    <message>
        <source>Illustration</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>relata::EnvironmentBadge</name>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Environment: %1</source>
        <translation>Umgebung: %1</translation>
    </message>
</context>
<context>
    <name>relata::EnvironmentHead</name>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Enter Password…</source>
        <translation>Passwort eingeben…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Mehr zu %1</translation>
    </message>
    <message>
        <source>Try %1 again</source>
        <translation>%1 erneut versuchen</translation>
    </message>
    <message>
        <source>Enter the password of %1</source>
        <translation>Passwort von %1 eingeben</translation>
    </message>
</context>
<context>
    <name>relata::EnvironmentHeader</name>
    <message>
        <source>Databases</source>
        <translation>Datenbanken</translation>
    </message>
</context>
<context>
    <name>relata::EnvironmentModel</name>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>Teilweise</translation>
    </message>
    <message>
        <source>Out of order</source>
        <translation>Außer der Reihe</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Angewendet</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Anstehend</translation>
    </message>
    <message>
        <source>Applied %1 by %2</source>
        <translation>Angewendet %1 von %2</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemandem</translation>
    </message>
    <message>
        <source>It took %1</source>
        <translation>Es dauerte %1</translation>
    </message>
    <message numerus="yes">
        <source>%n statement(s)</source>
        <translation>
            <numerusform>%n Anweisung</numerusform>
            <numerusform>%n Anweisungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Partial, %1 of %2</source>
        <translation>Teilweise, %1 von %2</translation>
    </message>
    <message>
        <source>Nothing applied</source>
        <translation>Nichts angewendet</translation>
    </message>
    <message>
        <source>At %1</source>
        <translation>Bei %1</translation>
    </message>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%n anstehend</numerusform>
            <numerusform>%n anstehend</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Noch nicht gefragt</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt…</translation>
    </message>
    <message>
        <source>Not for this project</source>
        <translation>Nicht für dieses Projekt</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>Needs a password</source>
        <translation>Braucht ein Passwort</translation>
    </message>
    <message>
        <source>No drift</source>
        <translation>Keine Abweichung</translation>
    </message>
    <message numerus="yes">
        <source>Drift: %n object(s) differ</source>
        <translation>
            <numerusform>Abweichung: %n Objekt</numerusform>
            <numerusform>Abweichung: %n Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Drift not looked for</source>
        <translation>Abweichung nicht gesucht</translation>
    </message>
</context>
<context>
    <name>relata::EnvironmentStripe</name>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Environment: %1</source>
        <translation>Umgebung: %1</translation>
    </message>
</context>
<context>
    <name>relata::EnvironmentView</name>
    <message>
        <source>No databases yet</source>
        <translation>Noch keine Datenbanken</translation>
    </message>
    <message>
        <source>Connect to the databases that the migrations go to, and say which is development, staging and production: File, Connect to a Database. Each becomes a column here.</source>
        <translation>Verbinden Sie die Datenbanken, auf die die Migrationen gehen, und sagen Sie, welche Entwicklung, Staging und Produktion ist: Datei, Mit einer Datenbank verbinden. Jede wird hier eine Spalte.</translation>
    </message>
    <message>
        <source>No migrations yet</source>
        <translation>Noch keine Migrationen</translation>
    </message>
    <message>
        <source>Change the design and save what leads there as the first migration. Each becomes a row here.</source>
        <translation>Ändern Sie den Entwurf und speichern Sie, was dorthin führt, als erste Migration. Jede wird hier eine Zeile.</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>Stop Asking</source>
        <translation>Nicht weiter fragen</translation>
    </message>
    <message>
        <source>Ask All Databases Again</source>
        <translation>Alle Datenbanken erneut fragen</translation>
    </message>
    <message>
        <source>Migrations by database</source>
        <translation>Migrationen je Datenbank</translation>
    </message>
    <message>
        <source>Show Migration</source>
        <translation>Migration zeigen</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Apply Up to Here…</source>
        <translation>Bis hierher anwenden…</translation>
    </message>
    <message>
        <source>Asking databases: %1 of %2 have answered</source>
        <translation>Datenbanken werden gefragt: %1 von %2 haben geantwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n database(s)</source>
        <translation>
            <numerusform>%n Datenbank</numerusform>
            <numerusform>%n Datenbanken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n migration(s)</source>
        <translation>
            <numerusform>%n Migration</numerusform>
            <numerusform>%n Migrationen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a cell to see what can be done there</source>
        <translation>Wählen Sie eine Zelle, um zu sehen, was dort getan werden kann</translation>
    </message>
    <message>
        <source>%1 %2 on %3</source>
        <translation>%1 %2 auf %3</translation>
    </message>
    <message>
        <source>It is kept in the keychain.</source>
        <translation>Es wird im Schlüsselbund behalten.</translation>
    </message>
    <message>
        <source>Password for %1</source>
        <translation>Passwort für %1</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>%1 fragen</translation>
    </message>
    <message>
        <source>Ask Again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Enter Password…</source>
        <translation>Passwort eingeben…</translation>
    </message>
    <message>
        <source>Show Its Migrations</source>
        <translation>Ihre Migrationen zeigen</translation>
    </message>
    <message>
        <source>Compare With What Was Applied</source>
        <translation>Mit dem Angewendeten vergleichen</translation>
    </message>
    <message>
        <source>Check for Drift</source>
        <translation>Nach Abweichungen suchen</translation>
    </message>
</context>
<context>
    <name>relata::ExplorerPanel</name>
    <message>
        <source>Explorer</source>
        <translation>Explorer</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Read Again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>New Table</source>
        <translation>Neue Tabelle</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>New %1</source>
        <translation>Neu: %1</translation>
    </message>
    <message>
        <source>Bring Back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Delete the query “%1”?</source>
        <translation>Abfrage „%1“ löschen?</translation>
    </message>
    <message>
        <source>Its file %1 will be gone.</source>
        <translation>Ihre Datei %1 wird gelöscht.</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>„%1“ löschen</translation>
    </message>
    <message>
        <source>Use for New Queries</source>
        <translation>Für neue Abfragen verwenden</translation>
    </message>
    <message>
        <source>Compare with the Design</source>
        <translation>Mit dem Entwurf vergleichen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
</context>
<context>
    <name>relata::FieldForm</name>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
</context>
<context>
    <name>relata::FillList</name>
    <message>
        <source>Values for rows that are there</source>
        <translation>Werte für vorhandene Zeilen</translation>
    </message>
    <message>
        <source>Rows that are there need a value:</source>
        <translation>Vorhandene Zeilen brauchen einen Wert:</translation>
    </message>
    <message>
        <source>Value for %1</source>
        <translation>Wert für %1</translation>
    </message>
    <message>
        <source>SQL expression</source>
        <translation>SQL-Ausdruck</translation>
    </message>
    <message>
        <source>%1 is computed by SQL</source>
        <translation>%1 wird mit SQL berechnet</translation>
    </message>
    <message>
        <source>Computed from the row by the server, such as upper(name)</source>
        <translation>Vom Server aus der Zeile berechnet, etwa upper(name)</translation>
    </message>
    <message>
        <source>Left empty, rows without a value stop the migration</source>
        <translation>Bleibt das leer, halten Zeilen ohne Wert die Migration auf</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>relata::FindBar</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß- und Kleinschreibung</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>Suchen und ersetzen</translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation>Voriger (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation>Nächster (F3)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace All</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 replaced</source>
        <translation>%1 ersetzt</translation>
    </message>
</context>
<context>
    <name>relata::ForeignKeyListModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Verweist auf</translation>
    </message>
    <message>
        <source>Referenced columns</source>
        <translation>Zielspalten</translation>
    </message>
    <message>
        <source>On delete</source>
        <translation>Bei Löschung</translation>
    </message>
    <message>
        <source>On update</source>
        <translation>Bei Änderung</translation>
    </message>
</context>
<context>
    <name>relata::ImportDialog</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A database file, an SQL file, or postgresql://user@host/database</source>
        <translation>Eine Datenbankdatei, eine SQL-Datei oder postgresql://benutzer@rechner/datenbank</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>The file runs in a database of its own, which is gone afterwards. What it made becomes the design and migration 001.</source>
        <translation>Die Datei läuft in einer eigenen Datenbank, die danach wieder verschwindet. Was sie angelegt hat, wird zum Entwurf und zur Migration 001.</translation>
    </message>
    <message>
        <source>What is in the database becomes the design and migration 001. The database itself only gets a table that says that this migration is applied.</source>
        <translation>Was in der Datenbank ist, wird zum Entwurf und zur Migration 001. Die Datenbank selbst bekommt nur eine Tabelle, in der steht, dass diese Migration angewendet ist.</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Wird importiert …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Database or SQL File</source>
        <translation>Datenbank oder SQL-Datei</translation>
    </message>
    <message>
        <source>Databases and SQL files (*.db *.db3 *.sqlite *.sqlite3 *.sql);;All files (*)</source>
        <translation>Datenbanken und SQL-Dateien (*.db *.db3 *.sqlite *.sqlite3 *.sql);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Source</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;Database system</source>
        <translation>&amp;Datenbanksystem</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
</context>
<context>
    <name>relata::IndexListModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>Eindeutig</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Only where</source>
        <translation>Nur wo</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
</context>
<context>
    <name>relata::InspectorPanel</name>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Select a table, a column or anything else to see and change what it is made of.</source>
        <translation>Wählen Sie eine Tabelle, eine Spalte oder anderes aus, um zu sehen und zu ändern, woraus es besteht.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Selected object</source>
        <translation>Ausgewähltes Objekt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What belongs to it and what names it</source>
        <translation>Was dazugehört und was darauf verweist</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Named by</source>
        <translation>Genannt von</translation>
    </message>
</context>
<context>
    <name>relata::JobDelegate</name>
    <message>
        <source>Cancel this job</source>
        <translation>Diese Aufgabe abbrechen</translation>
    </message>
</context>
<context>
    <name>relata::JobListModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Elapsed</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>relata::KeptModel</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>today</source>
        <translation>von heute</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>by its way down</source>
        <translation>vom Rückweg</translation>
    </message>
    <message>
        <source>by nothing</source>
        <translation>nicht mehr</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>Was es war</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Migration</source>
        <translation>Migration</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>Gebraucht</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>relata::KeptView</name>
    <message>
        <source>Nothing is kept aside</source>
        <translation>Nichts ist beiseitegelegt</translation>
    </message>
    <message>
        <source>What migrations drop is kept in tables of its own, so that their ways down can bring it back. It stands here until you purge it.</source>
        <translation>Was Migrationen löschen, wird in eigenen Tabellen beiseitegelegt, damit ihre Rückwege es zurückholen können. Hier steht es, bis Sie es endgültig löschen.</translation>
    </message>
    <message>
        <source>No database yet</source>
        <translation>Noch keine Datenbank</translation>
    </message>
    <message>
        <source>Choose a connection above to see what migrations have kept aside in its database.</source>
        <translation>Wählen Sie oben eine Verbindung, um zu sehen, was Migrationen in ihrer Datenbank beiseitegelegt haben.</translation>
    </message>
    <message>
        <source>Ask the Database Again</source>
        <translation>Datenbank neu fragen</translation>
    </message>
    <message>
        <source>Select the Old</source>
        <translation>Alte auswählen</translation>
    </message>
    <message>
        <source>Kept aside</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>Kept tables</source>
        <translation>Beiseitegelegte Tabellen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Kept for at least </source>
        <translation>Seit mindestens </translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tagen</translation>
    </message>
    <message>
        <source>Asking %1 …</source>
        <translation>%1 wird gefragt …</translation>
    </message>
    <message>
        <source>%1 did not answer</source>
        <translation>%1 hat nicht geantwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n kept table(s) on %1 with %2 rows</source>
        <translation>
            <numerusform>%n beiseitegelegte Tabelle auf %1 mit %2 Zeilen</numerusform>
            <numerusform>%n beiseitegelegte Tabellen auf %1 mit %2 Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected, with %1 rows</source>
        <translation>
            <numerusform>%n ausgewählt, mit %1 Zeilen</numerusform>
            <numerusform>%n ausgewählt, mit %1 Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Purge…</source>
        <translation>Endgültig löschen …</translation>
    </message>
    <message numerus="yes">
        <source>Purge %n Table(s)…</source>
        <translation>
            <numerusform>%n Tabelle endgültig löschen …</numerusform>
            <numerusform>%n Tabellen endgültig löschen …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::KeyListModel</name>
    <message>
        <source>Sort</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
</context>
<context>
    <name>relata::ListPanel</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>relata::MainWindow</name>
    <message>
        <source>Relata</source>
        <translation>Relata</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Docks</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Main Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Main toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>No project</source>
        <translation>Kein Projekt</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Search commands and objects</source>
        <translation>Befehle und Objekte suchen</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Spacer</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>%1 — Relata</source>
        <translation>%1 — Relata</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Close Tab</source>
        <translation>Reiter schließen</translation>
    </message>
    <message>
        <source>Reopen Closed Tab</source>
        <translation>Geschlossenen Reiter öffnen</translation>
    </message>
    <message>
        <source>Next Tab</source>
        <translation>Nächster Reiter</translation>
    </message>
    <message>
        <source>Previous Tab</source>
        <translation>Voriger Reiter</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Command Palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Go to Object</source>
        <translation>Zu Objekt gehen</translation>
    </message>
    <message>
        <source>Next Pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous Pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Reset Layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>Theme: as the System</source>
        <translation>Farbschema: wie das System</translation>
    </message>
    <message>
        <source>Theme: Light</source>
        <translation>Farbschema: hell</translation>
    </message>
    <message>
        <source>Theme: Dark</source>
        <translation>Farbschema: dunkel</translation>
    </message>
    <message>
        <source>Theme: the System&apos;s High Contrast</source>
        <translation>Farbschema: hoher Kontrast des Systems</translation>
    </message>
    <message>
        <source>Larger Text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller Text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Normal Text Size</source>
        <translation>Normale Textgröße</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
</context>
<context>
    <name>relata::MessageLog</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>relata::MessageLogModel</name>
    <message>
        <source>%1 affected</source>
        <translation>%1 betroffen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 Zeilen</translation>
    </message>
</context>
<context>
    <name>relata::MigrationCard</name>
    <message>
        <source>Show SQL</source>
        <translation>SQL zeigen</translation>
    </message>
    <message>
        <source>SQL of the way up</source>
        <translation>SQL des Hinwegs</translation>
    </message>
    <message>
        <source>SQL of the way down</source>
        <translation>SQL des Rückwegs</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hin</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Migration %1 %2</source>
        <translation>Migration %1 %2</translation>
    </message>
    <message>
        <source>no way down</source>
        <translation>kein Rückweg</translation>
    </message>
    <message>
        <source>Hide SQL</source>
        <translation>SQL verbergen</translation>
    </message>
    <message>
        <source>Name of the migration</source>
        <translation>Name der Migration</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>The program has both ways.</source>
        <translation>Beide Wege stehen im Programm.</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>Freigeben…</translation>
    </message>
    <message>
        <source>Approve %1</source>
        <translation>%1 freigeben</translation>
    </message>
    <message>
        <source>More for This Migration</source>
        <translation>Mehr zu dieser Migration</translation>
    </message>
    <message>
        <source>File %1, which runs behind the migrations</source>
        <translation>Datei %1, die hinter den Migrationen läuft</translation>
    </message>
</context>
<context>
    <name>relata::MigrationHeader</name>
    <message>
        <source>Migrations</source>
        <translation>Migrationen</translation>
    </message>
</context>
<context>
    <name>relata::NameListEdit</name>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
</context>
<context>
    <name>relata::NewProjectDialog</name>
    <message>
        <source>Create Project</source>
        <translation>Projekt anlegen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>New Project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Database system</source>
        <translation>&amp;Datenbanksystem</translation>
    </message>
</context>
<context>
    <name>relata::ObjectCompare</name>
    <message>
        <source>The object on both sides</source>
        <translation>Das Objekt auf beiden Seiten</translation>
    </message>
    <message>
        <source>SQL of both sides</source>
        <translation>SQL beider Seiten</translation>
    </message>
    <message>
        <source>Fields that differ</source>
        <translation>Felder, die verschieden sind</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>SQL of the left side</source>
        <translation>SQL der linken Seite</translation>
    </message>
    <message>
        <source>SQL of the right side</source>
        <translation>SQL der rechten Seite</translation>
    </message>
</context>
<context>
    <name>relata::ObjectEditor</name>
    <message>
        <source>Why this is not changed here</source>
        <translation>Warum sich das hier nicht ändern lässt</translation>
    </message>
    <message>
        <source>Definition and SQL</source>
        <translation>Definition und SQL</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>%1 definitions are shown as the database has them.</source>
        <translation>Definitionen der Art %1 werden gezeigt, wie die Datenbank sie hat.</translation>
    </message>
    <message>
        <source>Relata does not manage this yet (%1). It is read, shown and never altered.</source>
        <translation>Relata verwaltet das noch nicht (%1). Es wird gelesen, gezeigt und nie geändert.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind and name</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>relata::PairedPlans</name>
    <message>
        <source>Plans before and now</source>
        <translation>Pläne vorher und jetzt</translation>
    </message>
    <message>
        <source>Plan before</source>
        <translation>Plan vorher</translation>
    </message>
    <message>
        <source>Plan now</source>
        <translation>Plan jetzt</translation>
    </message>
    <message>
        <source>The server shows no plan of this query.</source>
        <translation>Der Server zeigt keinen Plan dieser Abfrage.</translation>
    </message>
</context>
<context>
    <name>relata::PhaseList</name>
    <message>
        <source>Expand</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>Backfill</source>
        <translation>Auffüllen</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Verengen</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>Phasen</translation>
    </message>
    <message>
        <source>Before it: %1</source>
        <translation>Davor: %1</translation>
    </message>
    <message>
        <source>Abandon</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Changes in phases</source>
        <translation>Änderungen in Phasen</translation>
    </message>
    <message>
        <source>Next: %1. Before it: %2</source>
        <translation>Als Nächstes: %1. Davor: %2</translation>
    </message>
    <message>
        <source>Abandon…</source>
        <translation>Aufgeben …</translation>
    </message>
    <message>
        <source>Next Phase…</source>
        <translation>Nächste Phase …</translation>
    </message>
</context>
<context>
    <name>relata::PhaseTerms</name>
    <message>
        <source>Terms</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>New &amp;column</source>
        <translation>Neue &amp;Spalte</translation>
    </message>
    <message>
        <source>Its &amp;value</source>
        <translation>Ihr &amp;Wert</translation>
    </message>
    <message>
        <source>The way &amp;back</source>
        <translation>Der Weg &amp;zurück</translation>
    </message>
    <message>
        <source>as the server converts it</source>
        <translation>wie der Server umwandelt</translation>
    </message>
    <message>
        <source>Value of %1</source>
        <translation>Wert von %1</translation>
    </message>
</context>
<context>
    <name>relata::PlanModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>never run</source>
        <translation>nie gelaufen</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Wärme</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Own time</source>
        <translation>Eigene Zeit</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Off by</source>
        <translation>Daneben um</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Loops</source>
        <translation>Durchläufe</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
</context>
<context>
    <name>relata::PlanView</name>
    <message>
        <source>Query plan</source>
        <translation>Abfrageplan</translation>
    </message>
    <message>
        <source>Forms of the plan</source>
        <translation>Formen des Plans</translation>
    </message>
    <message>
        <source>The server&apos;s own text</source>
        <translation>Text des Servers</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Plan as a tree</source>
        <translation>Plan als Baum</translation>
    </message>
    <message>
        <source>Details of the operation</source>
        <translation>Einzelheiten der Operation</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Nothing stands out in this plan.</source>
        <translation>An diesem Plan fällt nichts auf.</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Findings and figures</source>
        <translation>Befunde und Zahlen</translation>
    </message>
    <message>
        <source>Plan and findings</source>
        <translation>Plan und Befunde</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>relata::ProblemModel</name>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
</context>
<context>
    <name>relata::ProjectForm</name>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Folder of the Project</source>
        <translation>Ordner des Projekts</translation>
    </message>
</context>
<context>
    <name>relata::QueryFile</name>
    <message>
        <source>The file of “%1” was changed outside of this window.</source>
        <translation>Die Datei von „%1“ wurde außerhalb dieses Fensters geändert.</translation>
    </message>
    <message>
        <source>Keep My Text</source>
        <translation>Meinen Text behalten</translation>
    </message>
    <message>
        <source>Take the File&apos;s</source>
        <translation>Text der Datei nehmen</translation>
    </message>
    <message>
        <source>Save Query</source>
        <translation>Abfrage speichern</translation>
    </message>
    <message>
        <source>Name in the project</source>
        <translation>Name im Projekt</translation>
    </message>
    <message>
        <source>There is a query named “%1” already.</source>
        <translation>Es gibt schon eine Abfrage namens „%1“.</translation>
    </message>
</context>
<context>
    <name>relata::QueryPanel</name>
    <message>
        <source>Query text</source>
        <translation>Abfragetext</translation>
    </message>
    <message>
        <source>Text and results</source>
        <translation>Text und Ergebnisse</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run the statement at the caret (Ctrl+Enter)</source>
        <translation>Anweisung am Cursor ausführen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Run the whole script (Ctrl+Shift+Enter)</source>
        <translation>Ganzes Skript ausführen (Strg+Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>Show the query&apos;s plan (Ctrl+E)</source>
        <translation>Plan der Abfrage zeigen (Strg+E)</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>&amp;Erklären</translation>
    </message>
    <message>
        <source>Explain and &amp;Run</source>
        <translation>Erklären und &amp;ausführen</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Festschreiben</translation>
    </message>
    <message>
        <source>Commit: automatic</source>
        <translation>Festschreiben: automatisch</translation>
    </message>
    <message>
        <source>Commit: by hand</source>
        <translation>Festschreiben: von Hand</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Commit the transaction</source>
        <translation>Transaktion festschreiben</translation>
    </message>
    <message>
        <source>Roll Back</source>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <source>Roll the transaction back</source>
        <translation>Transaktion zurückrollen</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Commit or roll back before you change the connection.</source>
        <translation>Schreiben Sie fest oder rollen Sie zurück, bevor Sie die Verbindung wechseln.</translation>
    </message>
    <message>
        <source>Connect Again</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>Transaction open</source>
        <translation>Transaktion offen</translation>
    </message>
    <message>
        <source>Transaction failed: roll back</source>
        <translation>Transaktion gescheitert: zurückrollen</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>The open transaction on %1 will be rolled back.</source>
        <translation>Die offene Transaktion auf %1 wird zurückgerollt.</translation>
    </message>
    <message>
        <source>The query running on %1 will be cancelled.</source>
        <translation>Die laufende Abfrage auf %1 wird abgebrochen.</translation>
    </message>
    <message>
        <source>The query “%1” has changes that are not saved.</source>
        <translation>Die Abfrage „%1“ hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>%1 •</source>
        <comment>a text that is not saved</comment>
        <translation>%1 •</translation>
    </message>
</context>
<context>
    <name>relata::RepairView</name>
    <message>
        <source>What the ledger and the files say differently</source>
        <translation>Worin sich Verzeichnis und Dateien unterscheiden</translation>
    </message>
    <message>
        <source>As it was applied, and as the file is</source>
        <translation>Wie es angewendet wurde und wie die Datei ist</translation>
    </message>
    <message>
        <source>Migrations to settle</source>
        <translation>Zu klärende Migrationen</translation>
    </message>
    <message>
        <source>%1 %2: take the file for what was applied</source>
        <translation>%1 %2: die Datei als das Angewendete nehmen</translation>
    </message>
    <message>
        <source>%1 %2: forget it, as its file is gone</source>
        <translation>%1 %2: vergessen, denn ihre Datei fehlt</translation>
    </message>
</context>
<context>
    <name>relata::ResultGrid</name>
    <message>
        <source>Result rows</source>
        <translation>Ergebniszeilen</translation>
    </message>
    <message>
        <source>Copied the value</source>
        <translation>Wert kopiert</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy with &amp;Header</source>
        <translation>Mit Kopf&amp;zeile kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;As</source>
        <translation>Kopieren &amp;als</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Select A&amp;ll</source>
        <translation>A&amp;lles auswählen</translation>
    </message>
    <message>
        <source>&amp;Show Value</source>
        <translation>Wert &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Fit Columns</source>
        <translation>Spalten an&amp;passen</translation>
    </message>
    <message>
        <source>INSERT</source>
        <translation>INSERT</translation>
    </message>
    <message>
        <source>&amp;Export Rows…</source>
        <translation>Zeilen &amp;exportieren …</translation>
    </message>
    <message>
        <source>;;INSERT statements (*.sql)</source>
        <translation>;;INSERT-Anweisungen (*.sql)</translation>
    </message>
    <message>
        <source>Export Rows</source>
        <translation>Zeilen exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv);;Tab-separated (*.tsv);;JSON (*.json);;JSON lines (*.ndjson);;Markdown (*.md)</source>
        <translation>CSV (*.csv);;Mit Tabulatoren (*.tsv);;JSON (*.json);;JSON-Zeilen (*.ndjson);;Markdown (*.md)</translation>
    </message>
    <message>
        <source>No format goes by the ending of %1</source>
        <translation>Kein Format hat die Endung von %1</translation>
    </message>
    <message>
        <source>Exported %1 to %2</source>
        <translation>%1 nach %2 exportiert</translation>
    </message>
    <message>
        <source>%1 cells</source>
        <translation>%1 Zellen</translation>
    </message>
    <message>
        <source>%1 NULL</source>
        <translation>%1 NULL</translation>
    </message>
    <message>
        <source>sum %1</source>
        <translation>Summe %1</translation>
    </message>
    <message>
        <source>average %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Row numbers</source>
        <translation>Zeilennummern</translation>
    </message>
</context>
<context>
    <name>relata::ResultView</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Row %1, %2</source>
        <translation>Zeile %1, %2</translation>
    </message>
    <message>
        <source>Rows and value</source>
        <translation>Zeilen und Wert</translation>
    </message>
</context>
<context>
    <name>relata::ResultsPane</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Results and messages</source>
        <translation>Ergebnisse und Meldungen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>&amp;Unpin</source>
        <translation>&amp;Lösen</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>An&amp;heften</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>Noch keine Ergebnisse</translation>
    </message>
    <message>
        <source>Ctrl+Enter runs the statement at the caret, Ctrl+Shift+Enter the whole script.</source>
        <translation>Strg+Eingabe führt die Anweisung am Cursor aus, Strg+Umschalt+Eingabe das ganze Skript.</translation>
    </message>
    <message>
        <source>Result %1</source>
        <translation>Ergebnis %1</translation>
    </message>
</context>
<context>
    <name>relata::RunStatus</name>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
        <source>State of the query</source>
        <translation>Zustand der Abfrage</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Incomplete: %1 · %2</source>
        <translation>Unvollständig: %1 · %2</translation>
    </message>
    <message>
        <source>Running · %1</source>
        <translation>Läuft · %1</translation>
    </message>
    <message>
        <source>≥ %1</source>
        <translation>≥ %1</translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation>%1 Zeilen/s</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Rows and time</source>
        <translation>Zeilen und Zeit</translation>
    </message>
    <message>
        <source>Selected cells</source>
        <translation>Ausgewählte Zellen</translation>
    </message>
</context>
<context>
    <name>relata::RunStrip</name>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Beenden…</translation>
    </message>
    <message>
        <source>Statements done</source>
        <translation>Erledigte Anweisungen</translation>
    </message>
    <message>
        <source>Pace of the batches</source>
        <translation>Tempo der Portionen</translation>
    </message>
    <message>
        <source>How much of the time batches work; they rest for what is left.</source>
        <translation>Wie viel der Zeit die Portionen arbeiten; die übrige ruhen sie.</translation>
    </message>
    <message>
        <source>Pace %1 %</source>
        <translation>Tempo %1 %</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>End It…</source>
        <translation>Beenden…</translation>
    </message>
    <message>
        <source>A run of %1 was killed, and its statement still works on the server</source>
        <translation>Ein Lauf von %1 wurde abgebrochen, und seine Anweisung arbeitet noch auf dem Server</translation>
    </message>
    <message>
        <source>Somebody holds the migration lock</source>
        <translation>Jemand hält die Migrationssperre</translation>
    </message>
    <message>
        <source>%1 is paused at statement %2 of %3</source>
        <translation>%1 ist bei Anweisung %2 von %3 angehalten</translation>
    </message>
    <message>
        <source>%1 is being applied, statement %2 of %3</source>
        <translation>%1 wird angewendet, Anweisung %2 von %3</translation>
    </message>
    <message>
        <source>%1 is being taken back, statement %2 of %3</source>
        <translation>%1 wird zurückgenommen, Anweisung %2 von %3</translation>
    </message>
    <message>
        <source>%1, process %2, since %3</source>
        <translation>%1, Prozess %2, seit %3</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>relata::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
</context>
<context>
    <name>relata::ShortcutsPage</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Double-click to record other keys</source>
        <translation>Doppelklick nimmt andere Tasten auf</translation>
    </message>
    <message>
        <source>Press the keys</source>
        <translation>Drücken Sie die Tasten</translation>
    </message>
    <message>
        <source>Another command has the same keys</source>
        <translation>Ein anderer Befehl hat dieselben Tasten</translation>
    </message>
</context>
<context>
    <name>relata::SightView</name>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>As the migration needs it</source>
        <translation>Wie die Migration es braucht</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie es ist</translation>
    </message>
    <message>
        <source>After the migration</source>
        <translation>Hinter der Migration</translation>
    </message>
    <message>
        <source>Named by %1</source>
        <translation>Genannt von %1</translation>
    </message>
    <message>
        <source>As the way down needs it</source>
        <translation>Wie der Rückweg es braucht</translation>
    </message>
    <message>
        <source>After the way down</source>
        <translation>Nach dem Rückweg</translation>
    </message>
</context>
<context>
    <name>relata::SourcePicker</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>SQL File…</source>
        <translation>SQL-Datei …</translation>
    </message>
    <message>
        <source>Another Project…</source>
        <translation>Anderes Projekt …</translation>
    </message>
    <message>
        <source>SQL File</source>
        <translation>SQL-Datei</translation>
    </message>
    <message>
        <source>Another Project</source>
        <translation>Anderes Projekt</translation>
    </message>
    <message>
        <source>SQL (*.sql)</source>
        <translation>SQL (*.sql)</translation>
    </message>
</context>
<context>
    <name>relata::SqlCompleter</name>
    <message>
        <source>Completions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>relata::SqlEditor</name>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
</context>
<context>
    <name>relata::SqlView</name>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
</context>
<context>
    <name>relata::SquashRange</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Which migrations</source>
        <translation>Welche Migrationen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>der Anfang</translation>
    </message>
    <message>
        <source>Migrations that are replaced</source>
        <translation>Migrationen, die ersetzt werden</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>T&amp;o</source>
        <translation>&amp;Bis</translation>
    </message>
    <message>
        <source>%1 has %2 of these %3: it could not go on before it is brought past all of them with the old files.</source>
        <translation>%1 hat %2 dieser %3: Dort ginge es erst weiter, wenn mit den alten Dateien alle angewendet sind.</translation>
    </message>
    <message>
        <source>T&amp;itle</source>
        <translation>&amp;Titel</translation>
    </message>
</context>
<context>
    <name>relata::StatusStrip</name>
    <message>
        <source>No running jobs</source>
        <translation>Keine laufenden Aufgaben</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message numerus="yes">
        <source>%n running job(s)</source>
        <translation>
            <numerusform>%n laufende Aufgabe</numerusform>
            <numerusform>%n laufende Aufgaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n danger(s)</source>
        <translation>
            <numerusform>%n Gefahr</numerusform>
            <numerusform>%n Gefahren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>relata::TabArea</name>
    <message>
        <source>Open documents</source>
        <translation>Offene Dokumente</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>Reiter</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Close “%1”?</source>
        <translation>„%1“ schließen?</translation>
    </message>
    <message>
        <source>Close “%1”</source>
        <translation>„%1“ schließen</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Reiter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close Others</source>
        <translation>Andere schließen</translation>
    </message>
</context>
<context>
    <name>relata::TableEditor</name>
    <message>
        <source>Parts of the table</source>
        <translation>Teile der Tabelle</translation>
    </message>
    <message>
        <source>What is wrong with the table</source>
        <translation>Was an der Tabelle nicht stimmt</translation>
    </message>
    <message>
        <source>Why this could not be done</source>
        <translation>Warum das nicht ging</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Table and SQL</source>
        <translation>Tabelle und SQL</translation>
    </message>
    <message>
        <source>Primary key on or off (Ctrl+K)</source>
        <translation>Primärschlüssel an oder aus (Strg+K)</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>Nach oben (Alt+Hoch)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>Nach unten (Alt+Runter)</translation>
    </message>
    <message>
        <source>Drop (Del)</source>
        <translation>Löschen (Entf)</translation>
    </message>
    <message>
        <source>Add (Ctrl+Return)</source>
        <translation>Hinzufügen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Table %1</source>
        <translation>Tabelle %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>name: what is wrong</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>And %n more</source>
        <translation>
            <numerusform>Und %n weiterer</numerusform>
            <numerusform>Und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Row %1 of %2</source>
        <translation>Zeile %1 von %2</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>No columns yet</source>
        <translation>Noch keine Spalten</translation>
    </message>
    <message>
        <source>A table needs at least one.</source>
        <translation>Eine Tabelle braucht mindestens eine.</translation>
    </message>
    <message>
        <source>Add Column</source>
        <translation>Spalte hinzufügen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>No keys yet</source>
        <translation>Noch keine Schlüssel</translation>
    </message>
    <message>
        <source>A primary key tells rows apart; a unique constraint keeps other columns from repeating.</source>
        <translation>Ein Primärschlüssel unterscheidet Zeilen; eine Eindeutigkeitsbedingung hält andere Spalten davon ab, sich zu wiederholen.</translation>
    </message>
    <message>
        <source>Add Key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Foreign keys</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <source>No foreign keys yet</source>
        <translation>Noch keine Fremdschlüssel</translation>
    </message>
    <message>
        <source>A foreign key makes columns refer to a row elsewhere.</source>
        <translation>Ein Fremdschlüssel lässt Spalten auf eine Zeile anderswo verweisen.</translation>
    </message>
    <message>
        <source>Add Foreign Key</source>
        <translation>Fremdschlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>No checks yet</source>
        <translation>Noch keine Prüfungen</translation>
    </message>
    <message>
        <source>A check is a condition that each row must meet.</source>
        <translation>Eine Prüfung ist eine Bedingung, die jede Zeile erfüllen muss.</translation>
    </message>
    <message>
        <source>Add Check</source>
        <translation>Prüfung hinzufügen</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indizes</translation>
    </message>
    <message>
        <source>No indexes yet</source>
        <translation>Noch keine Indizes</translation>
    </message>
    <message>
        <source>An index finds rows by these columns without reading them all.</source>
        <translation>Ein Index findet Zeilen nach diesen Spalten, ohne alle zu lesen.</translation>
    </message>
    <message>
        <source>Add Index</source>
        <translation>Index hinzufügen</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <source>No triggers</source>
        <translation>Keine Trigger</translation>
    </message>
    <message>
        <source>Triggers that the database has are shown here.</source>
        <translation>Trigger, die die Datenbank hat, werden hier gezeigt.</translation>
    </message>
</context>
<context>
    <name>relata::TableHeader</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Wozu sie dient</translation>
    </message>
    <message>
        <source>Name and comment</source>
        <translation>Name und Kommentar</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>What is wrong with the name</source>
        <translation>Was am Namen nicht stimmt</translation>
    </message>
</context>
<context>
    <name>relata::TimelinePanel</name>
    <message>
        <source>Prove Pending</source>
        <translation>Anstehende beweisen</translation>
    </message>
    <message>
        <source>No migrations yet</source>
        <translation>Noch keine Migrationen</translation>
    </message>
    <message>
        <source>Change the design, and what leads there appears here as SQL, ready to be saved as the first migration.</source>
        <translation>Ändern Sie den Entwurf, und was dorthin führt, erscheint hier als SQL, bereit, als erste Migration gesichert zu werden.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Migrations, the newest first</source>
        <translation>Migrationen, die neueste zuerst</translation>
    </message>
    <message>
        <source>Apply All the Same</source>
        <translation>Trotzdem anwenden</translation>
    </message>
    <message>
        <source>Ask the Database Again</source>
        <translation>Datenbank neu fragen</translation>
    </message>
    <message>
        <source>Choose a connection to see what is applied</source>
        <translation>Wählen Sie eine Verbindung, um zu sehen, was angewendet ist</translation>
    </message>
    <message numerus="yes">
        <source>Apply %n Migration(s) to %1</source>
        <translation>
            <numerusform>%n Migration auf %1 anwenden</numerusform>
            <numerusform>%n Migrationen auf %1 anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to Apply</source>
        <translation>Nichts anzuwenden</translation>
    </message>
    <message>
        <source>Roll Back</source>
        <translation>Zurückrollen</translation>
    </message>
    <message>
        <source>Roll Back %1</source>
        <translation>%1 zurückrollen</translation>
    </message>
    <message numerus="yes">
        <source>Migration %1 stopped: %n of %2 statements are done.</source>
        <translation>
            <numerusform>Migration %1 blieb stehen: %n von %2 Anweisungen ist getan.</numerusform>
            <numerusform>Migration %1 blieb stehen: %n von %2 Anweisungen sind getan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Roll Back What Was Done</source>
        <translation>Getanes zurückrollen</translation>
    </message>
    <message>
        <source>Save Migration</source>
        <translation>Migration sichern</translation>
    </message>
    <message>
        <source>Unsaved migration</source>
        <translation>Ungesicherte Migration</translation>
    </message>
    <message>
        <source>Unsaved</source>
        <translation>Ungesichert</translation>
    </message>
    <message>
        <source>No plan</source>
        <translation>Kein Plan</translation>
    </message>
    <message numerus="yes">
        <source>Apply %n migration(s) to %1?</source>
        <translation>
            <numerusform>%n Migration auf %1 anwenden?</numerusform>
            <numerusform>%n Migrationen auf %1 anwenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>This changes a production database: %1.</source>
        <translation>Das ändert eine Produktionsdatenbank: %1.</translation>
    </message>
    <message>
        <source>Roll back %1 on %2?</source>
        <translation>%1 auf %2 zurückrollen?</translation>
    </message>
    <message>
        <source>Its way down runs. The tables and columns that the migration made go, with the values in them.</source>
        <translation>Ihr Rückweg wird ausgeführt. Tabellen und Spalten, die die Migration angelegt hat, verschwinden mit den Werten darin.</translation>
    </message>
    <message>
        <source>Roll Back %1 on %2</source>
        <translation>%1 auf %2 zurückrollen</translation>
    </message>
    <message>
        <source>Resume migration %1?</source>
        <translation>Migration %1 fortsetzen?</translation>
    </message>
    <message>
        <source>Its remaining statements run in a production database.</source>
        <translation>Ihre übrigen Anweisungen werden auf einer Produktionsdatenbank ausgeführt.</translation>
    </message>
    <message>
        <source>Resume on %1</source>
        <translation>Auf %1 fortsetzen</translation>
    </message>
    <message>
        <source>Roll back what %1 did?</source>
        <translation>Zurückrollen, was %1 getan hat?</translation>
    </message>
    <message>
        <source>The statements of migration %1 that are done are taken back in a production database.</source>
        <translation>Die ausgeführten Anweisungen der Migration %1 werden auf einer Produktionsdatenbank zurückgenommen.</translation>
    </message>
    <message>
        <source>Roll Back on %1</source>
        <translation>Auf %1 zurückrollen</translation>
    </message>
    <message>
        <source>Open the Diagram</source>
        <translation>Diagramm öffnen</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Migrations</source>
        <translation>Migrationen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Compare the Database With What Was Applied</source>
        <translation>Datenbank mit dem Angewendeten vergleichen</translation>
    </message>
    <message numerus="yes">
        <source>Save %1 of %n Change(s)</source>
        <translation>
            <numerusform>%1 von %n Änderung sichern</numerusform>
            <numerusform>%1 von %n Änderungen sichern</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>Nichts gewählt</translation>
    </message>
    <message>
        <source>Folder for the Backup of %1</source>
        <translation>Ordner für die Sicherung von %1</translation>
    </message>
    <message>
        <source>Back Up the Database</source>
        <translation>Datenbank sichern</translation>
    </message>
    <message>
        <source>Rehearse on a Copy of the Database</source>
        <translation>Auf einer Kopie der Datenbank proben</translation>
    </message>
    <message>
        <source>It Is Done</source>
        <translation>Es ist getan</translation>
    </message>
    <message>
        <source>Resume migration %1 on %2?</source>
        <translation>Migration %1 auf %2 fortsetzen?</translation>
    </message>
    <message>
        <source>Change what the ledger of %1 says?</source>
        <translation>Ändern, was im Verzeichnis von %1 steht?</translation>
    </message>
    <message>
        <source>No statement of a migration runs.</source>
        <translation>Keine Anweisung einer Migration wird ausgeführt.</translation>
    </message>
    <message>
        <source>Forget the Run on %1</source>
        <translation>Den Lauf auf %1 vergessen</translation>
    </message>
    <message>
        <source>Mark as Applied on %1</source>
        <translation>Auf %1 als angewendet vermerken</translation>
    </message>
    <message>
        <source>Diagnose</source>
        <translation>Untersuchen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Roll back migration %1 on %2?</source>
        <translation>Migration %1 auf %2 zurückrollen?</translation>
    </message>
    <message>
        <source>Run It on This Computer</source>
        <translation>Auf diesem Rechner ausführen</translation>
    </message>
    <message>
        <source>Apply to %1 what was not tried before?</source>
        <translation>Auf %1 anwenden, was vorher nicht erprobt wurde?</translation>
    </message>
    <message>
        <source>The reason is kept in the database, beside what runs have waited for.</source>
        <translation>Der Grund wird in der Datenbank festgehalten, neben dem, worauf Läufe gewartet haben.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>Nothing is pending on %1 up to migration %2.</source>
        <translation>Auf %1 steht bis zur Migration %2 nichts aus.</translation>
    </message>
    <message>
        <source>Migration %1 is approved by %2</source>
        <translation>Migration %1 ist von %2 freigegeben</translation>
    </message>
    <message>
        <source>Nothing was applied to %1: migration %2, or one before it, was changed after it was approved.</source>
        <translation>Auf %1 wurde nichts angewendet: Migration %2, oder eine davor, wurde nach ihrer Freigabe geändert.</translation>
    </message>
    <message>
        <source>Nothing was applied to %1, which takes only what is approved: migration %2 is not.</source>
        <translation>Auf %1 wurde nichts angewendet; es nimmt nur Freigegebenes, und Migration %2 ist es nicht.</translation>
    </message>
    <message>
        <source>Not approved: %1</source>
        <translation>Nicht freigegeben: %1</translation>
    </message>
    <message>
        <source>Approve %1…</source>
        <translation>%1 freigeben…</translation>
    </message>
    <message>
        <source>Approve migration %1 %2?</source>
        <translation>Migration %1 %2 freigeben?</translation>
    </message>
    <message>
        <source>The approval holds for its statements as they are and for all that run before it; a change voids it. It is a file of the project, under approvals.</source>
        <translation>Die Freigabe gilt für ihre Anweisungen, wie sie sind, und für alle, die davor laufen; eine Änderung hebt sie auf. Sie ist eine Datei des Projekts, unter approvals.</translation>
    </message>
    <message>
        <source>&amp;Approved by</source>
        <translation>&amp;Freigegeben von</translation>
    </message>
    <message>
        <source>Approve %1</source>
        <translation>%1 freigeben</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Notiz</translation>
    </message>
    <message>
        <source>No drift on %1</source>
        <translation>Keine Abweichung auf %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 has drifted: %n object(s) are not what the applied migrations lead to.</source>
        <translation>
            <numerusform>%1 weicht ab: %n Objekt ist nicht, wohin die angewendeten Migrationen führen.</numerusform>
            <numerusform>%1 weicht ab: %n Objekte sind nicht, wohin die angewendeten Migrationen führen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Adopt as Migration…</source>
        <translation>Als Migration übernehmen…</translation>
    </message>
    <message>
        <source>Revert…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Ignore…</source>
        <translation>Ignorieren…</translation>
    </message>
    <message>
        <source>Make a migration of the drift on %1?</source>
        <translation>Aus der Abweichung auf %1 eine Migration machen?</translation>
    </message>
    <message>
        <source>It is proved, up and down, on a scratch database; then it becomes the timeline&apos;s next file, and the ledger of %1 says that it is applied. Other databases get it as any migration.</source>
        <translation>Sie wird auf einer Wegwerfdatenbank bewiesen, hin und zurück; dann wird sie die nächste Datei der Zeitleiste, und das Verzeichnis von %1 sagt, dass sie angewendet ist. Andere Datenbanken bekommen sie wie jede Migration.</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>Adopt as Migration</source>
        <translation>Als Migration übernehmen</translation>
    </message>
    <message>
        <source>adopt drift</source>
        <translation>Abweichung übernehmen</translation>
    </message>
    <message>
        <source>SQL of the way back</source>
        <translation>SQL des Rückwegs</translation>
    </message>
    <message>
        <source>Take the drift on %1 back?</source>
        <translation>Die Abweichung auf %1 zurücknehmen?</translation>
    </message>
    <message>
        <source>Take Back on %1</source>
        <translation>Auf %1 zurücknehmen</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was abweicht</translation>
    </message>
    <message>
        <source>Ignore what differs?</source>
        <translation>Ignorieren, was abweicht?</translation>
    </message>
    <message>
        <source>What is chosen does not count as drift any more, on any database of the project. The rules stand in relata.json, under drift, where they can be made wider or taken out.</source>
        <translation>Was gewählt ist, zählt auf keiner Datenbank des Projekts mehr als Abweichung. Die Regeln stehen in relata.json unter drift; dort können sie weiter gefasst oder gelöscht werden.</translation>
    </message>
    <message>
        <source>Ignore What Is Chosen</source>
        <translation>Gewähltes ignorieren</translation>
    </message>
    <message numerus="yes">
        <source>%n pending migration(s) not approved</source>
        <translation>
            <numerusform>%n anstehende Migration nicht freigegeben</numerusform>
            <numerusform>%n anstehende Migrationen nicht freigegeben</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Its statement is cancelled on the server. What its transaction has done is undone; what was committed stays, and can be gone on with or rolled back.</source>
        <translation>Seine Anweisung wird auf dem Server abgebrochen. Was ihre Transaktion getan hat, wird rückgängig gemacht; was festgeschrieben ist, bleibt und kann fortgesetzt oder zurückgenommen werden.</translation>
    </message>
    <message>
        <source>Stop the Run</source>
        <translation>Den Lauf beenden</translation>
    </message>
    <message>
        <source>Nothing was done: the timeline does not stand on %1 any more, which was asked about.</source>
        <translation>Nichts wurde getan: Die Zeitleiste steht nicht mehr auf %1, wonach gefragt wurde.</translation>
    </message>
    <message>
        <source>Nothing of a migration runs.</source>
        <translation>Nichts von einer Migration läuft.</translation>
    </message>
    <message>
        <source>Applied from then on: %1.</source>
        <translation>Von da an angewendet: %1.</translation>
    </message>
    <message>
        <source>Not applied any more: %1.</source>
        <translation>Nicht mehr angewendet: %1.</translation>
    </message>
    <message>
        <source>Whether that is true could not be found out: %1</source>
        <translation>Ob das stimmt, ließ sich nicht herausfinden: %1</translation>
    </message>
    <message>
        <source>The database is just what this version leads to.</source>
        <translation>Die Datenbank ist genau das, wohin diese Version führt.</translation>
    </message>
    <message>
        <source>The database is not what this version leads to:</source>
        <translation>Die Datenbank ist nicht das, wohin diese Version führt:</translation>
    </message>
    <message>
        <source>Script to %1</source>
        <translation>Skript bis %1</translation>
    </message>
    <message>
        <source>Apply Up to Here…</source>
        <translation>Bis hierher anwenden…</translation>
    </message>
    <message>
        <source>Roll Back to Here…</source>
        <translation>Bis hier zurücknehmen…</translation>
    </message>
    <message>
        <source>Open the Script Up to Here</source>
        <translation>Das Skript bis hier öffnen</translation>
    </message>
    <message>
        <source>Open the Script Back to Here</source>
        <translation>Das Skript zurück bis hier öffnen</translation>
    </message>
    <message>
        <source>Say That the Database Stands Here…</source>
        <translation>Festhalten, dass die Datenbank hier steht…</translation>
    </message>
    <message numerus="yes">
        <source>Roll back %n migration(s) on %1?</source>
        <translation>
            <numerusform>%n Migration auf %1 zurücknehmen?</numerusform>
            <numerusform>%n Migrationen auf %1 zurücknehmen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Their ways down run, the last first: %1. The tables and columns that they made go, with the values in them; %2 stays.</source>
        <translation>Ihre Rückwege laufen, der letzte zuerst: %1. Die Tabellen und Spalten, die sie angelegt haben, verschwinden mit den Werten darin; %2 bleibt.</translation>
    </message>
    <message>
        <source>Roll Back to %1</source>
        <translation>Bis %1 zurücknehmen</translation>
    </message>
    <message>
        <source>The ledger of %1 says already that the database stands at %2.</source>
        <translation>Das Verzeichnis von %1 sagt schon, dass die Datenbank bei %2 steht.</translation>
    </message>
    <message>
        <source>Say that %1 stands at %2?</source>
        <translation>Festhalten, dass %1 bei %2 steht?</translation>
    </message>
    <message>
        <source>Correct the Ledger</source>
        <translation>Das Verzeichnis berichtigen</translation>
    </message>
    <message>
        <source>Correct the Ledger All the Same</source>
        <translation>Das Verzeichnis trotzdem berichtigen</translation>
    </message>
    <message>
        <source>Stop the run on %1?</source>
        <translation>Den Lauf auf %1 beenden?</translation>
    </message>
    <message numerus="yes">
        <source>Run %n file(s) again on %1?</source>
        <translation>
            <numerusform>%n Datei auf %1 erneut ausführen?</numerusform>
            <numerusform>%n Dateien auf %1 erneut ausführen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n File(s) Again on %1</source>
        <translation>
            <numerusform>%n Datei auf %1 erneut ausführen</numerusform>
            <numerusform>%n Dateien auf %1 erneut ausführen</numerusform>
        </translation>
    </message>
    <message>
        <source>In this order: %1.</source>
        <translation>In dieser Reihenfolge: %1.</translation>
    </message>
    <message>
        <source>Relata has to stay open, with the timeline in a tab.</source>
        <translation>Relata muss offen bleiben, mit der Zeitleiste in einem Tab.</translation>
    </message>
    <message>
        <source>At its end by %1.</source>
        <translation>Fertig bis %1.</translation>
    </message>
    <message>
        <source>Starts on %1 at %2: %3</source>
        <translation>Beginnt auf %1 um %2: %3</translation>
    </message>
    <message>
        <source>What was to start on %1 at %2 will not start.</source>
        <translation>Was auf %1 um %2 beginnen sollte, beginnt nicht.</translation>
    </message>
    <message>
        <source>Watch What It Did</source>
        <translation>Beobachten, was sie bewirkt hat</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Roll Back All</source>
        <translation>Alles zurückrollen</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Apply at a Time…</source>
        <translation>Zu einer Zeit anwenden…</translation>
    </message>
    <message>
        <source>Looked back: nothing got worse on %1</source>
        <translation>Zurückgeblickt: auf %1 wurde nichts schlechter</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) got worse on %1 since the migrations.</source>
        <translation>
            <numerusform>Seit den Migrationen ist auf %1 etwas schlechter geworden.</numerusform>
            <numerusform>Seit den Migrationen ist auf %1 an %n Stellen etwas schlechter geworden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Roll Back…</source>
        <translation>Zurückrollen…</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) in the migration files</source>
        <translation>
            <numerusform>%n Befund in den Dateien der Migrationen</numerusform>
            <numerusform>%n Befunde in den Dateien der Migrationen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing to find fault with in %n migration(s)</source>
        <translation>
            <numerusform>An %n Migration ist nichts auszusetzen</numerusform>
            <numerusform>An %n Migrationen ist nichts auszusetzen</numerusform>
        </translation>
    </message>
    <message>
        <source>Run behind the migrations, and again when they change</source>
        <translation>Laufen hinter den Migrationen, und erneut, wenn sie sich ändern</translation>
    </message>
    <message>
        <source>Do It All the Same</source>
        <translation>Trotzdem ausführen</translation>
    </message>
    <message>
        <source>Squash Up to Here…</source>
        <translation>Bis hier zusammenfassen …</translation>
    </message>
    <message>
        <source>Make as Phases…</source>
        <translation>In Phasen machen …</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>These rows are gone for good then:</source>
        <translation>Diese Zeilen sind dann endgültig weg:</translation>
    </message>
    <message>
        <source>• %1, %2: the way down of %3 will not bring them back</source>
        <translation>• %1, %2: Der Rückweg von %3 holt sie nicht zurück</translation>
    </message>
    <message>
        <source>• %1, %2</source>
        <translation>• %1, %2</translation>
    </message>
    <message numerus="yes">
        <source>Purge %n kept table(s) on %1?</source>
        <translation>
            <numerusform>%n beiseitegelegte Tabelle auf %1 endgültig löschen?</numerusform>
            <numerusform>%n beiseitegelegte Tabellen auf %1 endgültig löschen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Purge %n Table(s) on %1</source>
        <translation>
            <numerusform>%n Tabelle auf %1 endgültig löschen</numerusform>
            <numerusform>%n Tabellen auf %1 endgültig löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in phases?</source>
        <translation>%1 – in Phasen?</translation>
    </message>
    <message>
        <source>The new type comes in a column of its own, beside the old one, and triggers keep both equal. Where the server does not convert the values by itself, both ways are said here, each by columns of the other side.</source>
        <translation>Der neue Typ kommt in einer eigenen Spalte neben der alten, und Trigger halten beide gleich. Wo der Server die Werte nicht von selbst umwandelt, stehen hier beide Wege, jeder mit Spalten der anderen Seite.</translation>
    </message>
    <message>
        <source>Plan and Prove</source>
        <translation>Planen und beweisen</translation>
    </message>
    <message>
        <source>The phase before is not applied on %1 yet: apply it first.</source>
        <translation>Die Phase davor ist auf %1 noch nicht angewendet: Wenden Sie sie zuerst an.</translation>
    </message>
    <message>
        <source>The next phase is made once this one is applied; what it would be is shown beside.</source>
        <translation>Die nächste Phase wird gemacht, wenn diese angewendet ist; was sie wäre, steht daneben.</translation>
    </message>
    <message>
        <source>Save “%1”?</source>
        <translation>„%1“ sichern?</translation>
    </message>
    <message>
        <source>There are no two migrations that one could replace now.</source>
        <translation>Zurzeit gibt es keine zwei Migrationen, die eine ersetzen könnte.</translation>
    </message>
    <message>
        <source>Replace migrations by one?</source>
        <translation>Migrationen durch eine ersetzen?</translation>
    </message>
    <message>
        <source>The old ones and the new one run, each on a scratch database of their own, and must lead to the same schema and rows. You see the SQL before anything is written. Databases that have applied all of them are recognised.</source>
        <translation>Die alten und die neue laufen je auf einer eigenen Probedatenbank und müssen zum selben Schema und zu denselben Zeilen führen. Sie sehen das SQL, bevor etwas geschrieben wird. Datenbanken, die alle angewendet haben, werden erkannt.</translation>
    </message>
    <message>
        <source>Try It Out</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>SQL of the one migration</source>
        <translation>SQL der einen Migration</translation>
    </message>
    <message>
        <source>Written anew from the schema.</source>
        <translation>Aus dem Schema neu geschrieben.</translation>
    </message>
    <message>
        <source>Made of the old statements, one behind the other.</source>
        <translation>Aus den alten Anweisungen gemacht, eine hinter der anderen.</translation>
    </message>
    <message numerus="yes">
        <source>Replace %n migration(s) by %1?</source>
        <translation>
            <numerusform>%n Migration durch %1 ersetzen?</numerusform>
            <numerusform>%n Migrationen durch %1 ersetzen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Proved the same as those from %1 to %2, %3. %4 The old files are kept in %5.</source>
        <translation>Als gleich bewiesen mit denen von %1 bis %2, %3. %4 Die alten Dateien sind in %5 aufgehoben.</translation>
    </message>
    <message numerus="yes">
        <source>Replace %n Migration(s)</source>
        <translation>
            <numerusform>%n Migration ersetzen</numerusform>
            <numerusform>%n Migrationen ersetzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>New and old columns stand beside each other meanwhile, and triggers keep both equal. Say how the value of each comes of the columns of the other side.</source>
        <translation>Neue und alte Spalten stehen inzwischen nebeneinander, und Trigger halten beide gleich. Sagen Sie, wie der Wert jeder Spalte aus denen der anderen Seite kommt.</translation>
    </message>
    <message>
        <source>Phases are made of one column&apos;s new name or type, or of columns that are split or merged: the unsaved migration must be that alone.</source>
        <translation>Phasen werden aus dem neuen Namen oder Typ einer Spalte gemacht, oder aus Spalten, die geteilt oder vereinigt werden: Die ungesicherte Migration darf nur daraus bestehen.</translation>
    </message>
    <message>
        <source>Going back from migration %1 is approved by %2</source>
        <translation>Der Weg zurück von Migration %1 ist von %2 freigegeben</translation>
    </message>
    <message>
        <source>Approve going back from migration %1 %2?</source>
        <translation>Den Weg zurück von Migration %1 %2 freigeben?</translation>
    </message>
    <message>
        <source>The approval holds for rolling it back, as its file is now and all that run before it; a change voids it. It is a file of the project, under approvals.</source>
        <translation>Die Freigabe gilt für das Zurückrollen, so wie ihre Datei und alle davor jetzt sind; eine Änderung macht sie ungültig. Sie ist eine Datei des Projekts, unter approvals.</translation>
    </message>
    <message>
        <source>Approve Going Back from %1</source>
        <translation>Weg zurück von %1 freigeben</translation>
    </message>
    <message>
        <source>Approve Going Back…</source>
        <translation>Weg zurück freigeben…</translation>
    </message>
    <message>
        <source>On %1: %2</source>
        <translation>Auf %1: %2</translation>
    </message>
    <message>
        <source>The ledger of %1 agrees with the files.</source>
        <translation>Das Verzeichnis von %1 stimmt mit den Dateien überein.</translation>
    </message>
    <message>
        <source>Correct the ledger of %1?</source>
        <translation>Das Verzeichnis von %1 berichtigen?</translation>
    </message>
    <message>
        <source>Nothing of a migration runs: what is ticked is written into the ledger as if it had always been so. Lines that begin with − were applied, those with + stand in the file.</source>
        <translation>Nichts von einer Migration wird ausgeführt: Was angekreuzt ist, wird in das Verzeichnis geschrieben, als wäre es immer so gewesen. Zeilen mit − wurden angewendet, die mit + stehen in der Datei.</translation>
    </message>
    <message>
        <source>Correct What Is Ticked</source>
        <translation>Angekreuztes berichtigen</translation>
    </message>
    <message>
        <source>Choose the database above, or connect to it first.</source>
        <translation>Zuerst oben die Datenbank wählen oder sich mit ihr verbinden.</translation>
    </message>
    <message numerus="yes">
        <source>%1 has %n object(s) that no migration has made.</source>
        <translation>
            <numerusform>%1 hat %n Objekt, das keine Migration angelegt hat.</numerusform>
            <numerusform>%1 hat %n Objekte, die keine Migration angelegt hat.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take Them as the First Migration…</source>
        <translation>Als erste Migration übernehmen …</translation>
    </message>
    <message>
        <source>Take what %1 has as the first migration?</source>
        <translation>Was %1 hat, als erste Migration übernehmen?</translation>
    </message>
    <message>
        <source>It becomes the design and the timeline&apos;s first file, and the ledger of %1 says that it is applied. Empty databases get it as any migration; there is no way back behind it.</source>
        <translation>Es wird zum Entwurf und zur ersten Datei der Zeitleiste, und das Verzeichnis von %1 sagt, dass sie angewendet ist. Leere Datenbanken bekommen sie wie jede Migration; hinter sie führt kein Weg zurück.</translation>
    </message>
    <message>
        <source>Take as First Migration</source>
        <translation>Als erste Migration übernehmen</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>Ausgangsstand</translation>
    </message>
    <message>
        <source>Begin With the Database</source>
        <translation>Mit der Datenbank beginnen</translation>
    </message>
    <message>
        <source>Migration %1 has no way down. Make a new migration that takes back what it did.</source>
        <translation>Migration %1 hat keinen Rückweg. Legen Sie eine neue Migration an, die zurücknimmt, was sie getan hat.</translation>
    </message>
    <message>
        <source>Migration %1 was not taken back: rows have no value for what comes back NOT NULL (%2).</source>
        <translation>Die Migration %1 wurde nicht zurückgenommen: Zeilen haben keinen Wert für das, was als NOT NULL zurückkommt (%2).</translation>
    </message>
    <message>
        <source>Taken back before it: %1.</source>
        <translation>Vorher zurückgenommen: %1.</translation>
    </message>
    <message>
        <source>Give Values…</source>
        <translation>Werte angeben …</translation>
    </message>
    <message>
        <source>Which values should rows get on %1?</source>
        <translation>Welche Werte sollen Zeilen auf %1 bekommen?</translation>
    </message>
    <message>
        <source>Without a value, these rows stop the way down of migration %1. Each gets the value of its line; nothing of it has run yet.</source>
        <translation>Ohne Wert halten diese Zeilen der Tabellen den Rückweg der Migration %1 auf. Sie bekommen, was hier für ihre Spalte steht; noch ist nichts davon gelaufen.</translation>
    </message>
    <message>
        <source>The statements of migration %1 that are done are taken back.</source>
        <translation>Die Anweisungen von Migration %1, die getan sind, werden zurückgenommen.</translation>
    </message>
    <message>
        <source>This runs, under the migration lock, if the database is still what it was when it was looked at. What the drift added goes; the rows and values in it are kept aside.</source>
        <translation>Dies läuft unter der Migrationssperre, wenn die Datenbank noch ist, was sie war, als sie betrachtet wurde. Was durch die Abweichung dazukam, verschwindet; die Zeilen und Werte darin werden beiseite aufbewahrt.</translation>
    </message>
    <message>
        <source>How to choose what is saved</source>
        <translation>Wie gewählt wird, was gesichert wird</translation>
    </message>
    <message>
        <source>By change</source>
        <translation>Nach Änderung</translation>
    </message>
    <message>
        <source>By step of the plan</source>
        <translation>Nach Schritt des Plans</translation>
    </message>
    <message>
        <source>Check the Data for It</source>
        <translation>Daten dafür prüfen</translation>
    </message>
</context>
<context>
    <name>relata::ToastArea</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>relata::TriggerListModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definition</translation>
    </message>
</context>
<context>
    <name>relata::UnsavedChangeModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>needed by what is chosen</source>
        <translation>vom Gewählten benötigt</translation>
    </message>
    <message>
        <source>stays unsaved</source>
        <translation>bleibt ungesichert</translation>
    </message>
</context>
<context>
    <name>relata::UnsavedList</name>
    <message>
        <source>Changes to save</source>
        <translation>Änderungen zum Sichern</translation>
    </message>
</context>
<context>
    <name>relata::UnsavedStepList</name>
    <message>
        <source>Steps to save</source>
        <translation>Zu sichernde Schritte</translation>
    </message>
</context>
<context>
    <name>relata::UnsavedStepModel</name>
    <message>
        <source>stays unsaved</source>
        <translation>bleibt ungesichert</translation>
    </message>
    <message>
        <source>needed by what is chosen</source>
        <translation>vom Gewählten benötigt</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>zum Teil</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>relata::WatchModel</name>
    <message>
        <source>Compared</source>
        <translation>Verglichen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>relata::WatchView</name>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>Show Migrations</source>
        <translation>Migrationen zeigen</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>How long to look for lock waits and deadlocks; queries, rows and constraints are looked at once.</source>
        <translation>Wie lange nach Wartenden auf Sperren und Deadlocks gesehen wird; Abfragen, Zeilen und Bedingungen werden einmal angesehen.</translation>
    </message>
    <message>
        <source>Look once</source>
        <translation>Einmal ansehen</translation>
    </message>
    <message>
        <source>For 1 minute</source>
        <translation>1 Minute lang</translation>
    </message>
    <message>
        <source>For 5 minutes</source>
        <translation>5 Minuten lang</translation>
    </message>
    <message>
        <source>For 15 minutes</source>
        <translation>15 Minuten lang</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Eine Stunde lang</translation>
    </message>
    <message>
        <source>Time that has passed</source>
        <translation>Vergangene Zeit</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>What is behind it</source>
        <translation>Was dahinter steht</translation>
    </message>
    <message>
        <source>Lock waits and deadlocks</source>
        <translation>Wartende auf Sperren und Deadlocks</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Not looked at %1 yet</source>
        <translation>%1 noch nicht angesehen</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) got worse on %1</source>
        <translation>
            <numerusform>Etwas ist auf %1 schlechter geworden</numerusform>
            <numerusform>An %n Stellen ist auf %1 etwas schlechter geworden</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing that was compared got worse on %1</source>
        <translation>Von dem, was verglichen wurde, ist auf %1 nichts schlechter geworden</translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n nicht bekannt</numerusform>
            <numerusform>%n nicht bekannt</numerusform>
        </translation>
    </message>
    <message>
        <source>Compared with %1, before %2</source>
        <translation>Verglichen mit %1, vor %2</translation>
    </message>
    <message>
        <source>looked at %1</source>
        <translation>angesehen um %1</translation>
    </message>
    <message>
        <source>Roll Back to %1…</source>
        <translation>Auf %1 zurückrollen…</translation>
    </message>
    <message>
        <source>Roll Back All…</source>
        <translation>Alles zurückrollen…</translation>
    </message>
    <message>
        <source>No database is chosen</source>
        <translation>Keine Datenbank gewählt</translation>
    </message>
    <message>
        <source>Nobody looked at %1 before its last migrations</source>
        <translation>Niemand hat %1 vor den letzten Migrationen angesehen</translation>
    </message>
    <message>
        <source>Apply migrations with “Look before and after”: saved queries with their plans and times, rows and constraints are looked at first, and compared here.</source>
        <translation>Wenden Sie Migrationen mit „Vorher und nachher ansehen“ an: gespeicherte Abfragen mit ihren Plänen und Zeiten, Zeilen und Bedingungen werden zuerst angesehen und hier verglichen.</translation>
    </message>
    <message>
        <source>Look what the migrations did to %1</source>
        <translation>Ansehen, was die Migrationen mit %1 gemacht haben</translation>
    </message>
    <message>
        <source>Saved queries that only read are run, tables that the migrations touched are counted, constraints and indexes are looked at: nothing is written.</source>
        <translation>Gespeicherte Abfragen, die nur lesen, werden ausgeführt, berührte Tabellen gezählt, Bedingungen und Indizes angesehen: Geschrieben wird nichts.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Es wird angesehen…</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Nobody has waited for a lock, and there were no deadlocks so far.</source>
        <translation>Bisher hat niemand auf eine Sperre gewartet, und es gab keine Deadlocks.</translation>
    </message>
    <message>
        <source>Lock waits and deadlocks, the newest first</source>
        <translation>Wartende auf Sperren und Deadlocks, die neuesten zuerst</translation>
    </message>
    <message>
        <source>Choose one in the toolbar, and see here what the migrations did to its queries and rows.</source>
        <translation>Wählen Sie eine in der Werkzeugleiste, und sehen Sie hier, was die Migrationen mit ihren Abfragen und Zeilen gemacht haben.</translation>
    </message>
</context>
<context>
    <name>relata::WayRow</name>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Forget the Run</source>
        <translation>Den Lauf vergessen</translation>
    </message>
    <message>
        <source>Mark %1 as Applied</source>
        <translation>%1 als angewendet vermerken</translation>
    </message>
    <message>
        <source>Apply Again</source>
        <translation>Wieder anwenden</translation>
    </message>
    <message>
        <source>Prove</source>
        <translation>Beweisen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>SQL that this would run</source>
        <translation>SQL, das dies ausführen würde</translation>
    </message>
    <message>
        <source>Copy Command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Roll Back</source>
        <translation>Zurückrollen</translation>
    </message>
</context>
<context>
    <name>relata::WrappedLabel</name>
    <message>
        <source>Copy Text</source>
        <translation>Text kopieren</translation>
    </message>
</context>
</TS>
