-- Migration 004: fines and payments
-- What late loans cost and who paid.
-- relata:id 6c1f0a04 parent 6c1f0a03
-- relata:up
CREATE TABLE fine (
    id INTEGER PRIMARY KEY,
    loan_id INTEGER NOT NULL,
    amount NUMERIC NOT NULL,
    raised_on TEXT NOT NULL,
    waived INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT fine_amount_check CHECK (amount > 0),
    CONSTRAINT fine_loan_fk FOREIGN KEY (loan_id) REFERENCES loan (id)
);

CREATE TABLE payment (
    id INTEGER PRIMARY KEY,
    fine_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    amount NUMERIC NOT NULL,
    paid_on TEXT NOT NULL,
    method TEXT NOT NULL,
    CONSTRAINT payment_method_check CHECK (method IN ('cash', 'card', 'online')),
    CONSTRAINT payment_fine_fk FOREIGN KEY (fine_id) REFERENCES fine (id),
    CONSTRAINT payment_member_fk FOREIGN KEY (member_id) REFERENCES member (id)
);
-- relata:down
DROP TABLE payment;
DROP TABLE fine;
