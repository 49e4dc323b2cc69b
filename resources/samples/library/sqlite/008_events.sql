-- Migration 008: events
-- Readings and courses with their visitors; loans by member, which the slow query needs.
-- relata:id 6c1f0a08 parent 6c1f0a07
-- relata:up
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    branch_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    held_on TEXT NOT NULL,
    seats INTEGER NOT NULL,
    CONSTRAINT event_seats_check CHECK (seats > 0),
    CONSTRAINT event_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id)
);

CREATE TABLE event_visitor (
    event_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    PRIMARY KEY (event_id, member_id),
    CONSTRAINT event_visitor_event_fk FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT event_visitor_member_fk FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
);

CREATE INDEX loan_member_idx ON loan (member_id);
-- relata:down
DROP INDEX loan_member_idx;
DROP TABLE event_visitor;
DROP TABLE event;
