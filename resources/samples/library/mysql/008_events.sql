-- Migration 008: events
-- Readings and courses with their visitors; members by the day they joined.
-- relata:id 6c1f0a08 parent 6c1f0a07
-- relata:up
CREATE TABLE event (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    branch_id int NOT NULL,
    title varchar(120) NOT NULL,
    held_on date NOT NULL,
    seats int NOT NULL,
    CONSTRAINT event_seats_check CHECK (seats > 0),
    CONSTRAINT event_branch_fk FOREIGN KEY (branch_id) REFERENCES branch (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE event_visitor (
    event_id int NOT NULL,
    member_id int NOT NULL,
    PRIMARY KEY (event_id, member_id),
    CONSTRAINT event_visitor_event_fk FOREIGN KEY (event_id) REFERENCES event (id) ON DELETE CASCADE,
    CONSTRAINT event_visitor_member_fk FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE INDEX member_joined_idx ON member (joined_on);
-- relata:down
DROP TABLE event_visitor;
DROP TABLE event;
DROP INDEX member_joined_idx ON member;
