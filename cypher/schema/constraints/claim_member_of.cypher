// Every MEMBER_OF claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_member_of IF NOT EXISTS
FOR ()-[e:MEMBER_OF]-() REQUIRE e.claim_id IS UNIQUE
