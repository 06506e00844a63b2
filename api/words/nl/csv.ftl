## CSV
csv-day = dag
csv-rides = ritten
csv-riders = reizigers
csv-refused = nee
csv-cancelled = afgezegd
csv-no-shows = loosmeldingen
