"""The command ``busline bench``; each measurement is a sub-command, imported when it is called."""

import typer

from busline.later import later

bench_app = typer.Typer(help="Measure the planner, the desk and the whole house.", no_args_is_help=True)
later(bench_app, "darp", "dispatcher.bench.darp_command:darp")
later(bench_app, "table", "dispatcher.bench.table_command:table")
later(bench_app, "storm", "dispatcher.bench.storm_command:storm")
later(bench_app, "quote", "dispatcher.bench.quote_command:quote")
later(bench_app, "day", "dispatcher.bench.day_command:day")
later(bench_app, "roster", "dispatcher.bench.roster_command:roster")
