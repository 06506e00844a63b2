// Whoever is asked to log in is nobody yet: the run that this phone kept for its driver is not for them.
"use strict";

globalThis.caches?.delete("drive-run").catch(() => {});
