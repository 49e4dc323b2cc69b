"""Runs one function of a migration in Python for Relata, on a connection of its own.

Relata hands over `job` (a dictionary) and goes on saying a word a line on the standard input: "go", "cancel", and
"yes" where it is asked about a statement; its end means that Relata is gone. What happens is told in lines of
JSON on what was the standard output; what the migration prints goes where errors go.
"""
import importlib
import json
import linecache
import os
import re
import signal
import sys
import threading
import time
import traceback

GRACE = 3.0  # seconds for what is cancelled to end by itself
SAVEPOINT = "relata_migration"
# What runs statements that nobody sees, or goes to another database; of cursors, and of connections.
UNSEEN = ("callproc", "copy", "copy_expert", "copy_from", "copy_to", "executescript", "stream")
LEAVES = ("select_db", "change_user", "cmd_init_db", "cmd_change_user")


class Refusal(Exception):
    """What cannot be run, with a word for Relata that says why."""

    def __init__(self, kind, message, line=0):
        super().__init__(message)
        self.kind, self.line = kind, line


class Reports:
    """The way to Relata, which the migration cannot write to."""

    def __init__(self):
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def tell(self, event, **more):
        with self._lock:
            self._out.write(json.dumps(dict(more, event=event)) + "\n")
            self._out.flush()


class Ear(threading.Thread):
    """Hears what Relata says, and stops the migration when Relata asks for it or is gone."""

    def __init__(self, source):
        super().__init__(daemon=True)
        self._source = source
        self._main = threading.get_ident()
        self._went, self._answered = threading.Event(), threading.Event()
        self.stopped = False
        self.cancel = lambda: None

    def run(self):
        for line in self._source:
            word = line.strip()
            if word == "go":
                self._went.set()
            elif word == "yes":
                self._answered.set()
            elif word == "cancel":
                threading.Thread(target=self.stop, daemon=True).start()
        self.stop()

    def stop(self):
        self.stopped = True
        self._went.set()
        self._answered.set()
        try:
            self.cancel()
        except Exception:  # the statement may have ended by itself
            pass
        try:
            signal.pthread_kill(self._main, signal.SIGINT)
        except OSError:
            pass
        time.sleep(GRACE)
        os._exit(130)

    def wait_to_go(self):
        self._went.wait()
        self.check()

    def wait_for_yes(self):
        """Where it does not come the migration is stopped, which it cannot make good."""
        self._answered.wait()
        self.check()
        self._answered.clear()

    def check(self):
        if self.stopped:
            raise KeyboardInterrupt


class Driver:
    """One of Python's database drivers; what they do differently stands here alone."""

    def __init__(self, module, arguments, job):
        self.name, self.module = module.__name__, module
        self.arguments, self.job = arguments, job
        self.is_whole = job["transaction"]
        self.session, self.plain, self.guards = "", None, ()
        self.connection = self.connect()
        self.make = self.connection.cursor

    def connect(self):
        name, arguments = self.name, dict(self.arguments)
        if name == "psycopg2":
            base = self.module.extensions.connection
            arguments["connection_factory"] = guarded(base) if self.is_whole else type("Connection", (base,), {})
        elif name == "psycopg" and self.is_whole:
            return guarded(self.module.Connection).connect(**arguments)
        elif name == "sqlite3":
            base = shared(self.module.Connection)
            arguments["factory"] = guarded(base) if self.is_whole else base
            arguments["isolation_level"] = None
        return self.module.connect(**arguments)

    def set_autocommit(self, on):
        if self.name == "sqlite3":
            return
        if callable(self.connection.autocommit):
            self.connection.autocommit(on)
        else:
            self.connection.autocommit = on

    def own_cursor(self, kind):
        """A cursor of that class; None: of the driver's own."""
        if kind is None:
            return self.make()
        if self.name == "psycopg2":
            return self.make(cursor_factory=kind)
        if self.name == "psycopg":
            return kind(self.connection)
        if self.name == "mysql.connector":
            return self.make(cursor_class=kind)
        return self.make(kind)

    def run(self, sql):
        """Runs a statement of Relata's own, and answers its first row."""
        cursor = self.own_cursor(self.plain)
        try:
            cursor.execute(sql)
            return cursor.fetchone() if cursor.description else None
        finally:
            cursor.close()

    def prepare(self):
        self.set_autocommit(True)
        for sql in self.job["settings"]:
            self.run(sql)
        for demand in self.job["demands"]:
            row = self.run(demand["query"])
            if not row or not row[-1]:
                raise Refusal("driver", demand["complaint"])
        if self.job["session"]:
            self.session = str(self.run(self.job["session"])[0])

    def begin(self):
        if self.is_whole and self.name == "sqlite3":
            self.run("BEGIN IMMEDIATE")
        elif not self.job["autocommit"]:
            self.set_autocommit(False)
        if self.is_whole:
            self.run("SAVEPOINT " + SAVEPOINT)

    def end(self):
        self.unguard()
        if not self.is_whole:
            if not self.job["autocommit"] and self.name != "sqlite3":
                self.connection.commit()
            return
        try:
            self.run("RELEASE SAVEPOINT " + SAVEPOINT)
        except Exception as error:
            raise Refusal("torn", str(error)) from error
        for sql in self.job["closing"]:
            self.run(sql)
        if self.name == "sqlite3":
            self.run("COMMIT")
        else:
            super(type(self.connection), self.connection).commit()

    def take_back(self):
        self.unguard()
        try:
            if self.name == "sqlite3":
                if self.connection.in_transaction:
                    self.run("ROLLBACK")
            elif self.is_whole:
                super(type(self.connection), self.connection).rollback()
            elif not self.job["autocommit"]:
                self.connection.rollback()
        except Exception:  # the connection may be gone, and what it did with it
            pass

    def close(self):
        try:
            self.connection.close()
        except Exception:  # it may be closed already
            pass

    def cancel(self):
        if self.name == "sqlite3":
            self.connection.interrupt()
        elif hasattr(self.connection, "cancel") and self.name.startswith("psycopg"):
            self.connection.cancel()
        elif self.job["kill"] and self.session:
            other = self.module.connect(**self.arguments)
            other.cursor().execute(self.job["kill"] + self.session)
            other.close()

    def cursor(self, watch):
        """The migration's; those that it makes of the connection are watched, too, where the driver has a way to it."""
        plain = self.connection.cursor()
        self.plain = type(plain)
        plain.close()
        kind = watched(self.plain, watch)
        if self.name in ("pymysql", "MySQLdb"):
            self.connection.cursorclass = kind
        elif self.name != "mysql.connector":
            self.connection.cursor_factory = kind
        if watch.asks:
            self.guard(watch, kind)
        return self.own_cursor(kind)

    def guard(self, watch, kind):
        """While the migration runs: its connection runs only what is watched."""

        def cursor(*arguments, **options):
            made = self.make(*arguments, **options)
            return made if isinstance(made, kind) else watch.refuse(type(made).__name__)

        guards = {"cursor": cursor}
        for name in ("query", "cmd_query"):
            if hasattr(self.connection, name):
                guards[name] = watch.looking(getattr(self.connection, name))
        for name in LEAVES:
            if hasattr(self.connection, name):
                guards[name] = watch.refusing(name)
        self.guards = tuple(guards)
        for name, work in guards.items():
            setattr(self.connection, name, work)

    def unguard(self):
        for name in self.guards:
            delattr(self.connection, name)
        self.guards = ()


def refused_end(*_arguments, **_options):
    raise Refusal("ended", "The migration runs in one transaction, which Relata ends.")


def shared(base):
    """SQLite's connection, with a class for cursors as others have one."""

    class Connection(base):
        cursor_factory = None

        def cursor(self, factory=None):
            kind = factory or self.cursor_factory
            return base.cursor(self, kind) if kind else base.cursor(self)

        def execute(self, *arguments):
            return self.cursor().execute(*arguments)

        def executemany(self, *arguments):
            return self.cursor().executemany(*arguments)

        def executescript(self, script):
            return self.cursor().executescript(script)

    return Connection


def guarded(base):
    """A connection whose transaction the migration cannot end."""
    return type("Connection", (base,), {"commit": refused_end, "rollback": refused_end})


def watched(base, watch):
    """A cursor that tells of each statement."""

    class Cursor(base):
        def execute(self, query, *arguments, **options):
            return watch(self, query, lambda: base.execute(self, query, *arguments, **options))

        def executemany(self, query, *arguments, **options):
            return watch(self, query, lambda: base.executemany(self, query, *arguments, **options))

    if watch.asks:
        for name in UNSEEN:
            if hasattr(base, name):
                setattr(Cursor, name, watch.refusing(name))
    elif hasattr(base, "executescript"):

        def executescript(self, script):
            if watch.is_whole:
                refused_end()
            return watch(self, script, lambda: base.executescript(self, script))

        Cursor.executescript = executescript
    return Cursor


class Watch:
    """Tells Relata of each statement, and asks before it where Relata wants that."""

    ENDS = re.compile(r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/|;)*"
                      r"(COMMIT|END|ABORT|BEGIN|START|ROLLBACK(?!\s+(?:WORK\s+|TRANSACTION\s+)?TO)|PREPARE\s+TRANSACTION)\b",
                      re.IGNORECASE | re.DOTALL)

    def __init__(self, reports, ear, driver, job):
        self._reports, self._ear, self._driver = reports, ear, driver
        self.asks, self.is_whole = job["asks"], job["transaction"]
        self._depth = 0
        self._turn = threading.Lock()

    def text(self, cursor, query):
        if isinstance(query, (bytes, bytearray)):
            return bytes(query).decode("utf-8", "replace")
        if hasattr(query, "as_string"):
            return query.as_string(cursor)
        return str(query)

    def __call__(self, cursor, query, work):
        self._ear.check()
        if self._depth and not self.asks:  # a driver that runs many by running each
            return work()
        sql = self.text(cursor, query)
        if self.is_whole and self.ENDS.match(sql):
            refused_end()
        if self.asks:
            with self._turn:  # one at a time, so that a yes is of this one
                self._reports.tell("asks", sql=sql)
                self._ear.wait_for_yes()
        if self._depth:  # looked at all the same: what gives many their values can run another
            return work()
        self._depth += 1
        began = time.monotonic()
        try:
            result = work()
        finally:
            self._depth -= 1
        self._ear.check()
        self._reports.tell("statement", sql=sql, rows=getattr(cursor, "rowcount", -1),
                           ms=int((time.monotonic() - began) * 1000))
        self.notices()
        return result

    def refuse(self, what):
        """Of what cannot be looked at: Relata stops the migration."""
        with self._turn:
            self._reports.tell("unseen", what=what)
            self._ear.wait_for_yes()
        raise KeyboardInterrupt

    def refusing(self, what):
        return lambda *_arguments, **_options: self.refuse(what)

    def looking(self, work):
        """A way for statements that cursors go, too."""
        return lambda query, *arguments, **options: self(None, query, lambda: work(query, *arguments, **options))

    def notices(self):
        notices = getattr(self._driver.connection, "notices", None)
        if self._driver.name == "psycopg2" and notices:
            for notice in list(notices):
                self._reports.tell("notice", text=str(notice).strip())
            notices.clear()


def opened(job):
    """The first of the drivers that is installed, connected."""
    reason = None
    for one in job["drivers"]:
        if reason is not None and one["module"] != reason[0]:
            break
        try:
            module = importlib.import_module(one["module"])
        except ImportError:
            continue
        try:
            return Driver(module, one["arguments"], job)
        except Exception as error:  # each driver has its own kinds of errors
            reason = (one["module"], error)
    if reason is None:
        raise Refusal("missing", ", ".join(dict.fromkeys(one["package"] for one in job["drivers"])))
    raise Refusal("connect", "%s: %s" % (type(reason[1]).__name__, str(reason[1]).strip()))


def loaded(job):
    """The migration's function."""
    text = "\n" * (job["line"] - 1) + job["text"]
    linecache.cache[job["file"]] = (len(text), None, text.splitlines(True), job["file"])
    try:
        code = compile(text, job["file"], "exec")
    except (SyntaxError, ValueError) as error:
        raise Refusal("syntax", getattr(error, "msg", str(error)), getattr(error, "lineno", 0) or 0) from error
    # Only what is installed: what a file of the project says would not be in the ledger.
    here = os.path.realpath(os.getcwd())
    sys.path[:] = [one for one in sys.path if one and os.path.realpath(one) != here]
    space = {"__name__": "migration", "__file__": job["file"], "__builtins__": __builtins__}
    exec(code, space)
    function = space.get(job["function"])
    if not callable(function):
        raise Refusal("function", job["function"])
    return function


def told(error, job):
    """What is said of an error: its words, the line of the migration, and the way there."""
    own = [one for one in traceback.extract_tb(error.__traceback__) if one.filename != "<relata>"]
    mine = [one for one in own if one.filename == job["file"]]
    number = getattr(error, "errno", None) or (error.args[0] if error.args else 0)
    passing = {1205: "55P03", 1213: "40001"}.get(number, "") if isinstance(number, int) else ""
    state = passing or getattr(error, "pgcode", None) or getattr(error, "sqlstate", None) or ""
    words = str(error).strip()
    if type(error).__module__ == "sqlite3" and "locked" in words:
        state = "55P03"
    return {
        "kind": getattr(error, "kind", "error") if isinstance(error, Refusal) else "error",
        "message": words if isinstance(error, Refusal) else "%s: %s" % (type(error).__name__, words),
        "line": getattr(error, "line", 0) or (mine[-1].lineno if mine else 0),
        "state": state,
        "trace": "".join(traceback.format_list(own) + traceback.format_exception_only(type(error), error)).strip(),
    }


class Interrupts:
    """Signals are heard once, and while the migration runs."""

    def __init__(self):
        self.is_on = True
        signal.signal(signal.SIGINT, self.interrupted)
        signal.signal(signal.SIGTERM, self.unheard)  # Relata is gone, which the ear hears too

    def interrupted(self, _number, _frame):
        if self.is_on:
            self.is_on = False
            raise KeyboardInterrupt

    def unheard(self, _number, _frame):
        """Instead of ignoring a signal, which programs that the migration starts would do, too."""


def main(job):
    reports = Reports()
    source = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    interrupts = Interrupts()
    ear = Ear(source)
    driver, status = None, 0
    try:
        ear.start()
        function = loaded(job)
        driver = opened(job)
        driver.prepare()
        ear.cancel = driver.cancel
        reports.tell("ready", session=driver.session, driver=driver.name)
        ear.wait_to_go()
        driver.begin()
        function(driver.cursor(Watch(reports, ear, driver, job)))
        ear.check()
        driver.end()
        reports.tell("done")
    except BaseException as error:
        interrupts.is_on = False
        status = 1
        if driver:
            driver.take_back()
        if driver:
            driver.close()
        try:
            reports.tell("failed", **told(error, job))
        except OSError:  # nobody hears it any more
            pass
    leave(driver, status)


def leave(driver, status):
    """Ends at once: the ear still waits for a word."""
    if driver:
        driver.close()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            pass
    os._exit(status)
