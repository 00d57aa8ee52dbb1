// Every RESPONSE_TO claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_response_to IF NOT EXISTS
FOR ()-[e:RESPONSE_TO]-() REQUIRE e.claim_id IS UNIQUE
