-- Migration 001: initial schema
-- Branches, members, authors, works and their copies.
-- relata:id 6c1f0a01
-- relata:up
CREATE TABLE branch (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(80) NOT NULL,
    city varchar(80) NOT NULL,
    opened_on date
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE member (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    first_name varchar(60) NOT NULL,
    last_name varchar(60) NOT NULL,
    email varchar(120) NOT NULL,
    branch_id int NOT NULL,
    joined_on date NOT NULL,
    active tinyint(1) NOT NULL DEFAULT 1,
    CONSTRAINT member_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE author (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(120) NOT NULL,
    born_year int
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE publisher (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(120) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE work (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    title varchar(200) NOT NULL,
    publisher_id int,
    published_year int,
    isbn varchar(20),
    CONSTRAINT work_isbn_key UNIQUE (isbn),
    CONSTRAINT work_publisher_fk FOREIGN KEY (publisher_id) REFERENCES publisher (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE work_author (
    work_id int NOT NULL,
    author_id int NOT NULL,
    position int NOT NULL DEFAULT 1,
    PRIMARY KEY (work_id, author_id),
    CONSTRAINT work_author_work_fk FOREIGN KEY (work_id) REFERENCES work (id) ON DELETE CASCADE,
    CONSTRAINT work_author_author_fk FOREIGN KEY (author_id) REFERENCES author (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE copy (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    work_id int NOT NULL,
    branch_id int NOT NULL,
    barcode varchar(20) NOT NULL,
    status varchar(12) NOT NULL DEFAULT 'available',
    CONSTRAINT copy_barcode_key UNIQUE (barcode),
    CONSTRAINT copy_status_check CHECK (status IN ('available', 'on_loan', 'repair', 'lost')),
    CONSTRAINT copy_work_fk FOREIGN KEY (work_id) REFERENCES work (id),
    CONSTRAINT copy_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
-- relata:down
DROP TABLE copy;
DROP TABLE work_author;
DROP TABLE work;
DROP TABLE publisher;
DROP TABLE author;
DROP TABLE member;
DROP TABLE branch;
