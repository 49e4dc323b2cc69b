-- Migration 006: search indexes
-- Finds members and works whatever the case, and open loans by their due date.
-- relata:id 6c1f0a06 parent 6c1f0a05
-- relata:up
CREATE UNIQUE INDEX member_email_key ON member (lower(email));
CREATE INDEX work_title_idx ON work (lower(title));
CREATE INDEX loan_open_idx ON loan (due_on) WHERE returned_on IS NULL;
-- relata:down
DROP INDEX loan_open_idx;
DROP INDEX work_title_idx;
DROP INDEX member_email_key;
