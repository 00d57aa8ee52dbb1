// Who holds the writers' lock, since when and until when, and whether that has ended.
// parameters: none
MATCH (l:Lock {name: 'writer'})
WHERE l.token IS NOT NULL
RETURN l.holder AS holder, l.dataset AS dataset, l.since AS since, l.expires AS expires,
       l.expires <= datetime.realtime() AS ended
