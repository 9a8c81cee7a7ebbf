// The big button of a recording plays it where it stands, and pauses it; without this it opens the recording itself.
export function mount(element) {
  const button = element.querySelector("a");
  const player = element.querySelector("audio");
  button.setAttribute("role", "button");
  button.setAttribute("aria-pressed", "false");
  const toggle = (event) => {
    event.preventDefault();
    if (player.paused) player.play();
    else player.pause();
  };
  button.addEventListener("click", toggle);
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") toggle(event);
  });
  for (const name of ["play", "pause", "ended"]) {
    player.addEventListener(name, () => button.setAttribute("aria-pressed", String(!player.paused)));
  }
}
