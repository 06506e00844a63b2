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
