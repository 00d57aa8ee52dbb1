// Every DEPUTY_TO claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_deputy_to IF NOT EXISTS
FOR ()-[e:DEPUTY_TO]-() REQUIRE e.claim_id IS UNIQUE
