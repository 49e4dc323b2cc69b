-- Copies that should be back by now, the longest overdue first.
SELECT member.first_name, member.last_name, open_loan.title, open_loan.due_on
FROM open_loan
JOIN member ON member.id = open_loan.member_id
WHERE open_loan.due_on < '2026-01-01'
ORDER BY open_loan.due_on
LIMIT 50;
