## Inloggen
login-title = Inloggen
login-intro = Voor coördinatoren, chauffeurs en leden van de coöperatie.
login-name = Gebruikersnaam
login-password = Wachtwoord
login-button = Log in
