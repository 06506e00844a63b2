## Chauffeur: wat er nieuw is in de rit
drive-news = Uw rit is veranderd
drive-news-new = Erbij: { $name }, { $at } bij { $stop }
drive-news-gone = Gaat niet mee: { $name }, { $at } bij { $stop }
drive-news-order = De haltes staan in een andere volgorde.
drive-news-seen = Gezien
