"""The queue of the review under the hands of somebody who uses the keys."""

from playwright.sync_api import Page, expect


def keys_work(page: Page) -> None:
    """Wait until the page shows its keys: from then on it listens to them."""
    expect(page.locator(".review-help kbd").first).to_be_visible()


def press(page: Page, key: str) -> None:
    """Press a key and wait until what the server answered has taken the place of what was there."""
    page.keyboard.press(key)
    expect(page.locator(".review.busy")).to_have_count(0)
