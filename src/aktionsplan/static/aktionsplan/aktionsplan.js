// Small help only; every page works without it.
document.documentElement.classList.add("js");
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:responseError", lost);
function lost() {
  const state = document.getElementById("save-state");
  const text = document.getElementById("save-lost");
  if (state && text) state.replaceChildren(...text.content.cloneNode(true).childNodes);
}
document.addEventListener("click", (event) => {
  const question = event.target.closest("[data-ask]");
  if (question && !window.confirm(question.dataset.ask)) event.preventDefault();
});
let typed = null;
document.addEventListener("input", (event) => {
  typed = event.target.closest("form[data-unsaved]") || typed;
  const state = document.getElementById("save-state");
  const text = document.getElementById("not-yet-saved");
  if (typed && state && text) state.replaceChildren(...text.content.cloneNode(true).childNodes);
});
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
document.addEventListener("submit", (event) => {
  if (event.target === typed) typed = null;
  const button = event.submitter;
  if (button && !event.defaultPrevented) setTimeout(() => { button.disabled = true; }, 0);
});
window.addEventListener("pageshow", () => document.querySelectorAll("button[disabled]").forEach((b) => { b.disabled = false; }));
