"""The line as open data: a GTFS feed with GTFS-Flex, for trip planners."""
