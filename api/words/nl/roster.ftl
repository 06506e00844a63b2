## Rooster
nav-roster = Rooster
roster-title = Rooster
roster-new = Nieuw rooster
roster-from = Vanaf
roster-weeks = Weken
roster-week-count = { $count ->
    [one] 1 week
   *[other] { $count } weken
}
roster-make = Maak het rooster
roster-none = Er is nog geen rooster.
roster-none-hint = Kies “Nieuw rooster”. U ziet het eerst zelf. Chauffeurs zien het pas als u het bekendmaakt.
roster-others = Andere roosters
roster-state-asked = wordt gemaakt
roster-state-draft = voorstel
roster-state-published = bekendgemaakt
roster-being-made = Het rooster wordt gemaakt. Dat duurt ongeveer een halve minuut. Deze pagina ververst zichzelf.
roster-failed = Voor { $first } tot en met { $last } kon geen rooster worden gemaakt. Probeer het met minder weken.
roster-draft-hint = Dit is een voorstel. Geen chauffeur ziet het, tot u het bekendmaakt.
roster-drop = Gooi weg
roster-publish = Maak bekend
roster-summary = In het kort
roster-covered = Diensten met chauffeur
roster-hours = Uren in dienst
roster-of = { $part } van { $whole }
roster-quality = Hoe goed
roster-best = beter kan niet
roster-near-best = kan hoogstens { $percent }% beter
roster-goals = Waar het rooster op let
roster-goals-hint = In deze volgorde. Het eerste gaat altijd voor.
roster-goal-cover = Alle diensten een chauffeur
roster-goal-keep = Wat chauffeurs al weten, blijft zo
roster-goal-contract = Iedereen de uren van het contract
roster-goal-share = Eerlijk verdeeld, met wensen en vaste dagen
roster-contract-short = Samen { $hours } uur te weinig;
roster-goal-best = beter kan niet
roster-goal-near = kan hoogstens { $percent }% beter
roster-uncovered = { $count ->
    [one] 1 dienst zonder chauffeur
   *[other] { $count } diensten zonder chauffeur
}
roster-why-nobody_available = niemand kan dan
roster-why-nobody_trained = wie kan, is niet getraind voor rolstoelen
roster-why-working_time = wie kan, mag niet door de werktijden
roster-why-needed_elsewhere = wie kan, rijdt dan een andere dienst
roster-why-refused = wie was ingedeeld, mag of kan niet meer
roster-shares = Uren per chauffeur
roster-shares-hint = In uren en minuten. “Eerlijkst” is wat iemand zou krijgen als alleen de verdeling telde, zonder wensen en vaste dagen.
roster-driver = Chauffeur
roster-open = Nog open
roster-week-of = Week van { $day }
roster-this-week = Deze week
roster-total = Hele rooster
roster-fairest = Eerlijkst
roster-contract = Contract
roster-wanted = Gewenst
roster-before = Weken ervoor
roster-wishes = Wensen
roster-drivers = Chauffeurs
roster-no-drivers = Er zijn nog geen chauffeurs.
roster-no-drivers-hint = De coöperatie leest ze in met de gegevens van de lijn.
roster-choose = Kies…
roster-absent = Chauffeur kan niet
roster-find-another = Zoek een vervanger
roster-said-published = Bekendgemaakt. Elke chauffeur ziet het op zijn of haar pagina.
roster-said-later = Opgeschreven. De planning antwoordt nu niet; het gebeurt zodra zij terug is.
roster-said-absent = Opgeschreven. Hieronder ziet u wie gevraagd is en welke diensten open zijn.
roster-said-given = De dienst is gegeven.
roster-takeovers = Gevraagd om over te nemen
roster-takeover = { $name } in plaats van { $before }
roster-said-yes = zegt ja
roster-no-answer = nog geen antwoord
roster-against-rules = Mag niet meer gereden worden
roster-open-duties = { $count ->
    [one] 1 open dienst
   *[other] { $count } open diensten
}
roster-more-open = Nog { $count }
roster-who-may = Wie mag?
roster-nobody-may = Niemand mag deze dienst erbij rijden.
roster-give = Zegt ja
roster-swaps = Ruilen dat op antwoord wacht
roster-swap = { $name } vraagt het aan { $other }.
roster-told = Wie het rooster gezien heeft
roster-seen = { $seen } van { $count } chauffeurs.
roster-unseen = nog niet gezien

## Mijn rooster
nav-duties = Mijn rooster
duties-title = Mijn rooster
duties-news = Nieuw voor u
duties-notice-roster = Er is een nieuw rooster. Uw eerste dienst erin:
duties-notice-given = U rijdt deze dienst.
duties-notice-asked = Kunt u deze dienst overnemen? Een collega kan niet.
duties-notice-taken_off = U rijdt deze dienst niet meer.
duties-seen = Gezien
duties-will-drive = Ja, ik rijd
duties-cannot = Ik kan niet
duties-swaps = Ruilen
duties-swap-asked = { $name } vraagt of u deze dienst overneemt.
duties-swap-mine = U vroeg { $name } om deze dienst over te nemen.
duties-swap-return = In ruil voor
duties-swap-agree = Ja, ik neem de dienst over
duties-swap-decline = Nee
duties-swap-withdraw = Vraag het toch niet
duties-coming = Mijn volgende diensten
duties-none = U heeft nog geen diensten. Ze staan hier zodra het rooster bekend is.
duties-change = Wijzig
duties-later = { $count ->
    [one] 1 dienst later
   *[other] { $count } diensten later
}
duties-who = Wie neemt deze dienst over?
duties-only-in-return = { $name } (alleen in ruil)
duties-in-return-from = Wat rijdt u in ruil van { $name }?
duties-nothing-back = Niets
duties-no-swap = Met { $name } kan het niet: er is geen ruil die voor u allebei mag.
duties-ask = Vraag het
duties-nobody = Er is nog geen collega om het te vragen.
duties-cannot-hint = Kan niemand ruilen? Zeg dan af. Er wordt meteen een ander gezocht.
duties-cannot-drive = Ik kan deze dienst niet rijden
duties-against-rules = U mag deze dienst niet meer rijden.
duties-give-back = Geef de dienst terug
duties-open = Open diensten
duties-open-none = Er zijn nu geen open diensten die u mag rijden.
duties-closed = { $count ->
    [one] Waarom 1 andere dienst niet voor u is
   *[other] Waarom { $count } andere diensten niet voor u zijn
}
duties-take = Neem deze
duties-said-taken = De dienst is van u. Dank u wel.
duties-said-given-back = Doorgegeven. Er wordt een andere chauffeur gezocht.
duties-said-asked = Gevraagd. U leest hier wat uw collega antwoordt.
duties-said-swapped = Geruild. Uw collega leest het op zijn of haar pagina.
duties-said-not-swapped = Er wordt niet geruild. Er is niets veranderd.
duties-said-yes = Dank u wel. De dienst is van u.

## Wat hierbij niet kan
error-against-the-rules = Dit mag niet volgens de regels voor werktijd. { $rule ->
    [overlap] Op die tijd is er al ander werk.
    [too_much_work] Werk op een dag: hoogstens { $limit } uur, { $source }.
    [rest_too_short] Dagelijkse rust: { $limit } uur, { $source }.
    [break_too_short] Pauze: minstens { $limit } uur, { $source }.
    [no_room_for_break] De ritten van deze dienst laten geen tijd voor een pauze, { $source }.
    [stretch_too_long] Werk zonder pauze: hoogstens { $limit } uur, { $source }.
    [weekly_rest_too_short] Wekelijkse rust: { $limit } uur, { $source }.
    [too_much_in_week] Werk in een week: hoogstens { $limit } uur, { $source }.
    [too_much_in_4_weeks] Werk in 4 weken: hoogstens { $limit } uur, { $source }.
    [too_much_in_16_weeks] Werk in 16 weken: hoogstens { $limit } uur, { $source }.
    [too_much_with_nights] Werk in 16 weken met veel nachten: hoogstens { $limit } uur, { $source }.
    [too_much_night_work] Werk in een nachtdienst: hoogstens { $limit } uur, { $source }.
    [night_rest_too_short] Rust na een nachtdienst: { $limit } uur, { $source }.
    [night_series_rest_too_short] Rust na een reeks nachtdiensten: { $limit } uur, { $source }.
    [too_many_shifts_with_night] Diensten achter elkaar met een nacht erbij: hoogstens { $limit }, { $source }.
    [too_many_late_nights] Nachtdiensten in 16 weken: hoogstens { $limit }, { $source }.
    [too_few_free_sundays] Zondagen met werk in een jaar: hoogstens { $limit }, { $source }.
   *[other] { $source }
}
error-not-trained = In dit busje rijden rolstoelen mee. Daarvoor is eerst een training nodig.
error-driver-away = Voor die tijd is een afwezigheid gemeld.
error-duty-taken = Deze dienst is al vergeven.
error-duty-not-yours = Deze dienst kan niet meer geruild worden. Laad de pagina opnieuw.
error-swap-over = Over deze ruil is al beslist. Laad de pagina opnieuw.
error-no-draft = Dit rooster is geen voorstel meer. Laad de pagina opnieuw.
error-roster-past = Deze dagen zijn voorbij. Kies latere dagen.
error-roster-published = Chauffeurs kennen dit rooster al. Verander losse diensten.
