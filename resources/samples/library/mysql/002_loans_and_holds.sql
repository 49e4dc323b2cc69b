-- Migration 002: loans and holds
-- Who has which copy, and who waits for which work.
-- relata:id 6c1f0a02 parent 6c1f0a01
-- relata:up
CREATE TABLE loan (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    copy_id int NOT NULL,
    member_id int NOT NULL,
    loaned_on date NOT NULL,
    due_on date NOT NULL,
    returned_on date,
    CONSTRAINT loan_due_check CHECK (due_on >= loaned_on),
    CONSTRAINT loan_copy_fk FOREIGN KEY (copy_id) REFERENCES copy (id),
    CONSTRAINT loan_member_fk FOREIGN KEY (member_id) REFERENCES member (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE INDEX loan_copy_idx ON loan (copy_id);

CREATE TABLE hold (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    work_id int NOT NULL,
    member_id int NOT NULL,
    placed_on date NOT NULL,
    expires_on date,
    CONSTRAINT hold_work_fk FOREIGN KEY (work_id) REFERENCES work (id) ON DELETE CASCADE,
    CONSTRAINT hold_member_fk FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
-- relata:down
DROP TABLE hold;
DROP TABLE loan;
