-- What is lent most.
SELECT work.title, count(*) AS loans
FROM loan
JOIN copy ON copy.id = loan.copy_id
JOIN work ON work.id = copy.work_id
GROUP BY work.id, work.title
ORDER BY loans DESC
LIMIT 20;
