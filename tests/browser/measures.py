"""What is measured in a page: contrasts, overflow, and what the focus looks like. Scripts run in the page."""

from typing import Any

from playwright.sync_api import Page

# Every visible text with its contrast, as WCAG 2 computes it, against the nearest ground that is not transparent.
CONTRASTS = """() => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const paint = (colour, below) => {
        context.fillStyle = below; context.fillRect(0, 0, 1, 1);
        context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    const css = (rgb) => `rgb(${rgb.join(" ")})`;
    const ground = (element) => element
        ? css(paint(getComputedStyle(element).backgroundColor, ground(element.parentElement))) : "white";
    const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
    return [...document.body.querySelectorAll("*")]
        .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter((element) => element.getBoundingClientRect().width > 2 && [...element.childNodes].some(isText))
        .map((element) => {
            const below = ground(element);
            const [dark, bright] = [light(paint(getComputedStyle(element).color, below)), light(paint(below, below))]
                .sort((one, other) => one - other);
            return { text: element.textContent.trim().slice(0, 40), contrast: (bright + 0.05) / (dark + 0.05) };
        });
}"""

# What reaches beyond the window's width, or beyond a box that does not mean to scroll sideways.
OVERFLOWING = """() => {
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className}`;
    const wide = [document.documentElement, ...document.querySelectorAll("[data-timeline], .page__scroll, .stage")]
        .filter((box) => box.scrollWidth > box.clientWidth).map(name);
    const beyond = [...document.querySelectorAll("main *")]
        .filter((element) => element.checkVisibility() && !element.closest(".visually-hidden, [role=tablist], .tabs"))
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1).map(name);
    return [...new Set([...wide, ...beyond])];
}"""

# What can be tapped and is lower than a finger. What stands in a line of text has the height of the line.
SMALL = """(least) => [...document.querySelectorAll("main :is(a, button, textarea, select, input)")]
    .filter((element) => element.checkVisibility() && !element.closest("[data-body], .message__head, p"))
    .map((element) => element.closest("label") ?? element)
    .filter((element) => element.getBoundingClientRect().height < least)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim()}`)"""

# Where the focus is, in the words of a screen reader, and whether one sees it.
FOCUS = """() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.closest(".composer__box");
    const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
        || (box && getComputedStyle(box).boxShadow !== "none");
    const name = element.getAttribute("aria-label") ?? element.textContent.trim().replace(/\\s+/g, " ");
    return { name, region: element.closest("nav, header, [role=log], form, main, body").tagName.toLowerCase(), seen };
}"""

AA = 4.5
FINGER_PX = 44


def faint_texts(page: Page) -> list[str]:
    """Return the texts that WCAG AA would call hard to read."""
    return [f"{one['text']}: {one['contrast']:.2f}" for one in page.evaluate(CONTRASTS) if one["contrast"] < AA]


def overflowing(page: Page) -> list[str]:
    return page.evaluate(OVERFLOWING)


def too_small_to_tap(page: Page) -> list[str]:
    return page.evaluate(SMALL, FINGER_PX)


def focus(page: Page) -> dict[str, Any]:
    return page.evaluate(FOCUS)


def double_text(page: Page) -> None:
    """The reader has asked the browser for letters of twice the size."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
