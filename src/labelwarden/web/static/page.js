/* What the pages do by themselves: dropping files, keys, and keeping picture and findings together. */
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const csrf = () => document.body.dataset.csrf || "";

  function trouble(text) {
    const place = $("#trouble");
    place.textContent = text;
    place.hidden = !text;
    if (text) place.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    const isPage = (answer.getResponseHeader("Content-Type") || "").includes("html");
    const text = isPage ? new DOMParser().parseFromString(answer.responseText, "text/html").body.textContent : answer.responseText;
    trouble(text.trim() || `The server refused this (${answer.status}).`);
  });
  document.addEventListener("htmx:sendError", () => trouble("The server does not answer. Nothing was recorded; try again."));

  // --- handing in ---------------------------------------------------------------------------------------------------
  const drop = $("#drop");
  if (drop) {
    const say = (text) => { $("#drop-state").textContent = text; };
    const mostBytes = Number(drop.dataset.mostBytes), mostFiles = Number(drop.dataset.mostFiles);

    async function send(form) {
      const answer = await fetch("/labels", { method: "POST", body: form, headers: { "X-CSRF-Token": csrf() } });
      if (answer.ok) return (await answer.json()).labels.length;
      const text = await answer.text();
      let why = text;
      try { why = JSON.parse(text).error; } catch { /* plain text says it as well */ }
      throw new Error(why || `refused (${answer.status})`);
    }

    function batches(files) {
      // A typed label and the pictures it names have to come together; single pictures go one by one, with progress.
      const together = $("#one-label").checked || files.some((file) => /\.(ya?ml|json)$/i.test(file.name));
      return together ? [files] : files.map((file) => [file]);
    }

    async function take(files) {
      trouble("");
      let taken = 0, done = 0;
      const faults = [];
      const waiting = batches(files);
      const total = waiting.length;
      async function worker() {
        for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
          const size = batch.reduce((sum, file) => sum + file.size, 0);
          try {
            if (size > mostBytes) throw new Error(`more than ${Math.floor(mostBytes / 1e6)} MB`);
            if (batch.length > mostFiles) throw new Error(`more than ${mostFiles} files at once`);
            const form = new FormData();
            batch.forEach((file) => form.append("files", file));
            if ($("#one-label").checked) form.append("one_label", "on");
            form.append("origin", $("#origin").value);
            taken += await send(form);
          } catch (error) {
            faults.push(`${batch.map((file) => file.name).join(", ")}: ${error.message}`);
          }
          done += 1;
          say(`${done} of ${total} handed in`);
        }
      }
      await Promise.all([worker(), worker(), worker()]);
      say(`${taken} ${taken === 1 ? "label" : "labels"} handed in.`);
      if (faults.length) trouble(`Not taken: ${faults.join("; ")}`);
      htmx.ajax("GET", "/", { target: "#table", swap: "innerHTML" });
    }

    $("#files").addEventListener("change", async (event) => {
      const files = [...event.target.files];
      if (files.length) await take(files);
      event.target.value = "";
    });
    drop.addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = new FormData();
      form.append("text", $("#text").value);
      form.append("origin", $("#origin").value);
      trouble("");
      try {
        await send(form);
        $("#text").value = "";
        say("The text was handed in.");
        htmx.ajax("GET", "/", { target: "#table", swap: "innerHTML" });
      } catch (error) { trouble(error.message); }
    });
    const over = (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); drop.classList.add("over"); } };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      const files = [...event.dataTransfer.files];
      if (files.length) take(files);
    });
  }

  // --- playground ---------------------------------------------------------------------------------------------------
  $("#take")?.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([$("#pack-text").value], { type: "text/yaml" }));
    link.download = `${$("#pack").value.split(".").pop()}.yaml`;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  // --- one label ----------------------------------------------------------------------------------------------------
  if (document.body.classList.contains("label")) {
    const sheet = $("#sheet");
    let zoom = 1, current = 0;
    const items = () => $$(".finding");
    const item = (number) => $(`#f${number}`);
    const spots = (number) => $$(`.spot[data-finding="${number}"]`);

    function setZoom(value) {
      if (!sheet) return;
      zoom = Math.min(6, Math.max(1, value));
      sheet.classList.toggle("zoomed", zoom > 1);
      $$("svg", sheet).forEach((svg) => { svg.style.width = `${zoom * 100}%`; });
      follow();
    }

    function follow() {
      const spot = sheet && spots(current)[0];
      if (!spot) return;
      const box = spot.getBoundingClientRect(), frame = sheet.getBoundingClientRect();
      sheet.scrollBy({
        left: box.left + box.width / 2 - frame.left - frame.width / 2,
        top: box.top + box.height / 2 - frame.top - frame.height / 2,
      });
    }

    function paint() {
      items().forEach((li) => {
        const number = li.dataset.number, settled = li.classList.contains("settled");
        li.classList.toggle("current", Number(number) === current);
        spots(number).forEach((spot) => {
          spot.classList.toggle("settled", settled);
          spot.classList.toggle("current", Number(number) === current);
        });
      });
    }

    function go(number, focus = true) {
      const li = item(number);
      if (!li) return;
      current = Number(number);
      paint();
      if (focus) { li.focus({ preventScroll: true }); li.scrollIntoView({ block: "nearest" }); }
      follow();
    }

    function step(by) {
      const numbers = items().map((li) => Number(li.dataset.number));
      const at = numbers.indexOf(current);
      go(numbers[Math.min(numbers.length - 1, Math.max(0, at + by))] || numbers[0]);
    }

    function act(li, kind) {
      const form = $("form", li), why = $(".why", li);
      if (!form || !why) return;
      if (kind === "dismiss" && why.hidden) {
        why.hidden = false;
        $("[data-act=dismiss]", li)?.setAttribute("aria-expanded", "true");
        $("textarea", why).focus();
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

    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-finding]");
      if (link) { event.preventDefault(); go(link.dataset.finding); return; }
      const button = event.target.closest("button");
      if (button?.dataset.zoom) { setZoom({ "+": zoom * 1.5, "-": zoom / 1.5, "0": 1 }[button.dataset.zoom]); return; }
      if (button?.dataset.act === "keys") { $("#keys").showModal(); return; }
      const li = event.target.closest(".finding");
      if (button?.dataset.act && li) { go(li.dataset.number, false); act(li, button.dataset.act); return; }
      if (button?.dataset.send && li) { $("form", li).elements.kind.value = button.dataset.send; return; }
      if (button?.classList.contains("chip")) { choose(button); return; }
      if (li && !event.target.closest("a, button, summary, input, textarea, select, label")) go(li.dataset.number, false);
    });

    function choose(chip) {
      const form = $("#correct-form");
      $$(".chip").forEach((other) => other.setAttribute("aria-pressed", String(other === chip)));
      for (const name of ["panel", "start", "end", "was"]) form.elements[name].value = chip.dataset[name];
      $("#was").textContent = chip.dataset.was;
      form.hidden = false;
      form.elements.right.value = chip.dataset.was;
      form.elements.right.select();
    }

    function show(id) {
      const details = $(`#${id}`);
      if (!details) return;
      details.open = !details.open;
      if (details.open) { details.scrollIntoView({ block: "nearest" }); $("summary", details).focus(); }
    }

    const keys = {
      j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
      a: () => item(current) && act(item(current), "accept"),
      d: () => item(current)?.classList.contains("open") && act(item(current), "dismiss"),
      l: () => item(current) && act(item(current), "legal"),
      u: () => item(current) && act(item(current), "undo"),
      o: () => { const details = item(current) && $("details", item(current)); if (details) details.open = !details.open; },
      z: () => setZoom(zoom > 1 ? 1 : 2.5), "+": () => setZoom(zoom * 1.5), "-": () => setZoom(zoom / 1.5), 0: () => setZoom(1),
      c: () => show("checklist"), s: () => show("considered"), h: () => show("record"), m: () => show("missed"),
      n: () => $("a[rel=next]")?.click(), p: () => $("a[rel=prev]")?.click(), q: () => { location.href = "/"; },
      "?": () => $("#keys").showModal(),
    };
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select");
      if (event.key === "Escape" && typing) { const li = event.target.closest(".finding"); if (li) act(li, "cancel"); return; }
      if (event.key === "Enter" && event.target.matches(".why textarea") && !event.shiftKey) {
        event.preventDefault();
        act(event.target.closest(".finding"), "dismiss");
        return;
      }
      if (event.key === "Enter" && event.target.matches(".finding")) { keys.o(); return; }
      if (typing || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]") || !keys[event.key]) return;
      // In the picture the arrows scroll it.
      if (event.key.startsWith("Arrow") && event.target === sheet) return;
      event.preventDefault();
      keys[event.key]();
    });

    // Settled, not only swapped: until then the new element carries the classes of the old one.
    document.addEventListener("htmx:afterSettle", (event) => {
      const li = event.target;
      if (!li.matches(".finding")) return;
      paint();
      const problem = $("[role=alert]", li);
      if (problem && $("textarea", li)?.value) $(".why", li).hidden = false;
      const following = li.classList.contains("settled") && items().find((other) => Number(other.dataset.number) > current && other.classList.contains("open"));
      go(following ? following.dataset.number : li.dataset.number);
    });
    paint();
    const first = items().find((li) => li.classList.contains("open")) || items()[0];
    if (first) go(first.dataset.number, false);
  }
})();
