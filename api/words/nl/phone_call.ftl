## Telefoon: wie er nu belt
call-rings = Belt nu: { $who }
call-answered = Aan de lijn: { $who }
call-taken = { $name } helpt deze beller: { $who }
call-shared = iemand met nummer { $number }
call-unknown = onbekend nummer { $number }
call-withheld = iemand met een afgeschermd nummer
call-open = Open de kaart
call-opened = De kaart is open.
call-search = Zoek wie het is
call-more = { $count ->
    [one] en nog 1 bewoner: zoek op naam
   *[other] en nog { $count } bewoners: zoek op naam
}
parked = Wat u typte voor { $name } staat klaar.
parked-nameless = Wat u typte staat klaar.
parked-back = Ga terug
