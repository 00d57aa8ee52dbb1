// Every POST_IN claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_post_in IF NOT EXISTS
FOR ()-[e:POST_IN]-() REQUIRE e.claim_id IS UNIQUE
