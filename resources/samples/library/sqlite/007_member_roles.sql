-- Migration 007: member roles
-- When a member last signed in, and what a member may do.
-- relata:id 6c1f0a07 parent 6c1f0a06
-- relata:up
ALTER TABLE member ADD COLUMN last_login TEXT;

CREATE TABLE member_role (
    member_id INTEGER NOT NULL,
    role TEXT NOT NULL DEFAULT 'reader',
    granted_on TEXT NOT NULL,
    PRIMARY KEY (member_id, role),
    CONSTRAINT member_role_check CHECK (role IN ('reader', 'volunteer', 'friend')),
    CONSTRAINT member_role_member_fk FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
);

CREATE INDEX member_role_role_idx ON member_role (role);
-- relata:down
DROP TABLE member_role;
ALTER TABLE member DROP COLUMN last_login;
