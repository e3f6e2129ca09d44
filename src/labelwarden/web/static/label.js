/* One label: keys, and picture, text and findings kept together. */
"use strict";
(() => {
  const { $, $$, onKeys } = window.labelwarden;
  const sheet = $("#sheet");
  const made = [];
  let zoom = 1, current = 0;
  const items = () => $$(".finding");
  const item = (number) => document.getElementById(`f${number}`);
  const spots = (number) => $$(`.spot[data-finding="${number}"]`);

  function setZoom(value) {
    if (!sheet) return;
    zoom = Math.min(6, Math.max(1, value));
    sheet.classList.toggle("zoomed", zoom > 1);
    $$("svg", sheet).forEach((svg) => { svg.style.width = zoom > 1 ? `${zoom * 100}%` : ""; });
    follow();
  }

  /* Brings the box of the finding into the middle of the picture. */
  function follow() {
    const spot = sheet && spots(current)[0];
    if (!spot) return;
    const box = spot.getBoundingClientRect(), frame = sheet.getBoundingClientRect();
    sheet.scrollBy({
      left: box.left + box.width / 2 - frame.left - frame.width / 2,
      top: box.top + box.height / 2 - frame.top - frame.height / 2,
    });
  }

  /* Only what has changed is touched: a label may have hundreds of boxes. */
  function paint(number) {
    const li = item(number);
    if (!li) return;
    const isCurrent = Number(number) === current, isSettled = li.classList.contains("settled");
    li.classList.toggle("current", isCurrent);
    spots(number).forEach((spot) => {
      spot.classList.toggle("settled", isSettled);
      spot.classList.toggle("current", isCurrent);
    });
  }

  function go(number, focus = true) {
    const li = item(number);
    if (!li) return;
    const before = current;
    current = Number(number);
    if (before && before !== current) paint(before);
    paint(current);
    if (focus) { li.focus({ preventScroll: true }); li.scrollIntoView({ block: "nearest" }); }
    follow();
  }

  function step(by) {
    const numbers = items().map((li) => Number(li.dataset.number));
    if (numbers.length) go(numbers[Math.min(numbers.length - 1, Math.max(0, numbers.indexOf(current) + by))]);
  }

  function act(li, kind) {
    const form = li && $("form", li), why = li && $(".why", li);
    if (!form || !why) return;
    if (kind === "dismiss" && why.hidden) {
      why.hidden = false;
      $("[data-act=dismiss]", li)?.setAttribute("aria-expanded", "true");
      $("textarea", why).focus({ preventScroll: true });
      why.scrollIntoView({ block: "nearest" });
      return;
    }
    if (kind === "cancel") {
      why.hidden = true;
      $("[data-act=dismiss]", li)?.setAttribute("aria-expanded", "false");
      li.focus();
      return;
    }
    if (kind !== "dismiss" && !$(`[data-act=${kind}]`, li)) return;
    form.elements.kind.value = kind;
    if (kind !== "dismiss") form.elements.reason.value = "";
    form.requestSubmit();
  }

  /* The reasons of this session, the newest first: one that was given before is one key away. */
  const reasons = () => JSON.parse(sessionStorage.getItem("reasons") || "[]");
  function keepReason(text) {
    if (text.trim()) sessionStorage.setItem("reasons", JSON.stringify([text, ...reasons().filter((one) => one !== text)].slice(0, 20)));
  }
  /* Goes to an older reason (1) or a newer one (-1), where nothing else was typed. */
  function recall(area, by) {
    const kept = reasons(), at = kept.indexOf(area.value);
    if (area.value && at < 0) return false;
    const next = at + by;
    if (next >= kept.length) return true;
    area.value = kept[next] || "";
    return true;
  }

  /* Undoes what stands on this finding, or else what was decided last. */
  function undo() {
    if (item(current)?.classList.contains("open")) {
      const last = made.findLast((number) => item(number)?.classList.contains("settled"));
      if (last === undefined) return;
      go(last);
    }
    act(item(current), "undo");
  }

  function choose(chip) {
    const form = $("#correct-form");
    $$(".chip").forEach((other) => other.setAttribute("aria-pressed", String(other === chip)));
    for (const name of ["panel", "start", "end", "was"]) form.elements[name].value = chip.dataset[name];
    $("#was").textContent = chip.dataset.was;
    form.hidden = false;
    form.elements.right.value = chip.dataset.was;
    form.elements.right.select();
  }

  function show(id, within = "summary") {
    const details = document.getElementById(id);
    if (!details) return;
    details.open = !details.open;
    if (!details.open) return;
    details.scrollIntoView({ block: "nearest" });
    ($(within, details) || $("summary", details)).focus();
  }

  /* Law, letters, remedy and near misses of a finding. */
  function more(li) {
    const details = $(".more", li);
    details.open = !details.open;
    if (details.open) li.scrollIntoView({ block: "nearest" });
  }

  function comment() {
    const details = item(current) && $(".more", item(current)), input = details && $(".comment input[name=reason]", details);
    if (!input) return;
    details.open = true;
    input.focus();
  }

  // --- the queue beside: open on wide screens unless it was closed there, closed on narrow ones until it is asked for
  const isWide = matchMedia("(min-width: 70rem)");
  const lane = $("#lane"), laneButton = $("[data-act=lane]");
  const isShown = () => (isWide.matches ? !document.body.classList.contains("no-lane") : lane.classList.contains("shown"));
  const tell = () => laneButton.setAttribute("aria-expanded", String(isShown()));
  function toggleLane() {
    if (isWide.matches) localStorage.setItem("lane", document.body.classList.toggle("no-lane") ? "closed" : "open");
    else lane.classList.toggle("shown");
    tell();
    if (isShown()) $("[aria-current]", lane)?.focus();
  }
  document.body.classList.toggle("no-lane", localStorage.getItem("lane") === "closed");
  isWide.addEventListener("change", tell);
  tell();
  function showPlace() {
    const link = $("[aria-current]", lane);
    // Not scrollIntoView, which would scroll the page too.
    if (link) lane.scrollTop = link.offsetTop - lane.offsetTop - lane.clientHeight / 3;
  }
  showPlace();

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-finding]");
    if (link) { event.preventDefault(); go(link.dataset.finding); return; }
    const button = event.target.closest("button");
    if (button?.dataset.zoom) { setZoom({ "+": zoom * 1.5, "-": zoom / 1.5, 0: 1 }[button.dataset.zoom]); return; }
    if (button?.dataset.act === "lane") { toggleLane(); return; }
    const li = event.target.closest(".finding");
    if (button?.dataset.act && li) { go(li.dataset.number, false); act(li, button.dataset.act); return; }
    if (button?.dataset.send && li) { $("form", li).elements.kind.value = button.dataset.send; return; }
    if (button?.classList.contains("chip")) { choose(button); return; }
    if (li && !event.target.closest("a, button, summary, input, textarea, select, label")) go(li.dataset.number, false);
  });

  const inPicture = (event) => event.target === sheet;
  onKeys({
    j: () => step(1), k: () => step(-1),
    // In the picture the arrows scroll it.
    ArrowDown: (event) => (inPicture(event) ? false : step(1)), ArrowUp: (event) => (inPicture(event) ? false : step(-1)),
    a: () => (items().length ? act(item(current), "accept") : $("#looked")?.click()),
    d: () => item(current)?.classList.contains("open") && act(item(current), "dismiss"),
    l: () => act(item(current), "legal"),
    u: undo,
    o: () => item(current) && more(item(current)),
    Enter: (event) => (event.target.matches(".finding") ? more(event.target) : false),
    e: comment, t: () => show("remark", "textarea"), m: () => show("missed", "textarea"),
    z: () => setZoom(zoom > 1 ? 1 : 2.5), "+": () => setZoom(zoom * 1.5), "-": () => setZoom(zoom / 1.5), 0: () => setZoom(1),
    c: () => show("checklist"), s: () => show("considered"), g: () => show("gaps"), h: () => show("record"), i: () => show("inputs"),
    w: () => show("correct", ".chip.unsure") , U: () => $("[hx-post$='/words/undone']")?.click(),
    n: () => $("#onward a")?.click(), p: () => $("a[rel=prev]")?.click(), N: () => $("[data-go=following]")?.click(),
    q: () => { location.href = "/"; }, b: toggleLane,
  });
  document.addEventListener("keydown", (event) => {
    const li = event.target.closest(".finding");
    if (event.key === "Escape" && event.target.closest(".why")) act(li, "cancel");
    else if (event.key === "Escape" && event.target.closest("input, textarea, select") && li) li.focus();
    else if (event.key.match(/^Arrow(Up|Down)$/) && event.target.matches(".why textarea")) {
      if (recall(event.target, event.key === "ArrowUp" ? 1 : -1)) event.preventDefault();
    } else if (event.key === "Enter" && event.target.matches(".why textarea") && !event.shiftKey) {
      event.preventDefault();
      act(li, "dismiss");
    }
  });

  document.addEventListener("submit", (event) => {
    const { kind, reason } = event.target.elements;
    if (kind?.value === "dismiss") keepReason(reason.value);
  });

  // Settled, not only swapped: until then the new element carries the classes of the old one.
  document.addEventListener("htmx:afterSettle", (event) => {
    const li = event.target;
    if (li.id === "lane") { showPlace(); return; }
    if (!li.matches(".finding")) return;
    const number = Number(li.dataset.number);
    paint(number);
    const problem = $("[role=alert]", li);
    if (problem && $(".why textarea", li)?.value) $(".why", li).hidden = false;
    if (li.classList.contains("settled") && !made.includes(number)) made.push(number);
    const following = li.classList.contains("settled") && items().find((other) => Number(other.dataset.number) > current && other.classList.contains("open"));
    if (following) { go(following.dataset.number); return; }
    go(number);
    if (!$(".finding.open")) $("#onward").scrollIntoView({ block: "nearest" });
  });
  $$(".finding.settled").forEach((li) => paint(li.dataset.number));
  const first = items().find((li) => li.classList.contains("open")) || items()[0];
  if (first) go(first.dataset.number, false);
})();
