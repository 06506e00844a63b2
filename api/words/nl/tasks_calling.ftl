## Bellen: wat u zegt, en wat ervan kwam
tasks-next = Volgende taak
tasks-later = Later opnieuw
tasks-later-item = { $name }: opnieuw om { $time }
task-waiting_list = Wacht op een plaats voor { $when }.
task-also = Wat ook kan:
task-way-out = heen { $when }
task-way-back = terug { $when }
task-say = Zeg:
task-say-promise_broken = Uw rit van { $when } gaat helaas niet door.
task-say-promise_at_risk = Uw rit van { $when } komt later dan afgesproken.
task-say-later = Uw rit van { $when } komt later. We verwachten het busje om { $expected }.
task-say-other = Het kan ook zo: { $times }.
task-say-place = Er is plaats: { $when }. Die houden we vast tot { $until }.
task-say-places = Er is plaats: heen { $out }, terug { $back }. Die houden we vast tot { $until }.
task-place-expired = De plaats was vastgehouden tot { $until } en is nu weg. De bewoner wacht nog steeds.
task-place-lost = De plaats is weg: een rit die al was beloofd, had die nodig. De bewoner wacht nog steeds.
task-place-none = Er is geen plaats vrijgekomen. De bewoner wil dat nu weten.
task-over-cancelled = Deze rit is intussen afgezegd. Bellen hoeft niet meer.
task-over-ridden = Deze rit is intussen gereden. Bellen hoeft niet meer.
task-over-no-show = De bewoner was er niet. Bellen hoeft niet meer.
task-over-booked = Er is intussen een rit geboekt. Bellen hoeft niet meer.
task-over-left = Deze vraag staat niet meer op de wachtlijst. Bellen hoeft niet meer.
task-over-driver = Er is intussen een chauffeur.
task-over-withdrawn = Het busje rijdt dan niet meer.
task-over-close = Gezien, haal weg
task-claim-take = Neem over
task-claimed-since = { $name } belt sinds { $time }
task-claimed-long = { $name } belt sinds { $time }, al { $minutes } minuten
task-claimed-gone = { $name } begon om { $time }, { $minutes } minuten geleden, en is niet meer ingelogd
task-release = Geef terug
task-tries = { $count ->
    [one] 1 keer gebeld, om { $when }
   *[other] { $count } keer gebeld, laatst om { $when }
}: geen gehoor.
task-tries-message = { $count ->
    [one] 1 keer gebeld, om { $when }
   *[other] { $count } keer gebeld, laatst om { $when }
}: bericht achtergelaten.
task-reached = Gesproken
task-no-answer = Geen gehoor
task-message-left = Bericht achtergelaten
task-other-means = Anders geregeld
task-again-at = Opnieuw bellen om
task-again-save = Leg weg tot dan
task-how = Hoe is het geregeld?
task-place-book = Ja, boek deze plaats
task-place-decline = Nee, hoeft niet meer
task-place-keep = Verteld, wacht verder
task-place-off = Verteld, van de lijst
task-outcome-booked = plaats van de wachtlijst geboekt
task-outcome-declined = hoeft de plaats niet meer
task-outcome-off = van de wachtlijst gehaald
task-outcome-waits = wacht verder
error-place-gone = Deze plaats is niet meer vrij. Zoek een andere rit, of laat de bewoner verder wachten.
