## Van papier
from-paper-link = Typ ritten van papier over
from-paper-title = Rit van papier
from-paper-stop = Stop met overtypen
from-paper-hint = Typ hoe laat de beller belde, en daarna de rit zoals altijd. Ritten die al gereden zijn, kunnen hier nog niet bij.
fault-called = Dit moet in de laatste { $days } dagen zijn, en niet later dan nu.
fault-called-empty = Schrijf hoe laat de beller belde.
