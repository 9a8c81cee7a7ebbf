// One tap gives the position of the telephone, to some ten meters: it is posted with the form, and nothing keeps it.
// Where there is none, or the person says no, the address is typed.

const DECIMALS = 4;

export function mount(element) {
  const form = element.closest("form");
  const status = element.querySelector("[role=status]");
  if (!navigator.geolocation || !form) return;
  element.hidden = false;
  element.querySelector("[data-near-me]").addEventListener("click", () => {
    status.textContent = element.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.longitude.value = coords.longitude.toFixed(DECIMALS);
        form.elements.latitude.value = coords.latitude.toFixed(DECIMALS);
        if (form.elements.adresse) form.elements.adresse.value = "";
        form.requestSubmit();
      },
      () => {
        status.textContent = element.dataset.failed;
        const address = form.elements.adresse;
        if (!address) return;
        address.focus();
      },
      { timeout: 10000, maximumAge: 60000 },
    );
  });
}
