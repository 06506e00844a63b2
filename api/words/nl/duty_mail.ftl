## Rooster, open diensten en ruilen per e-mail aan chauffeurs
mail-roster-subject = Nieuw rooster van { $from } tot en met { $to }
mail-roster = { $line }: er is een nieuw rooster, van { $from } tot en met { $to }.
mail-roster-duties = { $count ->
    [one] U heeft 1 dienst: { $day }, { $span }, met { $van }.
   *[other] U heeft { $count } diensten. De eerste is { $day }, { $span }, met { $van }.
}
mail-roster-open = { $count ->
    [one] Nog 1 dienst heeft geen chauffeur. Kijk bij “Open diensten” of u die wilt rijden.
   *[other] Nog { $count } diensten hebben geen chauffeur. Kijk bij “Open diensten” of u er een wilt rijden.
}
mail-duty-asked-subject = Kunt u rijden op { $day }, { $span }?
mail-duty-asked = { $line }: een collega kan niet rijden. Kunt u de dienst van { $day }, { $span }, met { $van } overnemen?
mail-duty-open-subject = Open dienst: { $day }, { $span }
mail-duty-open = { $line }: de dienst van { $day }, { $span }, met { $van } heeft geen chauffeur. U mag deze dienst rijden. Wie hem het eerst neemt, rijdt.
mail-swap-asked-subject = { $name } vraagt of u wilt rijden op { $day }, { $span }
mail-swap-asked = { $line }: { $name } vraagt of u de dienst van { $day }, { $span }, met { $van } overneemt.
mail-swap-asked-return = In ruil rijdt { $name } uw dienst van { $day }, { $span }, met { $van }.
mail-swap-agreed-subject = Geruild: { $name } rijdt op { $day }, { $span }
mail-swap-agreed = { $line }: { $name } neemt uw dienst van { $day }, { $span }, met { $van } over. U hoeft dan niet te rijden.
mail-swap-agreed-return = U rijdt nu de dienst van { $day }, { $span }, met { $van }.
mail-swap-off-subject = Niet geruild: { $day }, { $span }
mail-swap-off = { $line }: { $name } neemt uw dienst van { $day }, { $span }, met { $van } niet over. De dienst blijft van u.
mail-duties-link = Log in om uw rooster te zien: { $link }
mail-duties-log-in = Log in om uw rooster te zien, onder “Mijn rooster”.
mail-duties-answer-link = Log in en zeg ja of nee: { $link }
mail-duties-answer-log-in = Log in en zeg ja of nee, onder “Mijn rooster”.
mail-duties-phone = Vragen? Bel { $phone }.
message-kind-roster = Nieuw rooster
message-kind-duty_asked = Gevraagd om over te nemen
message-kind-duty_open = Open dienst
message-kind-swap_asked = Gevraagd om te ruilen
message-kind-swap_answered = Antwoord op ruilen
