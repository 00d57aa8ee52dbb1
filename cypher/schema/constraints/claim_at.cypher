// Every AT claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_at IF NOT EXISTS
FOR ()-[e:AT]-() REQUIRE e.claim_id IS UNIQUE
