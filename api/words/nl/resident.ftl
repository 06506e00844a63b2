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
