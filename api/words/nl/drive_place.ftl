## Waar het busje is: de chauffeur kiest of de telefoon dat vertelt
drive-place-switch = Deel waar het busje is
drive-place-ask = Mag de coördinator zien waar u rijdt?
drive-place-what = De coördinator ziet dan op de kaart waar u rijdt. Alleen tijdens uw dienst en niet in uw pauze. Alleen de laatste plek blijft staan, hooguit 10 minuten. Staat dit uit, dan rijdt u gewoon door.
drive-place-on = De coördinator ziet nu waar het busje is.
drive-place-denied = Uw telefoon geeft uw plek niet door. Sta dat eerst toe in de instellingen van uw telefoon.
error-not-on-the-road = U deelt uw plek alleen tijdens uw dienst en niet in uw pauze.

## Op de kaart en aan de telefoon
map-ago = { $minutes ->
    [0] nu
   *[other] { $minutes } min geleden
}
map-place-near = Telefoon van de chauffeur, { $ago }: ongeveer { $metres } meter van { $stop }.
map-place = De telefoon van de chauffeur staat op de kaart, { $ago }.
where-seen = Om { $at } was het bij { $stop }.
