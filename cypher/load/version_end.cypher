// Ends a load: the version moves on, and consistent readers may read again unless another dataset's
// load was cut off and is still unfinished.
// parameters: token, dataset
MATCH (v:GraphVersion {name: 'graph', writing: $token})
WITH v, [name IN coalesce(v.unfinished, []) WHERE name <> $dataset] AS unfinished,
     [name IN coalesce(v.torn, []) WHERE name <> $dataset] AS torn
SET v.version = v.version + 1, v.unfinished = unfinished, v.torn = torn,
    v.writing = CASE WHEN size(unfinished) > 0 THEN $token END
RETURN v.version AS version
