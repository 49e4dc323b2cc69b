-- Migration 003: staff and subjects
-- Staff with their managers; subjects as a tree, many to a work.
-- relata:id 6c1f0a03 parent 6c1f0a02
-- relata:up
CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    branch_id INTEGER NOT NULL,
    manager_id INTEGER,
    CONSTRAINT staff_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id),
    CONSTRAINT staff_manager_fk FOREIGN KEY (manager_id) REFERENCES staff (id)
);

CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    parent_id INTEGER,
    CONSTRAINT subject_name_key UNIQUE (name),
    CONSTRAINT subject_parent_fk FOREIGN KEY (parent_id) REFERENCES subject (id)
);

CREATE TABLE work_subject (
    work_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    PRIMARY KEY (work_id, subject_id),
    CONSTRAINT work_subject_work_fk FOREIGN KEY (work_id) REFERENCES work (id) ON DELETE CASCADE,
    CONSTRAINT work_subject_subject_fk FOREIGN KEY (subject_id) REFERENCES subject (id)
);
-- relata:down
DROP TABLE work_subject;
DROP TABLE subject;
DROP TABLE staff;
