## Wie er reist: het formulier van een bewoner
person-postcode = Postcode
person-number = Huisnummer
person-by-hand = Straat en plaats
person-street = Straat
person-town = Plaats
address-found = { $street }, { $town }
address-nearest = De dichtste halte is op { $metres } m.
address-nearest-stop = Dat is { $stop }.
address-other-additions = Dit nummer heeft een toevoeging: { $numbers }. Vraag welke.
address-not-there = Dit adres bestaat niet. Kijk postcode en huisnummer na.
address-not-checked = Adres niet gecontroleerd. Schrijf straat en plaats zelf op.
fault-postcode = Dit is geen postcode. Schrijf bijvoorbeeld 1068 EL.
fault-house-number = Dit is geen huisnummer. Schrijf bijvoorbeeld 16 of 16-2.
fault-companions = Schrijf een getal van 0 tot en met 7.
fault-extra-minutes = Schrijf een getal van 0 tot en met 30.
card-address = Adres
card-address-not-checked = Adres niet gecontroleerd

## Wat een beller vaak doet
usual-activity = { $activity } in { $stop }
offers-way-back = Zoek ook een rit terug om { $time }

## De kaart
person-edit = Wijzig gegevens
person-edit-title = Gegevens wijzigen
person-save = Bewaar
person-leave = Laat zo
person-salutation = Aanspreken als
person-language = Taal
person-extra-minutes = Extra minuten
person-stands-now = Nu staat er: { $value }
person-stale = Een collega heeft deze kaart net veranderd. Kijk bij elk veld wat er nu staat. Bewaar daarna nog eens.
card-note-who = Dit leest de chauffeur die de rit rijdt.
card-care-who = Alleen voor coördinatoren. Wie het leest, wordt vastgelegd.
card-care-write = Schrijf een zorgnotitie
card-care-change = Wijzig de zorgnotitie
card-last-rides = Laatste ritten
card-no-shows = { $count ->
    [one] 1 keer niet meegereden zonder af te zeggen, in het laatste half jaar: { $days }.
   *[other] { $count } keer niet meegereden zonder af te zeggen, in het laatste half jaar: { $days }.
}
