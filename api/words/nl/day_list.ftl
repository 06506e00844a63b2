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
