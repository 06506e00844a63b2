## Verbinding en inlog
no-news = Nieuws van collega’s komt nu niet vanzelf binnen. Wat is afgesproken, staat vast. Laad de pagina opnieuw om te zien hoe het er nu voor staat.
again-password = Wachtwoord van { $name }
