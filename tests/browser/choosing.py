"""How the tests of uploads choose files, and what they look at."""

from playwright.sync_api import expect

from tests.browser.pictures import drawn, encoded

PNG = encoded(drawn((640, 400)), "PNG")


def picture(name="boat.png"):
    return {"name": name, "mimeType": "image/png", "buffer": PNG}


def choose(window, *files):
    window.page.locator("[data-upload-input]").set_input_files([*files])


def cards(window):
    return window.page.locator("[data-tray] > [data-upload]")


def are_there(window, count):
    expect(window.page.locator("[data-tray] > [data-upload=there]")).to_have_count(count)


def send(window):
    window.page.get_by_role("button", name="Send message").click()


def posted(window):
    return window.page.locator("[data-kind=said] [data-attachment]")
