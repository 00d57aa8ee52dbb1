// Every SECOND_TO claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_second_to IF NOT EXISTS
FOR ()-[e:SECOND_TO]-() REQUIRE e.claim_id IS UNIQUE
