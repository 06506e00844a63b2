## Samen aan de telefoon
busy-with = { $name } is bezig met { $who }.
meanwhile-cancelled = { $name } heeft deze rit om { $at } afgezegd. Wat u typte, staat er nog. Zoekt u opnieuw, dan wordt het een nieuwe rit.
meanwhile-changed = { $name } heeft deze rit om { $at } al gewijzigd. De rit is nu { $when }. Wat u typte, staat er nog. Zoekt u opnieuw, dan wijzigt u die rit.
meanwhile-over = Deze rit kan niet meer worden gewijzigd: { $state }. Wat u typte, staat er nog. Zoekt u opnieuw, dan wordt het een nieuwe rit.
offers-away = De planning antwoordt nu niet. Beloof nog niets. Druk zo nog eens op de knop: er wordt nooit twee keer geboekt.
