const NEAR_PX = 48;

/** Where the reader is in the log: stays at the end if they were there, and does not move what they look at otherwise. */
export class Scroll {
  #log;
  #atEnd = true;
  #observer;

  /** `moved` is called whenever the place changes. */
  constructor(log, { signal, moved }) {
    this.#log = log;
    log.addEventListener("scroll", () => { this.#look(); moved(); }, { passive: true, signal });
    // The log itself changes its height with the composer, the window and a phone's keyboard; its content when fonts arrive.
    this.#observer = new ResizeObserver(() => this.#atEnd && this.toEnd());
    for (const element of [log, ...log.children]) this.#observer.observe(element);
    signal.addEventListener("abort", () => this.#observer.disconnect());
  }

  get atEnd() {
    return this.#atEnd;
  }

  toEnd() {
    this.#atEnd = true;
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Show an element at a third of the height, with what came before it above. */
  toElement(element) {
    const distance = element.getBoundingClientRect().top - this.#log.getBoundingClientRect().top;
    this.#log.scrollTop += distance - this.#log.clientHeight / 3;
    this.#look();
  }

  /** Do work that adds or replaces messages, and be at the end afterwards if the reader was. */
  follow(work) {
    if (!this.#atEnd) return this.hold(work);
    const result = work();
    this.toEnd();
    return result;
  }

  /** Do work, and leave what is in sight where it is. */
  hold(work) {
    const log = this.#log;
    const anchor = this.#firstInSight();
    const top = anchor?.getBoundingClientRect().top;
    // The browser's own anchoring does nothing at the very top and may or may not have corrected by now: only one may do it.
    log.style.overflowAnchor = "none";
    const result = work();
    if (anchor?.isConnected) log.scrollTop += anchor.getBoundingClientRect().top - top;
    requestAnimationFrame(() => { log.style.overflowAnchor = ""; });
    return result;
  }

  #firstInSight() {
    const { top } = this.#log.getBoundingClientRect();
    for (const article of this.#log.querySelectorAll("[data-number]")) {
      if (article.getBoundingClientRect().bottom > top) return article;
    }
    return null;
  }

  #look() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    this.#atEnd = scrollHeight - scrollTop - clientHeight <= NEAR_PX;
  }
}
