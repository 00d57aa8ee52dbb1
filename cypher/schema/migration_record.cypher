// Records that a migration was applied; the first time counts.
// parameters: number, name
MERGE (m:Migration {number: $number})
  ON CREATE SET m.name = $name, m.applied_at = datetime()
