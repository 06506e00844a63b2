## Vaste ritten
standing-title = Vaste ritten
standing-none = Nog geen vaste ritten.
standing-sentence = { $weeks ->
    [1] Elke { $weekday }
    [2] Om de week op { $weekday }
   *[other] Elke { $weeks } weken op { $weekday }
} { $origin ->
    [none] {""}
   *[other] {"van "}{ $origin }{" "}
}naar { $place }, { $mode ->
    [arrive_by] er om
   *[other] weg om
} { $time }{ $back ->
    [none] {""}
   *[other] {", terug om "}{ $back }
}{ $until ->
    [none] {""}
   *[other] {", tot en met "}{ $until }
}.
standing-on-holidays = Rijdt ook op feestdagen.
standing-next = Rijdt weer op { $day }.
standing-no-next = Rijdt niet meer.
standing-off-skipped = { $day }: rijdt niet
standing-off-holiday = { $day }, { $holiday }: rijdt niet
standing-off-apart = { $day }: apart geboekt
standing-off-unplaced = { $day }: past nog niet, staat bij Bellen
standing-off-more = { $count ->
    [one] En nog 1 dag.
   *[other] En nog { $count } dagen.
}
standing-days-more = { $days } en nog { $count } keer
standing-why = ({ $reason })
standing-unskip = Rijdt toch
standing-change = Wijzig
standing-skip = Sla over
standing-stop = Stop
standing-of = { $what }: { $sentence }
standing-skip-from = Welke dag, of vanaf?
standing-skip-to = Tot en met
standing-skip-to-hint = leeg is één dag
standing-skip-why = Waarom?
standing-skip-sure = Sla over
standing-stop-from = Vanaf welke dag niet meer?
standing-stop-sure = Stop deze vaste rit

standing-make = Vaste rit
standing-make-of-this = Maak hier een vaste rit van
standing-form-new = Nieuwe vaste rit
standing-form-change = Vaste rit wijzigen
standing-form-leave = Laat zoals het is
standing-first-day = Eerste dag
standing-next-day = Volgende rit
standing-rhythm = Hoe vaak
standing-weekly = Elke week
standing-fortnightly = Om de week
standing-weeks = Elke { $weeks } weken
standing-until = Tot en met
standing-until-hint = leeg is zonder einde
standing-holidays = Ook op feestdagen
standing-save-new = Maak deze vaste rit
standing-save-change = Wijzig deze vaste rit
standing-preview = Dit wordt het. Lees voor:
standing-preview-again = U veranderde iets. Dit wordt het nu. Klopt het? Druk dan nog eens op Enter.
standing-preview-first = { $count ->
    [0] Hij rijdt dan niet meer.
    [one] De enige rit is op { $days }.
   *[other] De eerste ritten zijn op { $days }.
}
standing-preview-off = Niet op { $days }.

standing-did-made = De vaste rit staat
standing-did-changed = De vaste rit is gewijzigd
standing-did-stopped = Gestopt: de laatste rit is uiterlijk { $day }.
standing-did-ended = Gestopt: deze vaste rit rijdt niet meer.
standing-did-skipped = { $count ->
    [0] Bewaard. Op die dag rijdt deze vaste rit al niet.
   *[other] Overgeslagen: { $days }.
}
standing-did-unskipped = Rijdt toch op { $day }.
standing-did-undone = Ongedaan gemaakt.
standing-cancelled = { $count ->
    [one] 1 rit geannuleerd, op { $day }.
   *[other] { $count } ritten geannuleerd, de eerste op { $day }.
}
standing-booked = { $count ->
    [one] 1 rit geboekt: { $when }.
   *[other] { $count } ritten geboekt, de eerste: { $when }.
}
standing-kept = Los afgesproken, blijft staan: { $rides }.
standing-apart = Was al geboekt, dus niet nog eens: { $rides }.
standing-unplaced = Past niet op { $days }. Dat staat nu bij Bellen.
standing-later = De planning antwoordt nu niet. De vaste rit is bewaard; de ritten volgen vanzelf.

holiday-new_year = Nieuwjaarsdag
holiday-good_friday = Goede Vrijdag
holiday-easter_sunday = 1e Paasdag
holiday-easter_monday = 2e Paasdag
holiday-kings_day = Koningsdag
holiday-liberation_day = Bevrijdingsdag
holiday-liberation_day_fifth_year = Bevrijdingsdag
holiday-ascension_day = Hemelvaartsdag
holiday-whit_sunday = 1e Pinksterdag
holiday-whit_monday = 2e Pinksterdag
holiday-christmas_day = 1e Kerstdag
holiday-second_christmas_day = 2e Kerstdag

fault-ends-before-first = Het einde ligt vóór de eerste dag. Noem een later einde.
fault-first-day-past = Die dag is al voorbij. Noem een latere dag.
fault-unknown-activity = Deze activiteit is er niet meer. Kies een halte of een andere activiteit.
fault-skip-order = De laatste dag ligt vóór de eerste.
