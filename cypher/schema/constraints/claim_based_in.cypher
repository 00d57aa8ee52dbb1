// Every BASED_IN claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_based_in IF NOT EXISTS
FOR ()-[e:BASED_IN]-() REQUIRE e.claim_id IS UNIQUE
