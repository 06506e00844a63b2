## CSV
csv-day = day
csv-driver = driver
csv-van = van
csv-planned = planned_min
csv-from = from
csv-to = to
csv-break = break_min
csv-worked = worked_min
csv-state = state
csv-rides = rides
csv-riders = riders
csv-refused = refusals
csv-cancelled = cancelled
csv-no-shows = no_shows
csv-why = reason
