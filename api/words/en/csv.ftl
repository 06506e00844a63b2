## CSV
csv-day = day
csv-rides = rides
csv-riders = riders
csv-refused = refusals
csv-cancelled = cancelled
csv-no-shows = no_shows
