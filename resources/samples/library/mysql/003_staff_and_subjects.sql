-- Migration 003: staff and subjects
-- Staff with their managers; subjects as a tree, many to a work.
-- relata:id 6c1f0a03 parent 6c1f0a02
-- relata:up
CREATE TABLE staff (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(120) NOT NULL,
    branch_id int NOT NULL,
    manager_id int,
    CONSTRAINT staff_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id),
    CONSTRAINT staff_manager_fk FOREIGN KEY (manager_id) REFERENCES staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE subject (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name varchar(80) NOT NULL,
    parent_id int,
    CONSTRAINT subject_name_key UNIQUE (name),
    CONSTRAINT subject_parent_fk FOREIGN KEY (parent_id) REFERENCES subject (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE work_subject (
    work_id int NOT NULL,
    subject_id int NOT NULL,
    PRIMARY KEY (work_id, subject_id),
    CONSTRAINT work_subject_work_fk FOREIGN KEY (work_id) REFERENCES work (id) ON DELETE CASCADE,
    CONSTRAINT work_subject_subject_fk FOREIGN KEY (subject_id) REFERENCES subject (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
-- relata:down
DROP TABLE work_subject;
DROP TABLE subject;
DROP TABLE staff;
