-- Migration 006: search indexes
-- Finds members by address, works by title and open loans by their due date.
-- relata:id 6c1f0a06 parent 6c1f0a05
-- relata:up
CREATE UNIQUE INDEX member_email_key ON member (email);
CREATE INDEX work_title_idx ON work (title);
CREATE INDEX loan_open_idx ON loan (due_on, returned_on);
-- relata:down
DROP INDEX loan_open_idx ON loan;
DROP INDEX work_title_idx ON work;
DROP INDEX member_email_key ON member;
