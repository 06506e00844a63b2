## Een rit verplaatsen of vastzetten
explain-pinned = Deze rit is vastgezet op { $van } door { $who }.
move-ask = Waarom dit busje, of liever een ander?
move-others = Andere busjes
move-fits = Past. { $cost }
move-fits-not = Past niet, want { $reason }
move-to = Zet op { $van }
move-to-pins = De rit staat daarna vast op dat busje. De planning laat hem daar.
move-pin = Zet vast op { $van }
move-unpin = Maak los
move-is-pinned = Vastgezet op { $van } door { $who }
move-pinned = vast
move-legend-pinned = vastgezette rit
move-count-pinned = { $count ->
    [one] 1 rit vast
   *[other] { $count } ritten vast
}
move-said-moved = De rit is verplaatst van { $from } naar { $van } en staat daar vast.
move-said-back = De rit staat weer op { $van }.
move-said-pinned = De rit staat vast op { $van }.
move-said-unpinned = De rit staat niet meer vast. De planning mag hem verplaatsen.
move-said-rescued = De rit staat niet meer vast. De planning zette hem op { $van }, omdat hij anders te laat was.
move-freed = De rit van { $name } ({ $when }) stond vast op { $from }, door { $who }. Dat kan niet meer. De rit staat nu op { $van } en staat niet meer vast. De afspraak blijft staan.
move-freed-same = De rit van { $name } ({ $when }) stond vast op { $from }, door { $who }. De rit staat niet meer vast.
move-freed-title = Losgekomen ritten
move-seen = Gezien
error-ride-stays = Het busje is er zo, of de reiziger zit er al in. De rit blijft waar hij is.
error-does-not-fit-there = De rit past niet op dat busje. Er is niets veranderd.
error-seen-plan-is-old = De planning is net veranderd. Er is niets verplaatst. Hieronder staat hoe het nu is.
