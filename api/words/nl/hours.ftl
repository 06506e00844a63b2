## Uren
review-hours-page = Uren
review-hours-sum = Samen { $worked } uur gewerkt.
review-hours-look = Bekijk de uren
review-hours-back = Reizigers
review-hours-title = Uren per dienst
review-hours-none = Er zijn nog geen uren geklokt.
review-col-day = Dag
review-col-planned = Gepland
review-col-from = Van
review-col-to = Tot
review-col-break = Pauze
review-col-worked = Gewerkt
review-col-state = Stand
review-col-action = Actie
review-total = Totaal
review-approve = Keur goed
review-correct = Corrigeer
review-correct-title = Uren corrigeren van { $name }, { $day }
review-correct-why = Waarom?
review-correct-save = Bewaar correctie
review-csv-hours = Uren als CSV
review-hours-file = uren
review-minutes = min
hours-open = nog ingeklokt
hours-submitted = te bekijken
hours-corrected = gecorrigeerd
hours-approved = goedgekeurd
hours-closed = afgesloten

nav-hours = Mijn uren
hours-xlsx = Uren als Excel
hours-total-words = uren in deze maand
hours-planned-words = uren gepland
hours-waiting-words = { $count ->
    [one] besluit nog te nemen
   *[other] besluiten nog te nemen
}
hours-col-tick = Aanvinken
hours-col-who = Wie
hours-col-difference = Verschil
hours-col-adjusted = Correcties
hours-col-counts = Telt
hours-col-day = Dag
hours-col-work = Werk
hours-col-planned = Gepland
hours-col-from = Van
hours-col-to = Tot
hours-col-break = Pauze
hours-col-worked = Gewerkt
hours-kind-driving = rijden
hours-kind-desk = telefoon
hours-kind-adjustment = correctie
hours-tick = { $name }, { $day }
hours-approve-ticked = Keur aangevinkte uren goed
hours-ticked-hint = Aangevinkt is wat hoogstens { $minutes } minuten van het plan afwijkt.
hours-approved-several = { $count ->
    [one] Deze uren zijn goedgekeurd.
   *[other] De uren van { $count } diensten zijn goedgekeurd.
}
hours-people-title = Uren per persoon
hours-statement = Urenstaat
hours-statement-of = Urenstaat van { $name } (PDF)
hours-statement-file = urenstaat
hours-corrected-because = Gecorrigeerd: { $why }
hours-because-started-late = { $minutes } min later begonnen: { $at } in plaats van { $planned }
hours-because-started-early = { $minutes } min eerder begonnen: { $at } in plaats van { $planned }
hours-because-ended-late = { $minutes } min later klaar: { $at } in plaats van { $planned }
hours-because-ended-early = { $minutes } min eerder klaar: { $at } in plaats van { $planned }
hours-because-break-shorter = pauze { $minutes } min korter: { $worked } in plaats van { $planned }
hours-because-break-longer = pauze { $minutes } min langer: { $worked } in plaats van { $planned }
hours-because-delay-at-stop = { $minutes } min vertraging bij { $stop }, aangekomen om { $at }
hours-because-delay-on-the-way = { $minutes } min vertraging onderweg naar { $stop }, aangekomen om { $at }
hours-because-not-clocked-out = niet uitgeklokt; gepland tot { $planned }
hours-because-break-not-ended = pauze begonnen om { $at }, einde niet gemeld; deze pauze telt niet mee
hours-because-clocked-otherwise = geklokt was { $at }–{ $planned }
hours-summer-time = zomertijd
hours-winter-time = wintertijd

hours-unclocked-title = Niet geklokt
hours-unclocked-hint = Bij deze diensten klokte niemand in. Schrijf op wat er gereden is, of laat ze zoals ze zijn.
hours-unclocked-do = Schrijf uren op
hours-unclocked-of = Uren opschrijven voor { $name }, { $day }
hours-corrections-title = Correcties
hours-corrections-hint = Gevraagd over diensten zonder klok, en over maanden die al zijn afgesloten. Die laatste tellen mee in deze maand.
hours-asks-correction = { $name }, { $day }: correctie gevraagd
hours-asks-adjustment = { $name }, { $day }: correctie op een afgesloten maand
hours-asked-times = { $span }, { $minutes } min pauze. Verschil:
hours-asked-why = { $by }: { $why }
hours-approved-by = Goedgekeurd door { $by }
hours-take-over = Neem over
hours-decline = Wijs af
hours-decline-why = Waarom niet?
hours-decline-do = Wijs deze correctie af
hours-another-decides = Iemand anders moet dit bekijken.
hours-correction-taken = De correctie is overgenomen.
hours-correction-declined = De correctie is afgewezen. Wie haar vroeg, ziet waarom.
hours-correct-closed = Deze maand is afgesloten. De correctie telt mee in een latere maand, als iemand anders haar goedkeurt.
hours-counts-later = De correctie is gevraagd. Zij telt mee in { $month }, als iemand anders haar goedkeurt.
hours-counts-in = Telt mee in { $month }.

hours-closed-by = Afgesloten op { $at } door { $by }
hours-checksum = Controlegetal:
hours-not-intact = De uren zijn niet meer zoals ze zijn afgesloten. Vraag de beheerder om in de geschiedenis te kijken.
hours-reopen = Heropen deze maand
hours-reopen-why = Waarom moet de maand weer open?
hours-reopen-do = Heropen { $month }
hours-close-not-yet = { $count ->
    [one] Nog 1 besluit, dan kan deze maand dicht.
   *[other] Nog { $count } besluiten, dan kan deze maand dicht.
}
hours-close-ready = Alle uren zijn goedgekeurd. Deze maand kan dicht.
hours-close-do = Sluit { $month } af
hours-month-closed = De uren van { $month } zijn afgesloten.
hours-month-open = De uren van { $month } zijn weer open.

sign-off-title = Uren nakijken
sign-off-link = Nakijken en afsluiten
sign-off-all = Alle uren
sign-off-minutes = Toon wat meer minuten afwijkt dan
sign-off-show = Toon
sign-off-differing = { $count ->
    [one] 1 dienst met meer dan { $minutes } minuten verschil, of gecorrigeerd
   *[other] { $count } diensten met meer dan { $minutes } minuten verschil, of gecorrigeerd
}
sign-off-others = { $count ->
    [one] 1 dienst zonder groot verschil
   *[other] { $count } diensten zonder groot verschil
}
sign-off-others-hint = Hoogstens { $minutes } minuten anders dan gepland.
sign-off-others-do = { $count ->
    [one] Keur deze dienst goed
   *[other] Keur deze { $count } samen goed
}
sign-off-decided = { $count ->
    [one] 1 dienst is al besloten
   *[other] { $count } diensten zijn al besloten
}

own-title = Mijn uren
own-total = uren in deze maand
own-planned = Gepland was { $planned }.
own-closed = Afgesloten op { $at }
own-statement = Urenstaat { $work } (PDF)
own-none = Er zijn in deze maand nog geen uren.
own-none-hint = Klok in op “Mijn rit”, dan staan uw uren hier.
own-none-desk = Klok in als u begint, dan staan uw uren hier.
own-adjusted = Correcties op eerdere maanden
own-state-open = ingeklokt
own-state-submitted = wordt bekeken
own-state-corrected = gecorrigeerd, wordt bekeken
own-state-approved = goedgekeurd
own-state-closed = afgesloten
own-state-missed = niet geklokt
own-state-left = niet uitgeklokt
own-ask = Dit klopt niet
own-ask-missing = Ik heb wel gewerkt
own-ask-of = Correctie vragen voor { $day }
own-why = Wat is er gebeurd?
own-break = Pauze (minuten)
own-ask-do = Vraag deze correctie
own-asked = De correctie is gevraagd. Iemand anders bekijkt haar.
own-asked-asked = Gevraagd: { $span }, { $minutes } min pauze. Iemand anders bekijkt dit nog.
own-asked-approved = Goedgekeurd: { $span }, { $minutes } min pauze.
own-asked-declined = Afgewezen: { $span }, { $minutes } min pauze.
own-declined-why = Waarom: { $why }
own-withdraw = Trek in
own-withdrawn = De correctie is ingetrokken.
own-desk-title = Werken aan de telefoon
own-at-work = U werkt sinds { $at }
own-clock-in = Klok in
own-clock-out = Klok uit
own-forgot-out = Hoe laat was u klaar?
own-clocked-in = U bent ingeklokt.
own-clocked-out = U bent uitgeklokt.
own-enter = Schrijf uren met de hand op
own-enter-why = Waarom met de hand?
own-enter-do = Bewaar deze uren
own-entered = De uren zijn bewaard.

statement-title = Urenstaat
statement-planned = Gepland
statement-worked = Gewerkt
statement-adjusted = Correcties op eerdere maanden
statement-total = Samen
statement-sign = Handtekening
statement-open = Voorlopig: deze maand is nog niet afgesloten.
statement-closed = Afgesloten op { $at } door { $by }. Controlegetal van de maand:

hours-sheet-columns = Kolommen
hours-sheet-column = kolom
hours-sheet-name = naam in de API
hours-sheet-meaning = betekenis

error-not-your-hours = Dit zijn de uren van iemand anders.
error-correction-waits = Over deze uren is al een correctie gevraagd. Neem daar eerst een besluit over.
error-already-clocked-in = U bent al ingeklokt.
error-not-clocked-in = U bent niet ingeklokt.
error-hours-overlap = U hebt op die tijd al uren. Vraag daar een correctie voor.
error-month-not-over = Deze maand is nog niet voorbij.
error-month-not-closed = Deze maand is al open.
error-month-adjusted = Een latere maand heeft correcties op deze maand. Corrigeer daar.
error-hours-not-approved = { $count ->
    [one] Er is nog 1 besluit te nemen.
   *[other] Er zijn nog { $count } besluiten te nemen.
}
fault-time-twice = { $clock } komt die nacht twee keer voor. Schrijf erachter: zomertijd of wintertijd.
fault-none-chosen = Vink eerst uren aan.
fault-not-at-the-desk = Hier klokken alleen coördinatoren.

csv-hours-month = maand
csv-hours-kind = soort
csv-hours-id = nummer
csv-hours-person-id = persoon
csv-hours-person = naam
csv-hours-date = dag
csv-hours-van = busje
csv-hours-planned-from = gepland_van
csv-hours-planned-to = gepland_tot
csv-hours-planned-break-min = gepland_pauze_min
csv-hours-planned-min = gepland_min
csv-hours-worked-from = van
csv-hours-worked-to = tot
csv-hours-break-min = pauze_min
csv-hours-worked-min = gewerkt_min
csv-hours-difference-min = verschil_min
csv-hours-worked-s = gewerkt_s
csv-hours-state = stand
csv-hours-reason = reden
csv-hours-corrected-by = gecorrigeerd_door
csv-hours-approved-by = goedgekeurd_door
hours-meaning-month = maand waarin het telt
hours-meaning-kind = rijden, telefoon of correctie
hours-meaning-id = van de dienst, de uren aan de telefoon of de correctie
hours-meaning-person-id = kenmerk van de chauffeur of inlognaam van de coördinator
hours-meaning-person = naam
hours-meaning-date = dag waarop is gewerkt
hours-meaning-van = naam van het busje
hours-meaning-planned-from = gepland begin, plaatselijke tijd met het verschil met UTC
hours-meaning-planned-to = gepland einde
hours-meaning-planned-break-min = geplande pauze in minuten
hours-meaning-planned-min = geplande minuten werk, zonder pauze
hours-meaning-worked-from = begin van het werk
hours-meaning-worked-to = einde van het werk
hours-meaning-break-min = pauze in minuten
hours-meaning-worked-min = minuten werk, zonder pauze; bij een correctie wat erbij komt of eraf gaat
hours-meaning-difference-min = gewerkt min gepland, in minuten
hours-meaning-worked-s = gewerkt_min tot op de seconde
hours-meaning-state = nog ingeklokt, te bekijken, gecorrigeerd, goedgekeurd of afgesloten
hours-meaning-reason = waarom het is gecorrigeerd
hours-meaning-corrected-by = inlognaam van wie corrigeerde of erom vroeg
hours-meaning-approved-by = inlognaam van wie het goedkeurde
