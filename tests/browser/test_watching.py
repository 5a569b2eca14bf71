"""The windows of these tests notice when something breaks, or no other test here would mean much."""

import pytest

from tests.servers.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("console.error('Oh dear')", "logged Oh dear"),
        ("setTimeout(() => { throw new Error('Oh no') })", "threw Oh no"),
        ("fetch('/nowhere/')", "was refused"),
        ("document.body.append(Object.assign(document.createElement('script'), { text: '1' }))", "violates"),
        ("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/' }))", "violates"),
        ("new WebSocket('/ws/elsewhere/')", "WebSocket connection"),
    ],
)
def test_what_breaks_in_a_page_is_noticed(house, script, trouble):
    window = house.enters().go("/rooms/")
    window.page.evaluate(f"() => {{ {script} }}")
    wait_until(lambda: window.page.title() and any(trouble in one for one in window.troubles), trouble)
    window.troubles.clear()


def test_what_breaks_in_a_second_tab_is_noticed_too(house):
    window = house.enters().go("/rooms/")
    tab = window.tab().go("/rooms/")
    tab.page.evaluate("console.error('Over here')")
    window.close()
    assert any("Over here" in one for one in window.troubles)
    window.troubles.clear()
    tab.troubles.clear()
