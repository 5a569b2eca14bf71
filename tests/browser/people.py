"""What people do in a window, and what they see there."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

expect.set_options(timeout=10_000)
# A page that is left drops what it had still asked for.
LEFT = "net::ERR_ABORTED"
BAD_REQUEST = 400
# Between two turns of the wheel; so many reach any end.
TURN_MS = 50
TURNS = 100


class Window:
    """One tab of somebody's browser; `tab` opens another one beside it, with the same session."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.asked: list[str] = []
        self.frames: list[str] = []
        self._forgiven: list[re.Pattern[str]] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._note(f"threw {error}"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda frame: self.frames.append(str(frame)))
        )
        self.page.on("response", self._answered)
        self._tabs: list[Window] = []

    def tab(self) -> "Window":
        """Return another tab of the same person."""
        self._tabs.append(Window(self.context))
        return self._tabs[-1]

    def close(self) -> None:
        """All tabs are gone, and their troubles are known here."""
        self.context.close()
        self.troubles += [trouble for tab in self._tabs for trouble in tab.troubles]

    def forgive(self, pattern: str) -> None:
        """What matches the pattern is no trouble, for the test makes it happen."""
        self._forgiven.append(re.compile(pattern))

    # Going somewhere -------------------------------------------------------------------------------------------------

    def go(self, path: str) -> "Window":
        self.page.goto(path)
        return self

    def open_room(self, slug: str) -> "Window":
        """The room is open, and live."""
        self.go(f"/rooms/{slug}/")
        self.wait_for("connected")
        return self

    def wait_for(self, state: str) -> None:
        """The dot says connected, connecting or offline."""
        expect(self.page.locator("[data-connection-dot]")).to_have_attribute("data-state", state)

    def go_offline(self) -> None:
        """This person's network is dead, and the page has noticed."""
        self.forgive("ERR_INTERNET_DISCONNECTED")
        self.context.set_offline(True)
        self.wait_for("offline")

    def come_back(self) -> None:
        self.context.set_offline(False)
        self.wait_for("connected")

    # Talking ---------------------------------------------------------------------------------------------------------

    @property
    def composer(self) -> Locator:
        return self.page.locator("[data-composer-text]")

    def say(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    # Seeing ----------------------------------------------------------------------------------------------------------

    @property
    def messages(self) -> Locator:
        """Everything that somebody has said in the timeline, sent or not."""
        return self.page.locator("[data-timeline] article:not([data-kind=system])")

    def message(self, text: str) -> Locator:
        """The message that says just this."""
        says = self.page.locator("[data-body]", has_text=re.compile(f"^\\s*{re.escape(text)}\\s*$"))
        return self.messages.filter(has=says)

    def texts(self) -> list[str]:
        """Return what the messages say, from top to bottom."""
        return [text.strip() for text in self.messages.locator("[data-body]").all_inner_texts()]

    def sees(self, *texts: str) -> None:
        """People have said just this in the timeline, soon."""
        expect(self.messages.locator("[data-body]")).to_have_text(list(texts))

    def has_sent(self, count: int) -> None:
        """People have said so much in the timeline, soon, and the server has all of it."""
        expect(self.page.locator("[data-timeline] [data-kind=said]")).to_have_count(count)
        expect(self.page.locator("[data-timeline] [data-state]")).to_have_count(0)

    @property
    def log(self) -> Locator:
        """The box in which the timeline scrolls."""
        return self.page.locator("[data-timeline]")

    def top_of(self, number: int) -> float:
        """Return where a message stands in the window, in pixels."""
        return self.page.locator(f"#message-{number}").evaluate("article => article.getBoundingClientRect().top")

    def is_at_end(self) -> bool:
        """Tell whether the timeline is scrolled down to its end."""
        return self.log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight < 2")

    def scroll(self, pixels: int) -> None:
        """The timeline has moved, down or (less than 0) up, and the page knows it."""
        self.log.evaluate(
            """(log, pixels) => new Promise((done) => {
                log.addEventListener("scroll", () => requestAnimationFrame(done), { once: true });
                log.scrollBy(0, pixels);
            })""",
            pixels,
        )

    def turn_wheel(self, pixels: int) -> None:
        """Turn the wheel over the timeline, down or (less than 0) up, whether it can move or not."""
        self.log.hover()
        self.page.mouse.wheel(0, pixels)

    def turn_wheel_until(self, found: Locator, *, pixels: int) -> None:
        """Turn the wheel until the page has `found`, be it in sight or not."""
        for _turn in range(TURNS):
            if found.count():
                return
            self.turn_wheel(pixels)
            self.page.wait_for_timeout(TURN_MS)
        raise AssertionError(f"{found} did not come")

    def entry(self, name: str) -> Locator:
        """A room in the sidebar."""
        called = self.page.locator("[data-room-name]").get_by_text(name, exact=True)
        return self.page.locator("[data-rooms] > li").filter(has=called)

    def counts(self, name: str, unread: int) -> None:
        """The sidebar shows so many unread messages in a room, soon."""
        expect(self.entry(name)).to_have_attribute("data-unread", str(unread))

    # Watching --------------------------------------------------------------------------------------------------------

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"logged {message.text} ({message.location.get('url', '')})")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self._note(f"got no answer from {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= BAD_REQUEST:
            self._note(f"was refused {response.url}: {response.status}")

    def _note(self, trouble: str) -> None:
        if not any(pattern.search(trouble) for pattern in self._forgiven):
            self.troubles.append(f"The page {trouble}")
