-- Migration 005: open loans
-- A view of what is out, and a trigger that marks a copy as lent.
-- relata:id 6c1f0a05 parent 6c1f0a04
-- relata:up
CREATE VIEW open_loan AS
SELECT loan.id, loan.member_id, loan.copy_id, loan.due_on, work.title
FROM loan
JOIN copy ON copy.id = loan.copy_id
JOIN work ON work.id = copy.work_id
WHERE loan.returned_on IS NULL;

DELIMITER //
CREATE TRIGGER loan_marks_copy AFTER INSERT ON loan
FOR EACH ROW
BEGIN
    IF NEW.returned_on IS NULL THEN
        UPDATE copy SET status = 'on_loan' WHERE id = NEW.copy_id;
    END IF;
END//
DELIMITER ;
-- relata:down
DROP TRIGGER loan_marks_copy;
DROP VIEW open_loan;
