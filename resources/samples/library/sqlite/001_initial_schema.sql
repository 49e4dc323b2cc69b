-- Migration 001: initial schema
-- Branches, members, authors, works and their copies.
-- relata:id 6c1f0a01
-- relata:up
CREATE TABLE branch (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT NOT NULL,
    opened_on TEXT
);

CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL,
    branch_id INTEGER NOT NULL,
    joined_on TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT member_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id)
);

CREATE TABLE author (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born_year INTEGER
);

CREATE TABLE publisher (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE work (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    publisher_id INTEGER,
    published_year INTEGER,
    isbn TEXT,
    CONSTRAINT work_isbn_key UNIQUE (isbn),
    CONSTRAINT work_publisher_fk FOREIGN KEY (publisher_id) REFERENCES publisher (id) ON DELETE SET NULL
);

CREATE TABLE work_author (
    work_id INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    position INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (work_id, author_id),
    CONSTRAINT work_author_work_fk FOREIGN KEY (work_id) REFERENCES work (id) ON DELETE CASCADE,
    CONSTRAINT work_author_author_fk FOREIGN KEY (author_id) REFERENCES author (id)
);

CREATE TABLE copy (
    id INTEGER PRIMARY KEY,
    work_id INTEGER NOT NULL,
    branch_id INTEGER NOT NULL,
    barcode TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'available',
    CONSTRAINT copy_barcode_key UNIQUE (barcode),
    CONSTRAINT copy_status_check CHECK (status IN ('available', 'on_loan', 'repair', 'lost')),
    CONSTRAINT copy_work_fk FOREIGN KEY (work_id) REFERENCES work (id),
    CONSTRAINT copy_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id)
);
-- relata:down
DROP TABLE copy;
DROP TABLE work_author;
DROP TABLE work;
DROP TABLE publisher;
DROP TABLE author;
DROP TABLE member;
DROP TABLE branch;
