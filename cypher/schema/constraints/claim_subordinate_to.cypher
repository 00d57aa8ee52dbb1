// Every SUBORDINATE_TO claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_subordinate_to IF NOT EXISTS
FOR ()-[e:SUBORDINATE_TO]-() REQUIRE e.claim_id IS UNIQUE
