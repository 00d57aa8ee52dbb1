// Every OPERATES_IN claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_operates_in IF NOT EXISTS
FOR ()-[e:OPERATES_IN]-() REQUIRE e.claim_id IS UNIQUE
