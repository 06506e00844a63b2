## Tijden aanbieden
lend-nav-label = Uitlenen
lend-nav-windows = Vensters
lend-nav-offer = Nieuwe tijden
offer-title = Nieuwe tijden
offer-intro = Geef door wanneer uw busjes vrij zijn, met een bestand of een agenda. U ziet eerst wat er verandert. Pas als u het overneemt, telt het.
offer-waiting = { $count ->
    [one] Er staat 1 voorstel klaar. Bekijk wat er verandert.
   *[other] Er staan { $count } voorstellen klaar. Bekijk wat er verandert.
}
offer-open = Nog te bekijken
offer-source-sheet = Bestand
offer-source-calendar = Agenda
offer-source-program = Programma
offer-sheet = Met een bestand
offer-sheet-hint = Een CSV- of Excel-bestand met de kolommen busje, datum, van en tot. Tussen de eerste en de laatste dag in het bestand gelden voor deze busjes alleen nog de tijden uit het bestand.
offer-file = Bestand
offer-compare = Laat zien wat er verandert
offer-unread = { $count ->
    [one] Er is nog niets veranderd. Dit klopt niet in het bestand:
   *[other] Er is nog niets veranderd. Deze { $count } dingen kloppen niet in het bestand:
}
offer-more-faults = En nog { $count } andere.
compare-title = Wat verandert er?
compare-count-new = nieuw
compare-count-changed = met andere tijden
compare-count-gone = vervallen
compare-count-same = blijven gelijk
compare-has-rides = In een of meer van deze vensters zijn ritten geboekt. Wat niet meer past, gaat naar een ander busje, of de coördinator belt de reiziger.
compare-no-rides = In deze vensters zijn geen ritten geboekt.
compare-new = Nieuw
compare-changed = Andere tijden
compare-gone = Vervallen
compare-was = was { $span }
compare-more = En nog { $count } andere, zonder ritten.
compare-nothing = Er verandert niets.
compare-take-over = { $count ->
    [one] Neem deze verandering over
   *[other] Neem deze { $count } veranderingen over
}
compare-drop = Laat alles zoals het is
compare-taken-over = Overgenomen. De planning gaat er meteen mee aan de slag.
compare-dropped = Niet overgenomen. Er is niets veranderd.
compare-back = Naar de vensters
error-windows-moved-on = Intussen zijn vensters of ritten veranderd. Dit is wat er nu zou veranderen.
error-proposal-decided = Dit voorstel is al overgenomen of vervallen.
error-unread-windows = Niet alles is te lezen. Er is niets veranderd.

## Agenda’s
calendar-title = Met een agenda
calendar-hint = Staat in een agenda wanneer de busjes vrij zijn? Geef het adres. Elk uur kijken we of er iets verandert, en dan ziet u hier een voorstel. Zolang de agenda meedoet, geldt het weekpatroon niet.
calendar-address = Adres van de agenda
calendar-address-hint = Het geheime adres in iCal-vorm, zoals Outlook of Google het geeft. Het begint met https:// en eindigt vaak op .ics.
calendar-van = Over welk busje gaat deze agenda?
calendar-all-vans = Alle busjes: de naam staat in elke afspraak
calendar-add = Voeg deze agenda toe
calendar-check = Kijk nu
calendar-end = Kijk niet meer
calendar-checked = Bekeken: { $at }
calendar-not-yet = Nog niet bekeken.
fault-calendar-away = De server van de agenda is niet te bereiken. Kijk het adres na.
fault-calendar-private = Dit adres ligt in een besloten netwerk. De beheerder van de lijn kan het toestaan.
fault-calendar-address = Dit is geen adres van een agenda. Het begint met https://.
fault-calendar-slow = De server van de agenda antwoordt te langzaam. We proberen het later opnieuw.
fault-calendar-too-large = De agenda is te groot.
fault-calendar-refused = De server geeft de agenda niet. Klopt het adres nog?
error-calendar-address = Dit is geen adres van een agenda. Het begint met https://.

## Wat er in een bestand of agenda niet klopt
fault-lent-no-sheet = Dit is geen bestand met rijen. Bewaar het als CSV of als Excel-bestand (.xlsx).
fault-lent-too-large = Het bestand is te groot.
fault-lent-empty = Er staan geen tijden in.
fault-lent-past = Alle tijden zijn al voorbij.
fault-lent-too-far = Dit gaat te ver vooruit. Geef tijden tot een jaar vooruit.
fault-lent-missing-column = Er mist een kolom: { $column ->
    [van] busje
    [day] datum
    [start] van
   *[end] tot
}. Zet de namen van de kolommen in de eerste rij: busje, datum, van, tot.
fault-lent-unknown-van = rij { $where }: “{ $given }” is geen busje van u
fault-lent-no-day = rij { $where }: geen datum (“{ $given }”); schrijf bijvoorbeeld 24-11-2026
fault-lent-no-start = rij { $where }: geen begintijd (“{ $given }”); schrijf bijvoorbeeld 09:45
fault-lent-no-end = rij { $where }: geen eindtijd (“{ $given }”); schrijf bijvoorbeeld 11:45
fault-lent-end-first = rij { $where }: eind ligt voor begin ({ $start }–{ $end })
fault-lent-overlap = “{ $where }” valt samen met “{ $other }” van hetzelfde busje
fault-lent-no-calendar = Dit is geen agenda. Misschien is het adres dat van een webpagina.
fault-lent-too-many-events = Er staan te veel afspraken in de agenda.
fault-lent-bad-event = “{ $where }” is niet te lezen: begin of einde klopt niet
fault-lent-no-length = “{ $where }” eindigt niet na het begin
fault-lent-unknown-zone = “{ $where }” noemt een onbekende tijdzone: { $zone }
fault-lent-bad-rule = “{ $where }” herhaalt zich op een manier die we niet begrijpen
fault-lent-too-often = “{ $where }” herhaalt zich te vaak
fault-lent-which-van = “{ $where }” noemt geen busje; zet de naam in de titel of de plaats
fault-lent-two-vans = “{ $where }” noemt meer dan één busje
fault-lent-rows-overlap = rij { $where } valt samen met rij { $other } van hetzelfde busje
