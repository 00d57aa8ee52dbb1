// Removes a dataset's own records of entities.
// parameters: record_ids
UNWIND $record_ids AS record_id
MATCH (r:Record {record_id: record_id})
DETACH DELETE r
RETURN count(*) AS written
