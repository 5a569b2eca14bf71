/** The button of the profile page that fills in this browser's time zone. The page comes and goes; the button is found when pressed. */
export function offerTimezone() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-use-timezone]");
    if (!button) return;
    const field = button.form.querySelector("[data-timezone]");
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    field.focus();
  });
}
