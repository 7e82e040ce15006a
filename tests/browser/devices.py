"""The devices of a room: cards of its deck, people at the shared tablet, marks by the keyboard of a helper."""

from playwright.sync_api import Page, expect

from gis_app.services import keys
from gis_app.store import cards
from tests.browser.room import Room

PATIENCE_MS = 30_000
"""As long as ``expect`` waits."""
KEPT = """async () => {
  const base = await new Promise((done) => {
    const request = indexedDB.open("kopienas-karte");
    request.onsuccess = () => done(request.result);
  });
  const all = {};
  for (const name of base.objectStoreNames) {
    all[name] = await new Promise((done) => {
      const request = base.transaction(name).objectStore(name).getAll();
      request.onsuccess = () => done(request.result);
    });
  }
  base.close();
  return JSON.stringify(all);
}"""
"""What a browser keeps, as one text."""


def deck(room: Room, number: int) -> list[str]:
    """Return the codes of new cards of a meeting."""
    made = [keys.new_card() for _ in range(number)]
    secret = keys.secret_of(room.meeting, room.context.secret)
    with room.context.database.transaction() as session:
        hashes = [keys.card_hash(secret, card) for card in made]
        cards.put_cards(session, meeting=room.meeting.id, card_hashes=hashes, made=room.context.clock().date())
    return made


def sent(page: Page) -> None:
    """Wait until the browser holds nothing in hand and keeps nothing more to send."""
    _kept(page, "Number(document.body.dataset.inHand ?? 0) === 0 && JSON.parse(kept).queue.length === 0")


def keeps(page: Page, words: str) -> None:
    """Wait until the browser keeps these words: what was typed a moment ago may still be on its way there."""
    _kept(page, "kept.includes(words)", words)


def _kept(page: Page, condition: str, words: str = "") -> None:
    """Wait until what the browser keeps fulfils a condition; ``wait_for_function`` waits for no promise."""
    assert page.evaluate(
        f"""async ([words, patience]) => {{
          for (const until = Date.now() + patience; Date.now() < until; ) {{
            const kept = await ({KEPT})();
            if ({condition}) return true;
            await new Promise((go) => setTimeout(go, 50));
          }}
          return false;
        }}""",
        [words, PATIENCE_MS],
    )


def come(page: Page, card: str = "") -> None:
    """Sit down at the tablet, with or without a card, and read the purpose."""
    if card:
        page.fill("#tablet-card", card)
        page.click("#start-card")
    else:
        page.click("#start-new")
    expect(page.locator("#step-purpose")).to_be_visible()
    page.click("#begin")


def leave(page: Page) -> None:
    """Finish at the tablet, so that the next person finds it empty."""
    page.click("#finish")
    expect(page.locator("#step-done")).to_be_visible()
    page.click("#leave")
    expect(page.locator("#step-start")).to_be_visible()


def enter(page: Page, digit: str, place: str, words: str = "") -> None:
    """One mark with the keyboard alone."""
    page.keyboard.press(digit)
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type(place)
    expect(page.locator("#hits [aria-selected=true]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#where")).to_contain_text(place)
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Pierakstīts")


def nothing_of(page: Page, *words: str) -> None:
    """Nothing of the person before is on the page, in its fields or in the browser's store."""
    content = page.content() + page.evaluate(
        "[...document.querySelectorAll('input, textarea')].map((e) => e.value).join()"
    )
    kept = page.evaluate(KEPT)
    assert [word for word in words if word in content or word in kept] == []
