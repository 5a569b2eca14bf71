import { sentences } from "./sentences.js";

const AHEAD = "800px 0px";

/** Loads the messages before those on the page when the reader nears the top, and after them until the live end is reached. */
export class History {
  #log; #timeline; #scroll; #signal; #loaded;
  #older; #newer = null;
  #observer;
  #loading = false;

  constructor(section, { timeline, scroll, signal, loaded }) {
    this.#log = section.querySelector("[data-timeline]");
    this.#older = section.querySelector("[data-older]");
    this.#timeline = timeline;
    this.#scroll = scroll;
    this.#signal = signal;
    this.#loaded = loaded;
    if (!timeline.model.attached) this.#newer = this.#makeNewer();
    const near = (entries) => entries.forEach((entry) => entry.isIntersecting && this.#load(entry.target));
    this.#observer = new IntersectionObserver(near, { root: this.#log, rootMargin: AHEAD });
    this.#log.addEventListener("click", (event) => this.#again(event.target), { signal });
    signal.addEventListener("abort", () => this.#observer.disconnect());
    this.look();
  }

  /** Watch both ends anew: an end that stayed in sight is reported only when its watch begins. */
  look() {
    for (const end of [this.#older, this.#newer]) {
      if (!end) continue;
      this.#fail(end, false);
      this.#observer.unobserve(end);
      if (!end.hidden) this.#observer.observe(end);
    }
  }

  #makeNewer() {
    const end = this.#older.cloneNode(true);
    end.removeAttribute("data-older");
    end.setAttribute("data-newer", "");
    end.hidden = false;
    this.#log.append(end);
    return end;
  }

  async #load(end) {
    if (this.#loading) return;
    this.#loading = true;
    // What arrives from the past is no news: it is not read aloud.
    this.#log.setAttribute("aria-busy", "true");
    this.#log.setAttribute("aria-live", "off");
    try {
      const markup = await this.#fetch(end);
      this.#scroll.hold(() => this.#show(end, markup));
      this.#loading = false;
      this.look();
      this.#loaded();
    } catch (error) {
      if (this.#signal.aborted) return;
      this.#fail(end, true);
      if (!(error instanceof TypeError || error instanceof HistoryError)) throw error;
    } finally {
      this.#loading = false;
      requestAnimationFrame(() => {
        this.#log.removeAttribute("aria-busy");
        this.#log.removeAttribute("aria-live");
      });
    }
  }

  async #fetch(end) {
    const { model } = this.#timeline;
    const query = end === this.#older ? `?before=${model.oldest}` : `?after=${model.newest}`;
    const response = await fetch(this.#log.dataset.url + query, { signal: this.#signal });
    // A redirect leads to the login page, which is not history.
    if (!response.ok || response.redirected) throw new HistoryError(String(response.status));
    return response.text();
  }

  #show(end, markup) {
    const { model } = this.#timeline;
    const isEmpty = !markup.trim();
    this.#timeline.extend(markup, { start: end === this.#older && isEmpty });
    if (end === this.#newer && isEmpty) model.finish();
    this.#older.hidden = model.begun;
    if (this.#newer) this.#newer.hidden = model.attached;
  }

  #fail(end, failed) {
    for (const child of end.children) child.hidden = failed;
    end.querySelector("[data-load-again]")?.remove();
    if (!failed) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.dataset.loadAgain = "";
    button.textContent = sentences.loadFailed;
    end.append(button);
  }

  #again(target) {
    if (!target.closest("[data-load-again]")) return;
    this.#log.focus({ preventScroll: true });
    this.look();
  }
}

class HistoryError extends Error {}
