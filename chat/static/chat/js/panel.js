import { get, PageError } from "./pages.js";
import { sentences } from "./sentences.js";
import { elementsFrom } from "./templates.js";
import { Thread } from "./thread.js";
import { toast } from "./toast.js";

const LINKS = "a[data-panel-link], a[data-replies], a[data-edited-mark], a.mention[href]";

/** The side panel of a room: shows a page beside the conversation. Links into it work without it, as pages. */
export class Panel {
  #room; #app; #aside;
  #opener = null;
  #page = new AbortController();

  constructor(room, app) {
    this.#room = room;
    this.#app = app;
    this.#aside = room.section.querySelector("[data-panel]");
    const { signal } = room;
    const listen = (type, listener) => room.section.addEventListener(type, listener, { signal });
    listen("click", (event) => this.#click(event));
    listen("submit", (event) => this.#submit(event));
    this.#aside.addEventListener("keydown", (event) => this.#key(event), { signal });
    signal.addEventListener("abort", () => this.#page.abort());
  }

  /** Show the page at an address; `opener` gets the focus back when the panel closes. */
  async open(url, opener = document.activeElement) {
    this.#page.abort();
    this.#page = new AbortController();
    const { signal } = this.#page;
    try {
      const answer = await get(inPanel(url), { signal });
      this.#show(await answer.text(), signal);
      this.#opener = opener;
    } catch (error) {
      if (error.name === "AbortError") return;
      if (!(error instanceof PageError)) throw error;
      toast(error.sentence);
    }
  }

  close() {
    if (this.#aside.hidden) return;
    this.#page.abort();
    this.#room.follow(() => { this.#aside.hidden = true; });
    this.#aside.replaceChildren();
    if (this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
  }

  #show(markup, signal) {
    this.#room.follow(() => { this.#aside.hidden = false; });
    this.#aside.replaceChildren(...elementsFrom(markup));
    // What is in it may ask for parts of itself, as search does.
    globalThis.htmx.process(this.#aside);
    const thread = this.#aside.querySelector("[data-thread]");
    if (thread) new Thread(thread, this.#room, this.#app, { signal });
    else (this.#aside.querySelector("[autofocus]") ?? this.#aside.querySelector("[data-panel-close]")).focus({ preventScroll: true });
  }

  #click(event) {
    // With one of these keys a link is opened elsewhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("[data-panel-close]")) return this.close();
    const link = event.target.closest(LINKS);
    if (!link) return;
    event.preventDefault();
    // A menu has done its work.
    link.closest("[popover]")?.hidePopover();
    this.open(link.href, link);
  }

  /** A form that asks for another page of the panel, as a search does. */
  #submit(event) {
    if (event.defaultPrevented || !event.target.matches("[data-panel-form]")) return;
    event.preventDefault();
    this.open(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`, this.#opener);
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.close();
  }
}

function inPanel(url) {
  const address = new URL(url, location.href);
  address.searchParams.set("panel", "");
  return address;
}
