// Every TIED_TO claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_tied_to IF NOT EXISTS
FOR ()-[e:TIED_TO]-() REQUIRE e.claim_id IS UNIQUE
