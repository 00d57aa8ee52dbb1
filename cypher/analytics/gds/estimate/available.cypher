// Heap that the server could still use, in bytes.
// parameters: none
CALL gds.debug.sysInfo() YIELD key, value
WHERE key = 'availableHeapInBytes'
RETURN value AS bytes
