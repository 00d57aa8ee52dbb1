// Every HAS_STRENGTH claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_has_strength IF NOT EXISTS
FOR ()-[e:HAS_STRENGTH]-() REQUIRE e.claim_id IS UNIQUE
