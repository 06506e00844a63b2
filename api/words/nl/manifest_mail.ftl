## De rittenlijst per e-mail: zonder namen van bewoners
mail-manifest-subject = Rittenlijst van { $day }, { $span }
mail-manifest-subject-changed = Rittenlijst veranderd: { $day }, { $span }
mail-manifest = { $line }: uw rittenlijst van { $day }, { $span }, met { $van }.
mail-manifest-empty = Er zijn nog geen ritten in deze dienst.
mail-manifest-rides = { $count ->
    [one] 1 rit
   *[other] { $count } ritten
}, de eerste halte om { $at }.
mail-manifest-changed = Dit is versie { $number }. Anders dan versie { $before }: { $what }.
mail-manifest-link = Log in om de hele lijst te zien: { $link }
mail-manifest-log-in = Log in om de hele lijst te zien, onder “Rittenlijst”.
mail-manifest-pdf = De hele lijst zit bij deze mail. Er staan namen en telefoonnummers op: geef de lijst niet door, en gooi haar weg na de rit.
mail-count-new = { $count ->
    [one] 1 nieuwe rit
   *[other] { $count } nieuwe ritten
}
mail-count-gone = { $count ->
    [one] 1 rit vervalt
   *[other] { $count } ritten vervallen
}
mail-count-time = { $count ->
    [one] 1 andere tijd
   *[other] { $count } andere tijden
}
mail-count-order = een andere volgorde
mail-count-break = een andere pauze
mail-count-duty = een andere begin- of eindtijd
mail-count-none = kleine verschillen in tijd
mail-duty-off-subject = Uw dienst van { $day }, { $span } gaat niet door voor u
mail-duty-off = { $line }: de dienst van { $day }, { $span }, met { $van } is niet meer van u. U hoeft dan niet te rijden. Heeft u de rittenlijst op papier? Gooi haar weg.
mail-duty-off-phone = Klopt dat niet? Bel { $phone }.
messages-to-drivers = Aan chauffeurs
message-kind-manifest = Rittenlijst
message-kind-duty_off = Dienst niet meer van chauffeur
task-message_undelivered-driver = De mail over de dienst van { $when } is niet aangekomen bij de chauffeur.
