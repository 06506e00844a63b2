## Overal
app-name = Osdorppleinlijn
skip-to-content = Naar de inhoud
nav-label = Onderdelen
nav-desk = Telefoon
nav-board = Dagbord
nav-drive = Mijn rit
nav-review = Uren en reizigers
nav-lend = Busjes uitlenen
language-other = English
language-other-label = Show this page in English
log-out = Log uit
no-connection = Geen verbinding. Wat u typte blijft staan; we proberen het steeds opnieuw.
session-over = U bent te lang weggeweest. Wat u typte blijft staan.
session-over-link = Log opnieuw in
previous-day = Vorige dag
next-day = Volgende dag
previous-month = Vorige maand
next-month = Volgende maand
today = Vandaag
this-month = Deze maand
close = Sluit

## Inloggen
login-title = Inloggen
login-intro = Voor coördinatoren, chauffeurs en leden van de coöperatie.
login-name = Gebruikersnaam
login-password = Wachtwoord
login-button = Log in

## Telefoon: wie
desk-title = Telefoon
desk-who = Wie belt er?
desk-who-hint = Naam, telefoon of straat
desk-who-none = Niemand gevonden. Probeer een ander deel van de naam, of de straat.
desk-who-start = Typ een paar letters en kies met ↓ en Enter.
desk-nothing-yet = Er staan nog geen bewoners in de lijst. Vraag de beheerder om ze in te lezen.
newcomer-add = Nieuwe bewoner: { $typed }
newcomer-title = Nieuwe bewoner
newcomer-name = Naam
newcomer-street = Straat en huisnummer
newcomer-street-hint = mag leeg blijven
newcomer-save = Schrijf in
card-home = Halte thuis
card-phone = Telefoon
card-rides-with = Reist met
card-note = Voor de chauffeur
card-care = Zorgnotitie
card-care-show = Toon zorgnotitie
card-care-recorded = Dat u dit leest, wordt vastgelegd.
card-extra-time = Instappen duurt { $minutes } min langer
card-next-rides = Volgende ritten
card-no-rides = Nog geen ritten geboekt.
card-usual = Gaat vaak naar (druk het cijfer)
card-usual-arrive-by = { $day }, er om { $time }
card-usual-depart-at = { $day }, weg om { $time }
card-usual-back = terug om { $time }
card-where = Waar is het busje?
where-none = Er is geen rit meer geboekt.
where-another-day = De volgende rit is { $when }.
where-no-van = Deze rit heeft nog geen busje.
where-at-base = { $halts ->
    [0] { $van } staat nog op de standplaats.
    [one] { $van } staat nog op de standplaats en stopt eerst nog 1 keer.
   *[other] { $van } staat nog op de standplaats en stopt eerst nog { $halts } keer.
}
where-at-stop = { $halts ->
    [0] { $van } staat bij { $stop }.
    [one] { $van } staat bij { $stop } en stopt daarna nog 1 keer.
   *[other] { $van } staat bij { $stop } en stopt daarna nog { $halts } keer.
}
where-left = { $halts ->
    [0] { $van } is weg bij { $stop }.
    [one] { $van } is weg bij { $stop } en stopt nog 1 keer.
   *[other] { $van } is weg bij { $stop } en stopt nog { $halts } keer.
}
where-arrived = { $van } staat bij { $stop }.
where-on-board = De reiziger zit in { $van }.
where-comes = { $minutes ->
    [0] Het busje is er nu, om { $at }, bij { $stop }.
    [one] Over 1 minuut, om { $at }, bij { $stop }.
   *[other] Over { $minutes } minuten, om { $at }, bij { $stop }.
}
where-comes-later = Het komt om { $at } bij { $stop }.
where-late = Dat is { $minutes ->
    [one] 1 minuut
   *[other] { $minutes } minuten
} later dan beloofd.
card-change = Wijzig
card-cancel = Zeg af
card-cancel-sure = Zeg deze rit af
card-cancel-why = Waarom?
card-cancelled = Afgezegd: { $when }.
card-left-out = De heenreis staat nog: { $when }.
card-left-back = De terugreis staat nog: { $when }. Vervalt die ook?
card-reinstated = De rit staat weer: { $when }.
aid-none = een zitplaats
aid-walker = rollator
aid-wheelchair = rolstoel
aid-scooter = scootmobiel
companions = { $count ->
    [0] geen begeleider
    [one] 1 begeleider
   *[other] { $count } begeleiders
}

## Telefoon: wie er nu belt
call-rings = Belt nu: { $who }
call-answered = Aan de lijn: { $who }
call-taken = { $name } helpt deze beller: { $who }
call-shared = iemand met nummer { $number }
call-unknown = onbekend nummer { $number }
call-withheld = iemand met een afgeschermd nummer
call-open = Open de kaart
call-opened = De kaart is open.
call-search = Zoek wie het is
call-more = { $count ->
    [one] en nog 1 bewoner: zoek op naam
   *[other] en nog { $count } bewoners: zoek op naam
}
parked = Wat u typte voor { $name } staat klaar.
parked-nameless = Wat u typte staat klaar.
parked-back = Ga terug

## Telefoon: waarheen en wanneer
desk-where = Waarheen en wanneer?
desk-from = Van
desk-to = Naar
desk-stop-hint = Halte of activiteit
desk-stop-none = Geen halte of activiteit gevonden.
desk-day = Dag
desk-day-hint = morgen, di, 24-11
desk-time = Tijd
desk-time-hint = 10:30, half elf
desk-mode = De tijd is
desk-arrive-by = Er zijn om
desk-depart-at = Weg om
desk-back = Terug om
desk-back-hint = mag leeg blijven
desk-companions = Begeleiders
desk-aid = Reist met
desk-search = Zoek ritten
desk-changing = U wijzigt de rit van { $when }. De oude rit blijft staan tot u de nieuwe boekt.
desk-changing-stop = Laat de oude rit staan
desk-before = Kies eerst wie er belt.
desk-answer-start = Hier komen de ritten die kunnen.

offers-out = Heen
offers-back = Terug
offers-none-chosen = geen rit
offer-pickup = { $from }–{ $to } ophalen
offer-dropoff = er om { $by } of eerder
offer-unsure = nog geen chauffeur
offers-held = Deze plaatsen blijven vrij tot { $until }.
offers-book = { $count ->
    [one] Boek deze rit
   *[other] Boek deze ritten
}
offers-decline = Beller wil geen van deze
offers-pick-none = Kies eerst een rit met een cijfer.
offers-say = Zeg: “Dit kan op { $day }:”

refusal-title-out = Heen lukt niet.
refusal-title-back = Terug lukt niet.
refusal-no_window = Op die tijd rijdt er geen busje van de lijn.
refusal-no_driver = Er is wel een busje, maar nog geen chauffeur.
refusal-no_place_kind = Op die tijd rijdt er geen busje waar dit in past.
refusal-full = De busjes zitten dan vol.
refusal-declined = De beller wilde geen van de ritten.
refusal-between = Op { $day } kunnen we u niet ophalen tussen { $begin } en { $end }.
refusal-at = Op { $day } kunnen we u niet ophalen om { $begin }.
refusal-not-before = Op { $day } kunnen we u niet eerder ophalen dan { $begin }.
refusal-no-van = Er rijdt dan geen busje van de lijn.
refusal-no-driver = Er is dan wel een busje, maar nog geen chauffeur.
refusal-no-time = De busjes hebben dan geen tijd naast de ritten die al zijn afgesproken.
refusal-lacks-seats = Er rijdt dan geen busje met { $seats ->
    [one] een zitplaats
   *[other] { $seats } zitplaatsen
}.
refusal-lacks-wheelchair_places = Er rijdt dan geen busje met { $wheelchairs ->
    [one] een rolstoelplaats
   *[other] { $wheelchairs } rolstoelplaatsen
}.
refusal-lacks-places_together = Er rijdt dan geen busje met samen { $seats ->
    [one] een zitplaats
   *[other] { $seats } zitplaatsen
} en { $wheelchairs ->
    [one] een rolstoelplaats
   *[other] { $wheelchairs } rolstoelplaatsen
}.
refusal-taken-seats = Geen busje heeft dan { $seats ->
    [one] een zitplaats
   *[other] { $seats } zitplaatsen
} vrij.
refusal-taken-wheelchair_places = Geen busje heeft dan { $wheelchairs ->
    [one] een rolstoelplaats
   *[other] { $wheelchairs } rolstoelplaatsen
} vrij.
refusal-taken-places_together = Geen busje heeft dan samen { $seats ->
    [one] een zitplaats
   *[other] { $seats } zitplaatsen
} en { $wheelchairs ->
    [one] een rolstoelplaats
   *[other] { $wheelchairs } rolstoelplaatsen
} vrij.
refusal-first-after = Daarna kan het voor het eerst om { $at }, met { $van }.
refusal-first = De eerste tijd die wel kan, is { $at }, met { $van }.
refusal-none-later = Later op deze dag kan het niet meer.
refusal-none = Op deze dag kan het ook op geen andere tijd.
refusal-choose = Wat ook kan:
refusal-another-day = Vraag of een andere dag ook kan.
refusal-kept = Deze vraag is bewaard. Zo zien we wat de lijn nog mist.
declined-title = Genoteerd: geen rit.

promise-title = Geboekt
promise-say = Lees voor:
promise-out = Op { $day } halen we u op tussen { $from } en { $to }, bij { $origin }. U bent uiterlijk om { $by } bij { $destination }.
promise-back = Voor de terugreis halen we u op tussen { $from } en { $to }, bij { $origin }. U bent uiterlijk om { $by } bij { $destination }.
promise-number = { $count ->
    [one] Uw nummer is { $references }.
   *[other] Uw nummers zijn { $references }.
}
promise-driver-later = De chauffeur wordt nog gezocht. Lukt dat niet, dan bellen we u.
promise-undo = Maak ongedaan
promise-undo-left = nog { $seconds } s
promise-undone = Ongedaan gemaakt. Er is niets geboekt.
promise-undone-change = De nieuwe rit is weg. De oude rit staat weer: { $when }.
promise-next = Volgende beller

away-title = Nu even niet te plannen
away-say = De planning antwoordt nu niet. Uw vraag is bewaard. We bellen u terug zodra we weten welke ritten kunnen.
away-not-kept = De planning antwoordt nu niet en uw vraag kon niet worden bewaard. Probeer het zo nog eens.
problem-title = Dit ging niet
faults-title = { $count ->
    [one] Er klopt één ding niet
   *[other] Er kloppen { $count } dingen niet
}

## Telefoon: de dag
desk-day-title = De dag
day-rides = { $count ->
    [0] geen ritten
    [one] 1 rit
   *[other] { $count } ritten
}
day-done = { $count } klaar
day-on-board = { $count } onderweg
day-refused = { $count } keer nee
day-waiting = Nog te beantwoorden
day-waiting-item = { $name }: { $from } → { $to }
day-next = Straks
day-next-item = { $from } → { $to }
day-nothing = Vandaag rijdt er niemand meer.

## Taken
tasks-title = Bellen
tasks-none = Niemand hoeft gebeld te worden.
task-promise_broken = De rit van { $when } gaat niet door.
task-promise_at_risk = De rit van { $when } wordt later dan afgesproken.
task-answer_ready = Er zijn ritten gevonden voor de vraag van { $when }.
task-answer-none = Voor de vraag van { $when } is geen rit gevonden.
task-offer = De eerste rit die past: { $times }.
task-standing_booking = De vaste rit van { $when } past niet.
task-open_duty = Er zijn ritten beloofd, maar er is nog geen chauffeur: { $when }.
task-expected = Nu verwacht: { $times }.
task-alternative = Beste andere rit: { $times }.
task-no-alternative = Er is geen andere rit gevonden.
task-claim = Ik bel
task-claimed-by = { $name } belt
task-done = Klaar
task-outcome = Wat is er afgesproken?
task-finish = Sluit af
task-open-request = Open deze vraag
task-book-other = Andere rit

## Dagbord
board-title = Dagbord
board-empty = Op { $day } zijn er geen busjes.
board-empty-hint = Een dag met busjes vindt u met de pijlen hierboven.
board-no-driver = nog geen chauffeur
places-seats = { $seats ->
    [0] geen zitplaats
    [one] 1 zitplaats
   *[other] { $seats } zitplaatsen
}
places-wheels = { $wheelchairs ->
    [one] 1 rolstoelplaats
   *[other] { $wheelchairs } rolstoelplaatsen
}
places-either = { $seats ->
    [0] { places-wheels }
   *[other] { places-seats } of { places-wheels }
}
places-together = { $seats ->
    [0] { places-wheels }
   *[other] { places-seats } en { places-wheels }
}
places-free = { $wheelchairs ->
    [0] { places-seats }
   *[other] { places-either }
}
places-taken = { $wheelchairs ->
    [0] { places-seats }
   *[other] { places-together }
}
board-places-free = Op elk stuk vrij: { places-free }
board-free-now = Nu vrij: { places-free }
board-free-least = Vrij: { places-free }
board-late = { $minutes } min later dan afgesproken
board-withdrawn = teruggevraagd door Cordaan
board-legend-window = uitgeleend
board-legend-seats = zitplaats bezet
board-legend-wheel = rolstoelplaats bezet
board-legend-call = halte
board-legend-now = nu
board-bound = Hoogstens { $percent } langer dan het best mogelijke plan.
board-bound-best = Dit is het best mogelijke plan.
board-chart-label = Busjes en hun haltes op { $day }
board-open-run = Bekijk de haltes van { $van }, { $span }
board-run-title = Haltes van { $van }
board-ride-hint = Kies een reiziger om de rit te bekijken.
board-run-none = Nog geen ritten in dit venster.
board-col-time = Tijd
board-col-stop = Halte
board-col-in = Erin
board-col-out = Eruit
board-col-on = Bezet
board-call-break = pauze
board-manifest = Rittenlijst (PDF)
duty-open = Nog geen chauffeur
duty-planned = Gepland
duty-under_way = Onderweg
duty-done = Klaar
duty-withdrawn = Teruggevraagd

## Waarom dit busje
explain-ask = Waarom dit busje?
explain-on_board = De reiziger zit al in { $van }.
explain-frozen = { $van } komt er zo aan. De rit blijft daarom waar hij is.
explain-only_van = { $van } is het enige busje dat deze rit kan rijden.
explain-least_van_time = { $van } heeft voor deze rit de minste tijd nodig.
explain-least_detour = Met { $van } zitten de reizigers het kortst in het busje.
explain-as_good = Een ander busje kan dit even goed. De rit stond al op { $van }.
explain-better_elsewhere = De rit staat op { $van }, maar een ander busje zou het nu beter doen. De planning bekijkt dat vanzelf.
explain-takes = Op { $van } kost deze rit { $minutes ->
    [0] zo goed als geen extra tijd
   *[other] { $minutes } min
}.
explain-move-more = Met { $van } zijn de busjes samen { $minutes } min langer onderweg.
explain-move-less = Met { $van } zijn de busjes samen { $minutes } min korter onderweg.
explain-move-same = Met { $van } zijn de busjes samen even lang onderweg.
explain-riders-more = De reizigers zitten dan samen { $minutes } min langer in het busje.
explain-riders-less = De reizigers zitten dan samen { $minutes } min korter in het busje.
explain-not-not_lent = { $vans } { $count ->
    [one] rijdt
   *[other] rijden
} dan niet voor de lijn.
explain-not-no_driver = { $vans } { $count ->
    [one] heeft
   *[other] hebben
} dan nog geen chauffeur.
explain-not-no_place_kind-seats = { $vans } { $count ->
    [one] heeft
   *[other] hebben
} { $seats ->
    [one] geen zitplaats
   *[other] geen { $seats } zitplaatsen
}.
explain-not-no_place_kind-wheelchair_places = { $vans } { $count ->
    [one] heeft
   *[other] hebben
} { $wheelchairs ->
    [one] geen rolstoelplaats
   *[other] geen { $wheelchairs } rolstoelplaatsen
}.
explain-not-no_place_kind-places_together = { $vans } { $count ->
    [one] heeft
   *[other] hebben
} niet samen { $seats ->
    [one] een zitplaats
   *[other] { $seats } zitplaatsen
} en { $wheelchairs ->
    [one] een rolstoelplaats
   *[other] { $wheelchairs } rolstoelplaatsen
}.
explain-not-full-seats = { $vans } { $count ->
    [one] heeft
   *[other] hebben
} dan { $seats ->
    [one] geen zitplaats
   *[other] geen { $seats } zitplaatsen
} vrij.
explain-not-full-wheelchair_places = { $vans } { $count ->
    [one] heeft
   *[other] hebben
} dan { $wheelchairs ->
    [one] geen rolstoelplaats
   *[other] geen { $wheelchairs } rolstoelplaatsen
} vrij.
explain-not-full-places_together = { $vans } { $count ->
    [one] heeft
   *[other] hebben
} dan niet samen { $seats ->
    [one] een zitplaats
   *[other] { $seats } zitplaatsen
} en { $wheelchairs ->
    [one] een rolstoelplaats
   *[other] { $wheelchairs } rolstoelplaatsen
} vrij.
explain-not-promises = { $vans } { $count ->
    [one] kan
   *[other] kunnen
} deze rit niet op tijd rijden naast de andere afspraken.
explain-not-under_way = { $vans } { $count ->
    [one] is
   *[other] zijn
} al ergens anders naar op weg en { $count ->
    [one] komt
   *[other] komen
} te laat.

## Stand van een boeking
booking-confirmed = afgesproken
booking-on_board = onderweg
booking-completed = gereden
booking-cancelled = afgezegd
booking-no_show = loosmelding
booking-broken = gaat niet door

## Chauffeur
drive-title = Mijn rit
drive-none = U heeft vandaag geen dienst.
drive-none-hint = Uw volgende diensten ziet u hier zodra ze vaststaan.
drive-coming = Uw volgende diensten
drive-not-driver = Deze pagina is voor chauffeurs. U bent ingelogd zonder chauffeur te zijn.
drive-duty = { $van }, { $span }
drive-clock-in = Klok in
drive-clock-out = Klok uit
drive-next = Volgende halte
drive-here = U bent bij
drive-arrived = Ik ben er
drive-departed = Ik vertrek
drive-boarded = Ingestapt
drive-no-show = Niet gekomen
drive-no-show-after = Niet gekomen kan vanaf { $time }
drive-alighted = Uitgestapt
drive-board = Stapt in
drive-alight = Stapt uit
drive-promise = afgesproken { $from }–{ $to }
drive-wait = Wacht: vertrek niet voor { $time }
drive-break = Pauze
drive-break-start = Begin pauze
drive-break-end = Einde pauze
drive-break-until = Pauze tot { $time }
drive-on-break = U heeft pauze
drive-base = Terug naar de standplaats
drive-base-start = Vertrek van de standplaats
drive-done = Klaar voor vandaag. Dank u wel.
drive-call = Bel { $name }
drive-turn = Eerst { $name }
drive-undo = Verkeerde knop
drive-queued = { $count ->
    [one] 1 melding wacht op verbinding
   *[other] { $count } meldingen wachten op verbinding
}
drive-rejected-load = Laad de pagina opnieuw.
drive-paper = Rittenlijst op papier
drive-destination = naar { $stop }

## Rittenlijst op papier
paper-title = Rittenlijst
paper-driver = Chauffeur
paper-van = Busje
paper-time = Tijd
paper-stop = Halte
paper-who = Wie
paper-in = in
paper-out = uit
paper-break = Pauze
paper-base = Standplaats
paper-version = Versie { $revision }, gedrukt { $at }
paper-page = Pagina
paper-of = van
paper-empty = Nog geen ritten in deze dienst.
paper-phone-desk = Telefoon van de lijn
paper-clock-in = Ingeklokt om
paper-clock-out = Uitgeklokt om
paper-phone = tel. { $phone }
paper-to = naar { $stop }
paper-promise = tussen { $from } en { $to }

## Daglijst op papier
daylist-link = Daglijst van { $day } op papier (PDF)
daylist-recorded = Voor als de computer het niet doet. Dat u de lijst opent, wordt vastgelegd.
daylist-title = Daglijst
daylist-file = daglijst
daylist-care = Hier staan namen en telefoonnummers op. Laat de lijst niet liggen en vernietig haar na de dag.
daylist-duty-count = { $count ->
    [0] geen diensten
    [one] 1 dienst
   *[other] { $count } diensten
}
daylist-call-count = { $count ->
    [0] niemand te bellen
    [one] 1 keer bellen
   *[other] { $count } keer bellen
}
daylist-none = Op { $day } zijn er geen ritten geboekt.
daylist-rides = Ritten op tijd
daylist-pickup = Ophalen, met afspraak
daylist-who = Bewoner
daylist-route = Van → naar
daylist-needs = Reist met
daylist-reference = Nummer
daylist-say = zeg: { $name }
daylist-no-phone = geen telefoon bekend
daylist-no-van = nog geen busje
daylist-duties = Busjes en chauffeurs
daylist-duties-none = Er zijn deze dag geen busjes.
daylist-call-back = Nog te bellen
daylist-about = Waarover
daylist-form = Opschrijven wat de bellers vragen
daylist-form-hint = Schrijf hier elke boeking, wijziging en afzegging op zolang de computer het niet doet. Beloof alleen wat u met de chauffeur heeft afgesproken. Doet de computer het weer, typ dan alles over, in deze volgorde, en zet een kruisje bij “overgetypt”.
daylist-form-called = Gebeld om
daylist-form-kind = Wat
daylist-form-booking = boeking
daylist-form-change = wijziging
daylist-form-cancel = afzegging
daylist-form-who = Naam en telefoon
daylist-form-from = Van
daylist-form-to = Naar
daylist-form-day = Dag
daylist-form-time = Hoe laat
daylist-form-party = Met wie, rollator of rolstoel
daylist-form-promised = Wat is er beloofd
daylist-form-initials = Paraaf
daylist-form-typed = overgetypt

## Uren en reizigers
review-title = Uren en reizigers
review-of-day = Dag
review-of-month = Maand
review-riders = reizigers
review-rides = ritten gereden
review-hours = uren gewerkt
review-refused = keer nee gezegd
review-no-shows = loosmeldingen
review-on-time = op tijd
review-compare-day = { $change } dan een week eerder ({ $before })
review-compare-month = { $change } dan een maand eerder ({ $before })
review-more = { $count } meer
review-less = { $count } minder
review-same = evenveel als eerder
review-chart-month = Gereden ritten per dag in { $month }
review-chart-day = Gereden ritten per uur op { $day }
review-nothing = Er is in deze tijd niets gereden.
review-nothing-hint = Zodra een chauffeur iemand laat instappen, ziet u het hier.
review-hours-title = Uren per dienst
review-hours-none = Er zijn nog geen uren geklokt.
review-col-day = Dag
review-col-driver = Chauffeur
review-col-van = Busje
review-col-planned = Gepland
review-col-from = Van
review-col-to = Tot
review-col-break = Pauze
review-col-worked = Gewerkt
review-col-state = Stand
review-col-action = Actie
review-total = Totaal
review-refusals-title = Waarom nee
review-ridership-title = Ritten per { $unit }
review-unit-day = dag
review-unit-hour = uur
review-approve = Keur goed
review-correct = Corrigeer
review-correct-title = Uren corrigeren van { $name }, { $day }
review-correct-why = Waarom?
review-correct-save = Bewaar correctie
review-csv-hours = Uren als CSV
review-csv-riders = Reizigers als CSV
review-hours-file = uren
review-riders-file = reizigers
review-minutes = min
hours-open = nog ingeklokt
hours-submitted = te bekijken
hours-corrected = gecorrigeerd
hours-approved = goedgekeurd
hours-closed = afgesloten

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

## Uitlenen
lend-title = Busjes uitlenen
lend-intro = De vensters van de komende twee weken. Heeft u een busje zelf nodig? Vraag het terug; de coördinator belt de reizigers.
lend-none = Er zijn de komende twee weken geen vensters.
lend-none-hint = De coöperatie leest het weekpatroon in; daarna staan de vensters hier.
lend-rides = { $count ->
    [0] nog geen ritten
    [one] 1 rit afgesproken
   *[other] { $count } ritten afgesproken
}
lend-withdraw = Vraag terug
lend-why = Waarom is het busje nodig?
lend-withdraw-sure = Vraag dit busje terug
lend-withdrawn = Teruggevraagd: { $why }
lend-asked = Doorgegeven. Wie een rit had, wordt gebeld.

## Wat er mis kan zijn
error-title = Dit lukt niet
error-back = Terug naar het begin
error-error = Er ging iets mis. Probeer het zo nog eens.
error-broken = Er ging iets mis bij ons. Het is opgeschreven. Probeer het nog eens.
error-invalid = Er klopt iets niet in wat u invulde. Kijk het na.
error-unknown = Dat staat niet (meer) in de lijst. Laad de pagina opnieuw.
error-not-found = Deze pagina is er niet.
error-stale = Iemand anders heeft dit net veranderd. Kijk opnieuw en probeer het nog eens.
error-conflict = Dat kan nu niet meer. Kijk opnieuw hoe het ervoor staat.
error-away = Een deel van het systeem antwoordt nu niet. Probeer het zo nog eens.
error-too-large = Dit is te veel in één keer. Stuur minder.
error-too-often = Dit ging te vaak achter elkaar. Wacht even en probeer het dan nog eens.
error-unauthenticated = Log eerst in.
error-forbidden = Dit mag u niet doen. Vraag het aan een coördinator of beheerder.
error-wrong-password = Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog eens.
error-too-many-tries = Er is te vaak een verkeerd wachtwoord geprobeerd. Wacht { $minutes } minuten, of vraag een nieuw wachtwoord.
error-csrf-failed = Deze pagina is verlopen. Laad haar opnieuw en doe het nog eens.
error-idempotency-key-reused = Dit formulier is al gebruikt. Laad de pagina opnieuw.
error-impossible-step = Deze boeking is al anders afgehandeld. Laad de pagina opnieuw.
error-already-answered = Deze vraag is al geboekt of afgesloten. Kijk op de kaart van de bewoner.
error-offer-gone = Deze rit is net weg. Kies een andere, of zoek opnieuw.
error-ride-not-back = De oude rit past niet meer. Er is niets veranderd.
error-legs-overlap = Heen en terug lopen door elkaar. Kies andere ritten.
error-not-on-a-van = Voor deze rit is geen busje meer gepland.
error-no-explanation = De planning gaf geen uitleg. Probeer het nog eens.
error-plan-moved = De planning is net veranderd. Zoek opnieuw.
error-too-late = Het antwoord duurde te lang. Er is niets geboekt. Probeer het nog eens.
error-not-your-duty = Deze dienst rijdt nu iemand anders. Laad de pagina opnieuw.
error-event-does-not-fit = Deze melding past niet bij de rit zoals die nu is.
error-no-driver = Deze inlog hoort niet bij een chauffeur. Vraag het kantoor om dat te regelen.
error-task-done = Er is al gebeld.
error-task-of-another = Een collega belt. Neem het eerst over met “Ik bel”.
error-own-hours = U reed of corrigeerde deze uren zelf. Vraag iemand anders om ernaar te kijken.
error-hours-not-ready = Met deze uren kan dat nu niet. Laad de pagina opnieuw.
error-month-closed = Deze maand is afgesloten. Heropen haar eerst.
error-window-over = Dit venster is voorbij of al teruggevraagd.
error-span-too-long = Vraag 1 tot { $days } dagen, de eerste voor de laatste.
error-line-not-ready = De lijn is nog niet klaar voor ritten. Vraag het aan de beheerder.
error-zero-character = Er staat een teken in dat niet kan. Typ het opnieuw.

fault-invalid = Dit klopt niet. Kijk het na.
fault-name = Schrijf de naam van de bewoner.
fault-phone = Dit is geen telefoonnummer. Schrijf bijvoorbeeld 020 555 01 23.
fault-required = Vul dit in.
fault-pick-stop = Kies een halte uit de lijst.
fault-pick-resident = Kies een bewoner uit de lijst.
fault-day-unread = Deze dag begrijp ik niet. Schrijf bijvoorbeeld dinsdag, over 3 dagen of 24-11.
fault-day-unsure = Is { $first } of { $last } bedoeld? Schrijf de datum.
fault-days-differ = Er staan twee dagen: { $first } en { $last }. Laat er één staan.
fault-weekday-other = Die datum is { $day }. Schrijf de dag die bedoeld is.
fault-day-out-of-reach = Kies een dag van { $first } tot en met { $last }.
fault-day-past = Die dag is al voorbij: { $day }. Noem een latere dag.
fault-time-unread = Deze tijd begrijp ik niet. Schrijf bijvoorbeeld 10:30 of half elf.
fault-time-unsure = Is { $first } of { $last } bedoeld? Schrijf welke, of ’s morgens of ’s avonds erbij.
fault-times-differ = Er staan twee tijden. Laat er één staan.
fault-midnight-unsure = Is de nacht bedoeld waarmee { $first } begint, of die waarmee { $last } begint? Schrijf die dag, en 0:00.
fault-time-skipped = { $clock } is er niet op { $day }: dan gaat de klok vooruit. Is { $later } bedoeld? Schrijf het zo.
fault-time-past = Die tijd is al voorbij. Noem een latere.
fault-too-far-ahead = Ritten kunnen { $days } dagen vooruit. Noem een eerdere dag.
fault-two-days = Heen en terug moeten op dezelfde dag zijn.
fault-leg-names = Een vraag is één keer heen en één keer terug.
fault-back-before-out = De terugreis moet later zijn dan de heenreis.
fault-unknown-stop = Deze halte is er niet. Kies een andere.
fault-stop-not-served = Bij { $stop } kan niemand in- of uitstappen.
fault-stop-closed = { $stop } is vanaf die dag dicht.
fault-same-stop = Van en naar zijn dezelfde halte. Kies een andere.
fault-no-van-takes-party = Geen busje van de lijn heeft { places-taken } tegelijk.
fault-unknown-booking = Die boeking is niet van deze bewoner.
fault-why-needed = Schrijf kort waarom.
fault-end-before-begin = Het einde moet later zijn dan het begin, binnen een dag.
fault-break-too-long = De pauze is langer dan de dienst.
fault-in-the-future = Dat ligt in de toekomst.
