/** The browser's clock and timers; whoever needs time is given this, so that a test can bring its own. */
export const browserClock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => setTimeout(callback, milliseconds),
  cancel: (timer) => clearTimeout(timer),
};
