"""`runrisk check`: the findings in the terminal."""

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.request import LogRequest, decimal_option, exit_code, log_options, say_failed, units_option

FAILED_ON = 4
"""Exit code: --fail-on was met."""

LEVELS = ["info", "caution", "warning"]


@click.command(
    "check", epilog=examples("runrisk check my-exports --since 2025-06-01", "runrisk check --json --fail-on warning")
)
@log_options
@click.option("--json", "as_json", is_flag=True, help="Every rule, as versioned JSON.")
@click.option(
    "--ack",
    "known",
    multiple=True,
    metavar="RULE",
    shell_complete=completion.rules,
    help="Keep a finding of the library quiet until it grows.",
)
@click.option(
    "--unack", "unknown", multiple=True, metavar="RULE", shell_complete=completion.rules, help="Let it speak again."
)
@click.option(
    "--fail-on", type=click.Choice(LEVELS), help=f"Exit with {FAILED_ON} at a finding of this level or above."
)
@units_option
@decimal_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    request: LogRequest,
    as_json: bool,
    known: tuple[str, ...],
    unknown: tuple[str, ...],
    fail_on: str | None,
    **asked: str | None,
) -> None:
    """Read watch exports and list the findings.

    --ack and --unack may be repeated, and change what the library remembers before the findings are listed. An
    acknowledged finding is listed, but stands out no more and does not count for --fail-on, until its level rises or it
    is seen more often than then.
    """
    written = request.written(**asked)
    if (known or unknown) and request.paths:
        raise click.UsageError("acknowledging needs the library; leave out PATH")
    report = request.report()
    if known or unknown:
        own = request.library
        own.unacknowledge(*unknown)
        report = own.acknowledge(*known, report=report)
        click.echo(f"acknowledged now: {', '.join(report.memory.acknowledged) or 'nothing'}", err=True)
    click.echo(report.render("json") if as_json else report.to_text(**written))
    say_failed(report)
    quiet = report.news.quiet
    levels = [finding.level for finding in report.findings if finding.rule not in quiet]
    if fail_on and any(level in LEVELS[LEVELS.index(fail_on) :] for level in levels):
        ctx.exit(FAILED_ON)
    ctx.exit(exit_code(request, report.log))
