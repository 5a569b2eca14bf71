const NARROW = "(width < 40em)";

/** On a phone the sidebar slides over the page: opens and closes it, and keeps the focus where the eye is. */
export class Drawer {
  #sidebar;

  constructor(sidebar) {
    this.#sidebar = sidebar;
    document.addEventListener("click", (event) => this.#click(event.target));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    matchMedia(NARROW).addEventListener("change", () => this.close());
    // The sidebar's own button outlives the page that it was opened over.
    document.addEventListener("htmx:afterSwap", () => this.#arrive());
  }

  close() {
    if (!this.#isOpen) return;
    this.#set(false);
    const toggle = this.#toggles.find((button) => !this.#sidebar.contains(button));
    (toggle ?? this.#main).focus({ preventScroll: true });
  }

  /** Where the link led to is what to go on with. */
  #arrive() {
    if (!this.#isOpen) return;
    this.#set(false);
    this.#main.focus({ preventScroll: true });
  }

  get #toggles() {
    return [...document.querySelectorAll("[data-sidebar-toggle]")];
  }

  get #main() {
    return document.getElementById("main");
  }

  get #isOpen() {
    return this.#toggles.some((button) => button.getAttribute("aria-expanded") === "true");
  }

  #click(target) {
    const isToggle = target.closest("[data-sidebar-toggle]");
    if (isToggle && !this.#isOpen) return this.#open();
    if (isToggle || !this.#sidebar.contains(target)) this.close();
  }

  #open() {
    this.#set(true);
    const current = this.#sidebar.querySelector("[aria-current]") ?? this.#sidebar.querySelector("a");
    current.focus({ preventScroll: true });
  }

  #set(open) {
    for (const button of this.#toggles) button.setAttribute("aria-expanded", String(open));
    // What lies under the sidebar can neither be reached by Tab nor clicked.
    this.#main.inert = open;
  }
}
