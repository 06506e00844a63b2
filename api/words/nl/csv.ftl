## CSV
csv-day = dag
csv-driver = chauffeur
csv-van = busje
csv-planned = gepland_min
csv-from = van
csv-to = tot
csv-break = pauze_min
csv-worked = gewerkt_min
csv-state = stand
csv-rides = ritten
csv-riders = reizigers
csv-refused = nee
csv-cancelled = afgezegd
csv-no-shows = loosmeldingen
csv-why = reden
