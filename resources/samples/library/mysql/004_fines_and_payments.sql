-- Migration 004: fines and payments
-- What late loans cost and who paid.
-- relata:id 6c1f0a04 parent 6c1f0a03
-- relata:up
CREATE TABLE fine (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    loan_id int NOT NULL,
    amount decimal(8,2) NOT NULL,
    raised_on date NOT NULL,
    waived tinyint(1) NOT NULL DEFAULT 0,
    CONSTRAINT fine_amount_check CHECK (amount > 0),
    CONSTRAINT fine_loan_fk FOREIGN KEY (loan_id) REFERENCES loan (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE payment (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    fine_id int NOT NULL,
    member_id int NOT NULL,
    amount decimal(8,2) NOT NULL,
    paid_on date NOT NULL,
    method varchar(12) NOT NULL,
    CONSTRAINT payment_method_check CHECK (method IN ('cash', 'card', 'online')),
    CONSTRAINT payment_fine_fk FOREIGN KEY (fine_id) REFERENCES fine (id),
    CONSTRAINT payment_member_fk FOREIGN KEY (member_id) REFERENCES member (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
-- relata:down
DROP TABLE payment;
DROP TABLE fine;
