// Every REPORTS_TO claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_reports_to IF NOT EXISTS
FOR ()-[e:REPORTS_TO]-() REQUIRE e.claim_id IS UNIQUE
