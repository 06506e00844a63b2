## Driver: the page as an app on a phone
drive-app = Osdorppleinlijn: my run
drive-app-short = My run
drive-app-what = Today’s run for drivers, also without reception.
drive-away = No connection
drive-away-run = There is no run of today on this phone.
drive-away-reports = What you reported is kept, and is sent as soon as you are on this page again.
drive-away-again = Try again
drive-clock-ahead = The clock of this phone is { $minutes } min fast. Your reports get the right time.
drive-clock-behind = The clock of this phone is { $minutes } min slow. Your reports get the right time.
