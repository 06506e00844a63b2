## Uitlenen
lend-title = Busjes uitlenen
lend-intro = De vensters van de komende twee weken. Heeft u een busje zelf nodig? Vraag het terug; de coördinator belt de reizigers.
lend-none = Er zijn de komende twee weken geen vensters.
lend-none-hint = De coöperatie leest het weekpatroon in; daarna staan de vensters hier.
lend-has-rides = Er zijn ritten in geboekt.
lend-no-rides = Nog geen ritten.
lend-withdraw = Vraag terug
lend-why = Waarom is het busje nodig?
lend-withdraw-sure = Vraag dit busje terug
lend-withdrawn = Teruggevraagd: { $why }
lend-asked = Doorgegeven. Wie een rit had, wordt gebeld.
