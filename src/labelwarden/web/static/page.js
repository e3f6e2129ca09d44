/* What all pages share, and what the queue and the playground do by themselves: dropping files, and keys. */
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

  const help = () => $("#keys")?.showModal();
  const isTyping = (event) => event.target.closest("input:not([type=checkbox]), textarea, select");

  /* The keys of a page, each with what it does; none while one types or a dialog is open. */
  function onKeys(keys) {
    document.addEventListener("keydown", (event) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const does = event.key === "?" ? help : keys[event.key];
      if (!does || $("dialog[open]")) return;
      if (does(event) !== false) event.preventDefault();
    });
  }
  document.addEventListener("click", (event) => { if (event.target.closest("[data-act=keys]")) help(); });
  window.labelwarden = { $, $$, csrf, trouble, onKeys, isTyping };

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

    /* A typed label and the pictures it names come together; all others one by one, with progress. */
    async function batches(files) {
      if ($("#one-label").checked) return [files];
      const left = new Set(files), groups = [];
      for (const file of files.filter((one) => /\.(ya?ml|json)$/i.test(one.name) && one.size < 1e6)) {
        if (!left.has(file)) continue;
        const words = await file.text();
        const named = files.filter((other) => left.has(other) && other !== file && words.includes(other.name));
        [file, ...named].forEach((one) => left.delete(one));
        groups.push([file, ...named]);
      }
      return [...groups, ...[...left].map((file) => [file])];
    }

    /* What a folder holds, with what its folders hold. */
    async function filesOf(entry) {
      if (entry.isFile) return [await new Promise((found, none) => { entry.file(found, none); })];
      const reader = entry.createReader(), entries = [];
      for (;;) {
        const some = await new Promise((found, none) => { reader.readEntries(found, none); });
        if (!some.length) break;
        entries.push(...some);
      }
      return (await Promise.all(entries.filter((one) => !one.name.startsWith(".")).map(filesOf))).flat();
    }

    async function take(files) {
      trouble("");
      let taken = 0, done = 0;
      const faults = [];
      const waiting = await batches(files);
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
            const more = await send(form);
            taken += more; // read after the wait, in which others have added theirs
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
      again();
    }

    const again = () => htmx.ajax("GET", location.href, { target: "#table", swap: "innerHTML" });
    $("#files").addEventListener("change", async (event) => {
      const files = [...event.target.files];
      // At once, so that the next choice is not emptied when this one is done.
      event.target.value = "";
      if (files.length) await take(files);
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
        again();
      } catch (error) { trouble(error.message); }
    });
    const over = (event) => { if (event.dataTransfer.types.includes("Files")) { event.preventDefault(); drop.classList.add("over"); } };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    document.addEventListener("drop", async (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      // Asked for before anything is waited for: the browser forgets what was dropped when this function yields.
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const given = [...event.dataTransfer.files];
      const files = entries.some((entry) => entry.isDirectory) ? (await Promise.all(entries.map(filesOf))).flat() : given;
      if (files.length) take(files);
    });
  }

  if (!drop) {
    // Elsewhere a file that is let go would take the place of the page.
    const isFile = (event) => event.dataTransfer.types.includes("Files");
    document.addEventListener("dragover", (event) => { if (isFile(event)) event.preventDefault(); });
    document.addEventListener("drop", (event) => { if (isFile(event)) { event.preventDefault(); trouble("Files are dropped on the queue."); } });
  }

  if (document.body.classList.contains("queue")) {
    const rows = () => $$(".queue-rows td a");
    const at = () => rows().findIndex((link) => link === document.activeElement);
    const go = (place) => { const link = rows()[Math.max(0, Math.min(rows().length - 1, place))]; link?.focus(); link?.scrollIntoView({ block: "nearest" }); };
    onKeys({
      j: () => go(at() + 1), ArrowDown: () => go(at() + 1), k: () => go(at() - 1), ArrowUp: () => go(at() - 1),
      n: () => $("tr.open a")?.click(), f: () => $("#files")?.click(), "/": () => $("#q").focus(),
    });
    // A table that is loaded anew while labels are read keeps the place that one has got to.
    let place = null;
    document.addEventListener("htmx:beforeSwap", () => { place = document.activeElement?.closest(".queue-rows a")?.getAttribute("href"); });
    document.addEventListener("htmx:afterSwap", () => { if (place) rows().find((link) => link.getAttribute("href") === place)?.focus(); });
  }
  if (document.body.classList.contains("unread")) onKeys({ n: () => $("a[rel=next]")?.click(), q: () => { location.href = "/"; } });

})();
