// Finds Record nodes by their entity_id.
// parameters: none
CREATE INDEX index_record_entity_id IF NOT EXISTS
FOR (n:Record) ON (n.entity_id)
