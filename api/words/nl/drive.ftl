## Chauffeur
drive-title = Mijn rit
drive-none = U heeft vandaag geen dienst.
drive-none-hint = Uw volgende diensten ziet u hier zodra ze vaststaan.
drive-coming = Uw volgende diensten
drive-not-driver = Deze pagina is voor chauffeurs. U bent ingelogd zonder chauffeur te zijn.
drive-duty = { $van }, { $span }
drive-clock-in = Klok in
drive-clock-out = Klok uit
drive-next = Volgende halte
drive-here = U bent bij
drive-arrived = Ik ben er
drive-departed = Ik vertrek
drive-boarded = Ingestapt
drive-no-show = Niet gekomen
drive-no-show-after = Niet gekomen kan vanaf { $time }
drive-alighted = Uitgestapt
drive-board = Stapt in
drive-alight = Stapt uit
drive-promise = afgesproken { $from }–{ $to }
drive-wait = Wacht: vertrek niet voor { $time }
drive-break = Pauze
drive-break-start = Begin pauze
drive-break-end = Einde pauze
drive-break-until = Pauze tot { $time }
drive-on-break = U heeft pauze
drive-base = Terug naar de standplaats
drive-base-start = Vertrek van de standplaats
drive-done = Klaar voor vandaag. Dank u wel.
drive-call = Bel { $name }
drive-turn = Eerst { $name }
drive-undo = Verkeerde knop
drive-queued = { $count ->
    [one] 1 melding wacht op verbinding
   *[other] { $count } meldingen wachten op verbinding
}
drive-rejected-load = Laad de pagina opnieuw.
drive-paper = Rittenlijst op papier
drive-destination = naar { $stop }
