/** Let a quote lead to what it quotes, on this page where that is possible. */
export function followQuotes(room) {
  room.section.addEventListener("click", (event) => {
    const quote = event.target.closest("[data-quote]");
    // With one of these keys a link is opened elsewhere.
    if (!quote || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    room.goTo(Number(quote.dataset.quote));
  }, { signal: room.signal });
}
