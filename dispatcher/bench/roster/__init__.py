"""A roster of weeks, measured: made up drivers and vans, and an inspector who looks at the result."""
