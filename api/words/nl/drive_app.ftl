## Chauffeur: de pagina als app op een telefoon
drive-app = Osdorppleinlijn: mijn rit
drive-app-short = Mijn rit
drive-app-what = De rit van vandaag voor chauffeurs, ook zonder bereik.
drive-away = Geen verbinding
drive-away-run = Er staat geen rit van vandaag op deze telefoon.
drive-away-reports = Wat u al hebt gemeld, blijft bewaard en gaat weg zodra u weer op deze pagina bent.
drive-away-again = Probeer opnieuw
drive-clock-ahead = De klok van deze telefoon loopt { $minutes } min voor. Uw meldingen krijgen de goede tijd.
drive-clock-behind = De klok van deze telefoon loopt { $minutes } min achter. Uw meldingen krijgen de goede tijd.
