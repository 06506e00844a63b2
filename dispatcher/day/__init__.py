"""One service day in memory: functions from one state of it to the next, without clock, storage, sockets."""
