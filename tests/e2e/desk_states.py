"""The phone desk in every state of a call."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from api.access.permissions import Role
from api.access.users import add_token
from busline.feed.presence import LASTS, Busy, PresenceShelf
from tests.api.house import HERE, LINE, add_user
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.states import SHARED, TRUUS, State

NOBODY = "+31612345678"
LONG_MS = 20_000


def _card(page: Page, resident: str) -> None:
    page.goto(f"/desk?resident={resident}")
    expect(page.locator(".card-name")).to_be_visible()


def _fill(page: Page, resident: str, day: str, at: str, back: str = "") -> None:
    _card(page, resident)
    page.locator("#to").press_sequentially("bibl")
    page.wait_for_selector("#to-list [role=option][aria-selected=true]")
    page.keyboard.press("Enter")
    for field, text in (("#day", day), ("#time", at), ("#back", back)):
        page.locator(field).fill(text)
    page.locator("#time").press("Enter")


def _start(page: Page, _line: LineOnAClock) -> None:
    page.goto("/desk")


def _found(page: Page, _line: LineOnAClock) -> None:
    page.goto("/desk")
    page.locator("#who").press_sequentially("osdorp")
    page.wait_for_selector("#who-list [role=option][aria-selected=true]")


def _nobody_found(page: Page, _line: LineOnAClock) -> None:
    page.goto("/desk")
    page.locator("#who").fill("Geertje Qqqvoorbeeldig")
    page.wait_for_selector("#hit-new[aria-selected=true]")


def _newcomer(page: Page, line: LineOnAClock) -> None:
    _nobody_found(page, line)
    page.keyboard.press("Enter")
    expect(page.locator("#newcomer-phone")).to_be_focused()


def _newcomer_faults(page: Page, line: LineOnAClock) -> None:
    _newcomer(page, line)
    page.locator("#newcomer-phone").fill("12")
    page.keyboard.press("Enter")
    expect(page.locator("#home[aria-invalid=true]")).to_be_visible()


def _long_name(page: Page, _line: LineOnAClock) -> None:
    _card(page, "b004")
    page.locator("#care button").click()
    expect(page.locator(".facts")).to_contain_text("Krijgt snel kou.")


def _usual(page: Page, _line: LineOnAClock) -> None:
    _card(page, "b002")
    expect(page.locator("[data-usual]").first).to_be_visible()


def _where(page: Page, line: LineOnAClock) -> None:
    _usual(page, line)
    page.keyboard.press("F8")
    expect(page.locator("#card-said .where")).to_be_focused()


def _about_to_cancel(page: Page, line: LineOnAClock) -> None:
    _usual(page, line)
    page.keyboard.press("F4")
    expect(page.locator("[name=why]").first).to_be_focused()


def _cancelled(page: Page, _line: LineOnAClock) -> None:
    _card(page, "b005")
    page.keyboard.press("F4")
    page.keyboard.press("Enter")
    expect(page.locator("#card-said .undo")).to_be_visible(timeout=LONG_MS)


def _changing(page: Page, line: LineOnAClock) -> None:
    _usual(page, line)
    page.keyboard.press("F2")
    expect(page.locator(".booking-wide.notice")).to_be_visible()


def _faults(page: Page, _line: LineOnAClock) -> None:
    _card(page, "b003")
    for field, text in (("#to", "qq"), ("#day", "32-13"), ("#time", "half elfde"), ("#companions", "x")):
        page.locator(field).fill(text)
    page.locator("#time").press("Enter")
    expect(page.locator("#answer [role=alert]")).to_be_visible()


def _offers(page: Page, _line: LineOnAClock) -> None:
    _fill(page, "b003", "25-11", "10:30")
    expect(page.locator("[name=offer_out]:checked")).to_be_focused(timeout=LONG_MS)


def _offers_both_ways(page: Page, _line: LineOnAClock) -> None:
    _fill(page, "b003", "28-11", "12:00", "14:00")
    expect(page.locator("[name=offer_out]:checked")).to_be_focused(timeout=LONG_MS)


def _none_chosen(page: Page, line: LineOnAClock) -> None:
    _offers_both_ways(page, line)
    for key in ("9", "0", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#offers-fault .notice")).to_be_visible()


def _promise(page: Page, line: LineOnAClock) -> None:
    _offers_both_ways(page, line)
    page.keyboard.press("Enter")
    expect(page.locator(".is-promise")).to_be_focused(timeout=LONG_MS)


def _undone(page: Page, line: LineOnAClock) -> None:
    _offers(page, line)
    page.keyboard.press("Enter")
    expect(page.locator(".is-promise")).to_be_focused(timeout=LONG_MS)
    page.keyboard.press("z")
    expect(page.locator("#answer [role=status]")).to_be_focused(timeout=LONG_MS)


def _declined(page: Page, line: LineOnAClock) -> None:
    _offers(page, line)
    page.keyboard.press("x")
    expect(page.locator("#answer .undo")).to_be_visible(timeout=LONG_MS)


def _refused(page: Page, _line: LineOnAClock) -> None:
    _fill(page, "b003", "24-11", "16:30")
    expect(page.locator(".refusal")).to_be_visible(timeout=LONG_MS)


def _refused_both_ways(page: Page, _line: LineOnAClock) -> None:
    _fill(page, "b003", "24-11", "16:30", "17:30")
    expect(page.locator(".refusal")).to_have_count(2, timeout=LONG_MS)


def _ring(line: LineOnAClock, page: Page, *numbers: str) -> None:
    """Let telephones ring, in the name of an exchange, until the strip shows them."""
    login = f"exchange-{line.clock.now():%H%M%S}"
    add_user(line.record, login, Role.TELEPHONE)
    token = add_token(line.record, login, "test", "test")
    for number in numbers:
        body = {"number": number, "call_id": f"{login} {number}"}
        bearer = {"Authorization": f"Bearer {token}"}
        reply = page.request.post(f"{line.url}{HERE}/calls", data=body, headers=bearer)
        assert reply.ok, reply.text()
    expect(page.locator("#calls .call")).to_have_count(len(numbers))


def _quiet(line: LineOnAClock) -> None:
    """Let whatever rang fall silent."""
    line.clock.move_to(line.clock.now() + timedelta(seconds=61))


def _somebody_calls(page: Page, line: LineOnAClock) -> None:
    page.goto("/desk")
    _ring(line, page, TRUUS)
    expect(page.locator(".card-name")).to_be_visible()


def _two_call(page: Page, line: LineOnAClock) -> None:
    _quiet(line)
    _card(page, "b005")
    _ring(line, page, SHARED, NOBODY)


def _parked(page: Page, line: LineOnAClock) -> None:
    _quiet(line)
    _card(page, "b004")
    page.locator("#time").fill("10:45")
    _ring(line, page, TRUUS)
    page.keyboard.press("F9")
    expect(page.locator("#parked")).to_be_visible()
    _quiet(line)


def _colleague_busy(page: Page, line: LineOnAClock) -> None:
    expires_at = line.clock.now() + LASTS
    for resident in ("b002", "b004"):
        busy = Busy(
            desk=f"{resident}f", resident=resident, login="bea", name="Bea de Vries", expires_at=expires_at
        )
        PresenceShelf(line.feed).put(LINE, busy)
    _card(page, "b004")
    expect(page.locator("#busy-card")).to_be_visible()
    page.locator("#who").fill("joop nep")
    expect(page.locator("[data-busy-hit]").first).to_be_visible()


def _what_came_of_it(page: Page, _line: LineOnAClock) -> None:
    page.goto("/desk")
    page.locator(".task [data-task-key=b]").first.click()  # what came of a call says who makes it
    page.locator(".task summary").first.click()


def _session_over(page: Page, line: LineOnAClock) -> None:
    _usual(page, line)
    page.evaluate("document.dispatchEvent(new CustomEvent('session-over'))")
    expect(page.locator("#strip-session")).to_be_visible()


def _no_news(page: Page, line: LineOnAClock) -> None:
    _usual(page, line)
    # A stream that opens late brings its first news after this, which would hide the strip again.
    page.evaluate("""() => {
        document.addEventListener("live:heard", (event) => event.stopImmediatePropagation(), true);
        document.dispatchEvent(new CustomEvent("live:silent"));
        document.dispatchEvent(new CustomEvent("live:heard"));
    }""")
    expect(page.locator("#strip-silent")).to_be_visible()


def _notice(page: Page, line: LineOnAClock) -> None:
    _usual(page, line)
    page.evaluate("htmx.ajax('GET', '/desk/change/none', { target: '#booking' })")
    expect(page.locator("#notices .notice")).to_be_visible()


DESK_STATES = tuple(
    State(f"desk-{name}", "corrie", reach)
    for name, reach in (
        ("start", _start),
        ("found", _found),
        ("nobody-found", _nobody_found),
        ("newcomer", _newcomer),
        ("newcomer-faults", _newcomer_faults),
        ("long-name", _long_name),
        ("usual", _usual),
        ("where", _where),
        ("about-to-cancel", _about_to_cancel),
        ("cancelled", _cancelled),
        ("changing", _changing),
        ("faults", _faults),
        ("offers", _offers),
        ("offers-both-ways", _offers_both_ways),
        ("none-chosen", _none_chosen),
        ("undone", _undone),
        ("declined", _declined),
        ("promise", _promise),
        ("refused", _refused),
        ("refused-both-ways", _refused_both_ways),
        ("somebody-calls", _somebody_calls),
        ("two-call", _two_call),
        ("parked", _parked),
        ("colleague-busy", _colleague_busy),
        ("what-came-of-it", _what_came_of_it),
        ("session-over", _session_over),
        ("no-news", _no_news),
        ("notice", _notice),
    )
)
