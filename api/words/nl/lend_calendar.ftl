## Een agenda die niet te lezen is
calendar-of-all = alle busjes
calendar-unread = De agenda van { $about } is sinds { $since } niet te lezen. Wat er stond, blijft zo. Wat u erin verandert, zien wij niet.
calendar-unread-look = Kijk wat eraan te doen is
calendar-unread-how = Is het adres veranderd? Voeg het nieuwe toe, en kies bij het oude “Kijk niet meer”.
task-calendar_unread = De agenda van { $about } is sinds { $since } niet te lezen. Wat de uitlener erin verandert, zien wij niet.
task-calendar-ask = Vraag of het adres van de agenda nog klopt, en of er tijden veranderd zijn.
task-over-calendar = De agenda is weer te lezen, of hoeft niet meer gelezen te worden. Bellen hoeft niet meer.
