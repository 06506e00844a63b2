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
