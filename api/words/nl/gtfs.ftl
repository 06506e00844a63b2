## Reisplanners
gtfs-all-stops = Alle haltes van de { $line }
gtfs-what-it-is = Buurtbus voor ouderen en mensen die slecht ter been zijn. Rijdt als u belt, van halte naar halte.
gtfs-how-to-book = Bel om een plaats te boeken. Zeg erbij of u een rolstoel, rollator of scootmobiel hebt.
