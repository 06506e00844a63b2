## De wachtlijst, en wat er nog meer is
other-ways = U kunt ook { $ways }.
other-way-or = { $first }, of { $second }
other-way-tram = met de tram van { $start } naar { $end }
other-way-bus = met de bus van { $start } naar { $end }
other-way-tram_and_bus = met tram of bus van { $start } naar { $end }
other-way-medical_taxi = met { $name }, de medische taxi: bel { $phone }
other-way-taxi = met { $name }, een taxi: bel { $phone }
other-way-volunteers = met de vrijwilligers van { $name }: bel { $phone }

wait-put = Zet op de wachtlijst
wait-until = hoort het uiterlijk { $until }
wait-title = Op de wachtlijst
wait-say = U staat op de wachtlijst voor { $day }.
wait-say-depart = { $leg ->
    [back] Is er plaats voor de terugreis tussen { $from } en { $to }
   *[out] Is er plaats om weg te gaan tussen { $from } en { $to }
}, dan bellen we u.
wait-say-arrive = { $leg ->
    [back] Is er plaats om terug te zijn tussen { $from } en { $to }
   *[out] Is er plaats om er te zijn tussen { $from } en { $to }
}, dan bellen we u.
wait-say-know = U hoort het uiterlijk om { $until }.
wait-earlier = Mag eerder
wait-later = Mag later
wait-minutes = { $minutes ->
    [0] nee
   *[other] tot { $minutes } minuten
}
wait-know-by = Wil het weten om
wait-change = Pas aan
wait-off = Haal van de lijst
wait-is-off = Van de wachtlijst gehaald.
wait-back-on = Zet terug
fault-know-by-out-of-reach = Kies een tijd na nu, en vroeg genoeg voor de rit.
error-nothing-to-wait-for = Voor deze vraag is al een rit geboekt, of er is nog geen nee gezegd.
error-too-late-to-wait = De rit is te snel. Niemand kan er nog over bellen.
error-impossible-wait = Deze vraag staat niet meer op de wachtlijst. Laad de pagina opnieuw.

waiting-title = Wachtlijst
waiting-link = Wachtlijst: { $count ->
    [0] niemand
   *[other] { $count }
}
waiting-none = Op deze dag wacht er niemand.
waiting-other-days = Andere dagen:
waiting-day = { $day } ({ $count })
waiting-since = Wacht sinds
waiting-know-by = Wil het weten om
waiting-how = Hoe het staat
waiting-waits = wacht
waiting-held = plaats vastgehouden tot { $until }: { $when }
waiting-arrive = er zijn om { $time }
waiting-depart = weg om { $time }
waiting-span = { $earlier ->
    [0] niet eerder
   *[other] { $earlier } minuten eerder mag
}, { $later ->
    [0] niet later
   *[other] { $later } minuten later mag
}
waiting-left = { $name } is van de lijst gehaald.
