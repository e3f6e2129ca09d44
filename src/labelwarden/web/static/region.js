/* A region of the picture that is read again: drawn with the mouse, a finger or keys. */
"use strict";
(() => {
  const { $, $$, csrf, trouble } = window.labelwarden;
  const button = $("[data-act=region]");
  if (!button) return;
  const sheet = $("#sheet"), answer = $("#region"), hint = $("#region-hint");
  const least = 8;
  let isOn = false, svg = null, box = null, from = null;

  const bound = (value, low, high) => Math.min(high, Math.max(low, value));

  /* Takes a box, kept on the picture, and shows it. */
  function put(next) {
    const width = Number(svg.dataset.width), height = Number(svg.dataset.height);
    const w = bound(Math.round(next.width), least, width), h = bound(Math.round(next.height), least, height);
    box = { x: bound(Math.round(next.x), 0, width - w), y: bound(Math.round(next.y), 0, height - h), width: w, height: h };
    $$(".drawn", sheet).forEach((other) => other.ownerSVGElement !== svg && other.remove());
    let shape = $(".drawn", svg);
    if (!shape) {
      shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      shape.setAttribute("class", "drawn");
      shape.setAttribute("stroke-width", Number(svg.dataset.stroke) * 1.5);
      svg.append(shape);
    }
    for (const [name, value] of Object.entries(box)) shape.setAttribute(name, value);
  }

  function enter() {
    isOn = true;
    button.setAttribute("aria-pressed", "true");
    sheet.classList.add("drawing");
    hint.hidden = false;
    answer.textContent = "";
    // Begins around the finding that is looked at, or in the middle.
    const known = $(".spot.current .box", sheet);
    svg = known ? known.ownerSVGElement : $("svg[data-picture]", sheet);
    const at = known && known.getBBox();
    const width = Number(svg.dataset.width), height = Number(svg.dataset.height), room = width / 100;
    put(known ? { x: at.x - room, y: at.y - room, width: at.width + 2 * room, height: at.height + 2 * room }
      : { x: width / 3, y: height / 3, width: width / 3, height: height / 8 });
    sheet.focus({ preventScroll: true });
  }

  function leave() {
    isOn = false;
    from = null;
    button.setAttribute("aria-pressed", "false");
    sheet.classList.remove("drawing");
    hint.hidden = true;
    $$(".drawn", sheet).forEach((shape) => shape.remove());
    answer.textContent = "";
  }

  async function read() {
    trouble("");
    answer.textContent = "Reading…";
    const picture = svg.dataset.picture;
    await htmx.ajax("POST", `${location.pathname}/regions`, {
      target: "#region", swap: "innerHTML", values: { picture, ...box }, headers: { "X-CSRF-Token": csrf() },
    });
    const text = $("textarea", answer);
    if (text) text.focus();
    else if (!$(".notice", answer)) answer.textContent = "";
    // The form takes room from the picture: what is spoken of stays in sight.
    const shape = $(".drawn", sheet)?.getBoundingClientRect(), frame = sheet.getBoundingClientRect();
    if (shape) sheet.scrollBy({ top: shape.top + shape.height / 2 - frame.top - frame.height / 2 });
  }

  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const between = (one, other) => ({ x: Math.min(one.x, other.x), y: Math.min(one.y, other.y), width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) });

  sheet.addEventListener("pointerdown", (event) => {
    const on = isOn && event.button === 0 && event.target.closest("svg[data-picture]");
    if (!on) return;
    event.preventDefault();
    sheet.focus({ preventScroll: true });
    svg = on;
    from = point(event);
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => { if (from) put(between(from, point(event))); });
  sheet.addEventListener("pointerup", (event) => {
    if (!from) return;
    const drawn = between(from, point(event));
    from = null;
    if (drawn.width >= least && drawn.height >= least) { put(drawn); read(); }
  });
  sheet.addEventListener("pointercancel", () => { from = null; });

  button.addEventListener("click", () => (isOn ? leave() : enter()));
  document.addEventListener("click", (event) => { if (event.target.closest("[data-act=region-cancel]")) { leave(); button.focus(); } });
  document.addEventListener("keydown", (event) => {
    if (event.key === "r" && !isOn && !window.labelwarden.isTyping(event) && !event.ctrlKey && !event.metaKey && !event.altKey && !$("dialog[open]")) {
      event.preventDefault();
      enter();
      return;
    }
    if (!isOn) return;
    if (event.key === "Escape" && !$("dialog[open]")) { event.preventDefault(); leave(); button.focus(); return; }
    if (event.target !== sheet) return;
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const step = Math.max(1, Math.round(Number(svg.dataset.width) / (event.ctrlKey ? 500 : 60)));
    if (by && event.shiftKey) put({ ...box, width: box.width + by[0] * step, height: box.height + by[1] * step });
    else if (by) put({ ...box, x: box.x + by[0] * step, y: box.y + by[1] * step });
    else if (event.key === "Enter") read();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
})();
