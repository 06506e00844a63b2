## Een rit verplaatsen of vastzetten
explain-pinned = Deze rit is vastgezet op { $van } door { $who }.
move-fits = Past. { $cost }
move-fits-not = Past niet, want { $reason }
error-ride-stays = Het busje is er zo, of de reiziger zit er al in. De rit blijft waar hij is.
error-does-not-fit-there = De rit past niet op dat busje. Er is niets veranderd.
error-seen-plan-is-old = De planning is net veranderd. Er is niets verplaatst. Kijk opnieuw hoe het nu is.
