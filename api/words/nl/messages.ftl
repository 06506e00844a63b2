## Berichten aan bewoners: de zinnen. Kort genoeg voor een of twee sms'jes, en ook goed om te horen.
## Geen tekens die een sms duurder maken: geen gekrulde aanhalingstekens, geen liggende streepjes.
message-confirmation = { $line }: uw rit is geboekt. Op { $day } tussen { $from } en { $to } halen wij u op bij { $stop }.
message-change = { $line }: uw rit is veranderd. Op { $day } tussen { $from } en { $to } halen wij u op bij { $stop }.
message-cancellation = { $line }: uw rit van { $day } om { $from } is afgezegd.
message-reminder = { $line }: op { $day } tussen { $from } en { $to } halen wij u op bij { $stop }.
message-call_ahead = { $line }: het busje is om { $at } bij { $stop }. Komt u naar buiten?
message-phone-confirmation = Vragen? Bel { $phone }.
message-phone-change = Vragen? Bel { $phone }.
message-phone-cancellation = Klopt dat niet? Bel { $phone }.
message-phone-reminder = Rijdt u niet mee? Bel { $phone }, dan kan iemand anders mee.
message-subject-confirmation = Uw rit op { $day } is geboekt
message-subject-change = Uw rit op { $day } is veranderd
message-subject-cancellation = Uw rit van { $day } is afgezegd
message-subject-reminder = Uw rit op { $day }
message-subject-call_ahead = Het busje komt eraan

## Berichten: de pagina
nav-messages = Berichten
messages-title = Berichten
messages-none = Op deze dag gaan er geen berichten uit aan bewoners.
messages-none-how = Wie berichten wil, zegt dat aan de telefoon. Zet het dan op de kaart van de bewoner, bij “Berichten”.
messages-no-gateway = { $channels }: er is geen dienst die dit verstuurt. U ziet hier wat er verstuurd zou zijn. De beheerder kan een dienst instellen.
messages-away = { $channels }: de dienst antwoordt nu niet. { $count ->
    [one] 1 bericht wacht
   *[other] { $count } berichten wachten
}; we proberen het steeds opnieuw.
messages-count = { $count ->
    [one] 1 bericht
   *[other] { $count } berichten
}
message-kind-confirmation = Geboekt
message-kind-change = Veranderd
message-kind-cancellation = Afgezegd
message-kind-reminder = Herinnering
message-kind-call_ahead = Het busje komt eraan
message-channel-none = geen berichten
message-channel-sms = sms
message-channel-email = e-mail
message-channel-spoken = gesproken telefoontje
message-is-waiting = gaat uit om { $at }
message-is-waiting-again = { $tries } keer geprobeerd, opnieuw om { $at }
message-is-waiting-unsent = zou uitgaan om { $at }
message-is-sending = wordt nu verstuurd
message-is-sent = verstuurd om { $at }
message-is-failed = niet aangekomen
message-is-stopped = tegengehouden
message-is-unneeded = niet meer nodig
message-is-unsent = zou verstuurd zijn om { $at }
message-fault-no_address = Er staat geen telefoonnummer of e-mailadres op de kaart.
message-fault-refused = De dienst neemt dit nummer of adres niet aan.
message-fault-away = De dienst antwoordde niet op tijd.
message-fault-unclear = Het versturen brak af. Misschien is het toch aangekomen.
message-fault-too_late = Het kon niet meer op tijd uit.
message-stop = Houd tegen
message-send-again = Stuur opnieuw
error-impossible-for-message = Dat kan met dit bericht niet meer. Kijk opnieuw hoe het ervoor staat.
error-message-too-late = Dit bericht heeft geen zin meer: de rit is al begonnen of voorbij. Bel de bewoner.

## Berichten: de kaart en de taken
card-messages = Berichten
card-messages-change = Wijzig
card-messages-all = alles
card-messages-some = { $count } van { $all } soorten
card-messages-how = Hoe wil de bewoner berichten?
card-messages-which = Welke berichten?
card-messages-email = E-mailadres
card-messages-save = Bewaar
card-messages-saved = Bewaard.
card-messages-last = Laatste berichten
card-messages-no-last = Nog geen berichten.
fault-email = Dit is geen e-mailadres. Schrijf bijvoorbeeld naam@voorbeeld.nl.
fault-no-email-for-messages = Schrijf het e-mailadres, of kies een andere manier.
fault-no-phone-for-messages = Er staat geen telefoonnummer op de kaart. Kies een andere manier.
fault-no-mobile-for-messages = Dit is een vast nummer: dat krijgt geen sms. Kies een gesproken telefoontje.
task-message_undelivered = Het bericht over de rit van { $when } is niet aangekomen.
