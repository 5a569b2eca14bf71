/** The buttons that format, shown when asked for; the toolbar is one stop of the Tab key, and arrows move in it. */
export class FormattingBar {
  #bar; #toggle;

  /** `press(verb)` formats; `shown(isShown)` hears when the bar comes and goes. */
  constructor(form, { press, shown, signal }) {
    this.#toggle = form.querySelector("[data-formatting-toggle]");
    this.#bar = form.querySelector("[data-formatting]");
    this.#toggle.addEventListener("click", () => shown(this.#show(this.#bar.hidden)), { signal });
    // The caret stays where the words are.
    this.#bar.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
    this.#bar.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#bar.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-format]");
      if (button) press(button.dataset.format);
    }, { signal });
    this.#buttons.forEach((button, place) => button.tabIndex = place ? -1 : 0);
  }

  get #buttons() {
    return [...this.#bar.querySelectorAll("button")];
  }

  #show(isShown) {
    this.#bar.hidden = !isShown;
    this.#toggle.setAttribute("aria-expanded", String(isShown));
    return isShown;
  }

  #key(event) {
    const buttons = this.#buttons;
    const place = buttons.indexOf(document.activeElement);
    const forward = getComputedStyle(this.#bar).direction === "rtl" ? -1 : 1;
    const next = { ArrowRight: place + forward, ArrowLeft: place - forward, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const button = buttons[(next + buttons.length) % buttons.length];
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
    button.focus();
  }
}
