/* The editor of rules: it goes to the line of a fault, and lets the file be taken. */
"use strict";
(() => {
  const editor = document.getElementById("pack-text");
  let kept = editor.value;

  function goTo(line, column, focus) {
    const lines = editor.value.split("\n");
    if (line < 1 || line > lines.length) return;
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const height = Number.parseFloat(getComputedStyle(editor).lineHeight);
    editor.setSelectionRange(start + Math.max(0, column - 1), start + lines[line - 1].length);
    editor.scrollTop = Math.max(0, (line - 4) * height);
    if (focus) editor.focus();
  }

  goTo(Number(editor.dataset.line), 1, false);

  document.addEventListener("click", (event) => {
    const place = event.target.closest("button[data-line]");
    if (place) goTo(Number(place.dataset.line), Number(place.dataset.column), true);
  });

  // Two requests fill one place: what was tried is not overwritten by the faults, which it tells as well.
  const form = document.getElementById("bench");
  let trying = false, tried = null;
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === editor) {
      if (trying || editor.value === tried) event.preventDefault();
      return;
    }
    trying = true;
    tried = editor.value;
    htmx.trigger(editor, "htmx:abort");
  });
  form.addEventListener("htmx:afterRequest", (event) => { if (event.detail.elt === form) trying = false; });

  document.getElementById("take").addEventListener("click", (event) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([editor.value], { type: "text/yaml" }));
    link.download = event.target.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
    kept = editor.value;
  });

  // What was typed is on nobody's disk yet.
  window.addEventListener("beforeunload", (event) => { if (editor.value !== kept) event.preventDefault(); });
})();
