/* The map under the hands: larger and smaller, and arrows from grave to grave. Without it the map scrolls and Tab works. */
(() => {
  "use strict";
  const map = document.getElementById("kaart");
  const tools = document.querySelector(".map-tools");
  if (!map || !tools) return;
  const whole = { width: Number(map.getAttribute("width")), height: Number(map.getAttribute("height")) };
  const graves = [...map.querySelectorAll("a")];
  let scale = 1;

  function show(wanted) {
    scale = Math.min(Math.max(wanted, 0.1), 4);
    for (const side of ["width", "height"]) map.setAttribute(side, String(Math.round(whole[side] * scale)));
  }

  const fits = () => Math.min(1, (map.parentElement.clientWidth - 20) / whole.width);
  const acts = { larger: () => show(scale * 1.4), smaller: () => show(scale / 1.4), fit: () => show(fits()) };
  for (const button of tools.querySelectorAll("button")) button.addEventListener("click", acts[button.dataset.map]);
  tools.hidden = false;

  map.addEventListener("keydown", (event) => {
    const here = graves.indexOf(event.target.closest("a"));
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: graves.length - 1 }[event.key];
    if (here < 0 || to === undefined || !graves[to]) return;
    event.preventDefault();
    graves[to].focus();
  });
})();
