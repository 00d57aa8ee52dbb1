// A KeyIndex (keys and hashes of what a dataset last loaded) has a segment_id of its own.
// parameters: none
CREATE CONSTRAINT keyindex_segment_id IF NOT EXISTS
FOR (n:KeyIndex) REQUIRE n.segment_id IS UNIQUE
