## De dag op de kaart
map-title = Dag op de kaart
map-open = Op de kaart
map-close = Terug naar het dagbord
map-label = Kaart met de haltes en ritten van { $day }
map-hint = Alles op de kaart staat ook in de lijst. De lijnen lopen recht van halte naar halte; de pijlen wijzen hoe het busje rijdt. Met de pijltjes schuift de kaart, met + en − zoomt u.
map-zoom-in = Dichterbij
map-zoom-out = Verder weg
map-choose = Welke busjes
map-all = Alle busjes
map-empty = Op { $day } rijdt nog geen busje.
map-last-left = Laatst bekend: om { $at } vertrokken van { $stop }.
map-last-at = Laatst bekend: sinds { $at } bij { $stop }.
map-stops = Alle haltes
