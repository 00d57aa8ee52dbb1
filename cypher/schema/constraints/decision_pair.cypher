// A Decision (what somebody decided on two ids: one and the same, or not) has a pair of its own.
// parameters: none
CREATE CONSTRAINT decision_pair IF NOT EXISTS
FOR (n:Decision) REQUIRE n.pair IS UNIQUE
