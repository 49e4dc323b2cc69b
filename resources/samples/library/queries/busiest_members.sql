-- Slow until migration 008: each member's loans are found by reading all loans.
SELECT member.id, member.last_name,
       (SELECT count(*) FROM loan WHERE loan.member_id = member.id) AS loans
FROM member
WHERE member.branch_id = 1
ORDER BY loans DESC
LIMIT 20;
