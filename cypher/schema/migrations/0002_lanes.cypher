// A run that takes over waits for the lanes of the one before: a program that knows none must not.
// parameters: none
UNWIND range(0, 2) AS lane
MERGE (:Lock {name: 'lane ' + lane})
