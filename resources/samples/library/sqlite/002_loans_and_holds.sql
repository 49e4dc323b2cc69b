-- Migration 002: loans and holds
-- Who has which copy, and who waits for which work.
-- relata:id 6c1f0a02 parent 6c1f0a01
-- relata:up
CREATE TABLE loan (
    id INTEGER PRIMARY KEY,
    copy_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    loaned_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    returned_on TEXT,
    CONSTRAINT loan_due_check CHECK (due_on >= loaned_on),
    CONSTRAINT loan_copy_fk FOREIGN KEY (copy_id) REFERENCES copy (id),
    CONSTRAINT loan_member_fk FOREIGN KEY (member_id) REFERENCES member (id)
);

CREATE INDEX loan_copy_idx ON loan (copy_id);

CREATE TABLE hold (
    id INTEGER PRIMARY KEY,
    work_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    placed_on TEXT NOT NULL,
    expires_on TEXT,
    CONSTRAINT hold_work_fk FOREIGN KEY (work_id) REFERENCES work (id) ON DELETE CASCADE,
    CONSTRAINT hold_member_fk FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
);
-- relata:down
DROP TABLE hold;
DROP TABLE loan;
