// Takes the writers' lock, and those of its lanes, where nobody holds it or its lease has run out, by
// the server's clock.
// parameters: token, holder, dataset, lease_seconds, lanes
MERGE (l:Lock {name: 'writer'})
SET l.asked = datetime.realtime()
WITH l, l.token IS NULL OR l.expires <= datetime.realtime() AS free
FOREACH (_ IN CASE WHEN free THEN [1] ELSE [] END |
  SET l.token = $token, l.holder = $holder, l.dataset = $dataset, l.since = datetime.realtime(),
      l.expires = datetime.realtime() + duration({seconds: $lease_seconds}))
FOREACH (name IN CASE WHEN free THEN $lanes ELSE [] END |
  MERGE (lane:Lock {name: name})
  SET lane.token = $token)
RETURN free, l.holder AS holder, l.dataset AS dataset, l.since AS since, l.expires AS expires
