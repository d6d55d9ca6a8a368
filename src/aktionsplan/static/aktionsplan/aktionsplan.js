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

// A running meeting: asks for a number every two seconds and fetches the page again only when it has changed.
const live = () => document.getElementById("live");
const fieldsOf = (root) => [...root.querySelectorAll("input:not([type=hidden]), textarea, select")];
// A form is the same only with the same hidden fields: what was typed for one item never lands in another.
const formOf = (field) => field.form && [field.form.action, ...[...field.form.querySelectorAll("input[type=hidden]:not([name=csrfmiddlewaretoken])")].map((hidden) => hidden.value)].join(" ");
const nameOf = (field) => [formOf(field), field.name, field.type === "radio" || field.type === "checkbox" ? field.value : ""].join(" ");
const touched = (field) => (field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue && field.tagName !== "SELECT");
function keepTyped(fresh, before, focus) {
  for (const field of fieldsOf(fresh)) {
    const known = before.find((old) => nameOf(old) === nameOf(field));
    if (known && touched(known)) { field.value = known.value; field.checked = known.checked; }
  }
  const seen = focus && document.getElementById(focus);
  if (seen) seen.focus();
}
async function refresh(here) {
  const answer = await fetch(window.location.href, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) { window.location.reload(); return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (!fresh) { window.location.reload(); return; }
  const before = fieldsOf(here), focus = document.activeElement && document.activeElement.id;
  const open = [...here.querySelectorAll("details[open] > summary")].map((line) => line.textContent);
  here.replaceWith(fresh);
  keepTyped(fresh, before, focus);
  fresh.querySelectorAll("details > summary").forEach((line) => { if (open.includes(line.textContent)) line.parentElement.open = true; });
}
async function ask() {
  const here = live();
  if (!here || document.hidden) return;
  try {
    const answer = await fetch(here.dataset.state, { headers: { "If-None-Match": here.dataset.tag } });
    if (answer.status === 304) return;
    if (answer.redirected || !answer.ok) { window.location.reload(); return; }
    const told = await answer.json(), before = here.dataset.tag;
    here.dataset.tag = answer.headers.get("ETag");
    const same = before.slice(1).split("-")[0] === String(told.version);
    if (!same || here.dataset.every === "all") await refresh(here);
    else {
      const shown = here.querySelector("[data-voted]"), more = told.voted - Number(before.slice(0, -1).split("-")[1]);
      if (shown) shown.textContent = String(Number(shown.textContent) + more);
    }
  } catch { /* no connection: the next question comes in two seconds */ }
}
if (live()) setInterval(ask, 2000);
