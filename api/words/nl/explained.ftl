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
