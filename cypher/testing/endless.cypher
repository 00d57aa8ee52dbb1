// Takes very long: for the tests of time limits.
// parameters: none
UNWIND range(1, 100000) AS a
UNWIND range(1, 100000) AS b
RETURN count(a * b) AS answer
