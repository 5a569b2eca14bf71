const DAY_MS = 86_400_000;

function capitalised(text) {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** The local calendar day of a moment, as something that can be compared. */
export function dayOf(milliseconds) {
  const date = new Date(milliseconds);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Writes moments the way people say them: "10:42", "Today", "3 May", and in full. */
export class Dates {
  #time; #full; #day; #dayAndYear; #relative;

  constructor(language = "en") {
    // Plain "en" would be read as American; the interface is written in day-month order.
    const locale = language === "en" ? "en-GB" : language;
    this.#time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.#full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
    this.#day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
    this.#dayAndYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
    this.#relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  }

  time(milliseconds) {
    return this.#time.format(milliseconds);
  }

  full(milliseconds) {
    return this.#full.format(milliseconds);
  }

  day(milliseconds, now = Date.now()) {
    const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
    // Rounded, since a day with a clock change has 23 or 25 hours.
    const days = Math.round((midnight(milliseconds) - midnight(now)) / DAY_MS);
    if (days === 0 || days === -1) return capitalised(this.#relative.format(days, "day"));
    const sameYear = new Date(milliseconds).getFullYear() === new Date(now).getFullYear();
    return (sameYear ? this.#day : this.#dayAndYear).format(milliseconds);
  }
}
