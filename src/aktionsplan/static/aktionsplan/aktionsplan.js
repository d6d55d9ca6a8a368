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
// A form that a passkey fills in is sent by the script that asked the device, never by the button or the Enter key alone.
document.addEventListener("submit", (event) => { if (event.target.matches("form[data-device]")) event.preventDefault(); });
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

// A chosen photo is sent at once.
document.addEventListener("change", (event) => { if (event.target.matches("input[data-send]") && event.target.files.length) event.target.form.requestSubmit(); });
// What is typed into a form that keeps it survives a lost connection: it stays in this tab until a page after the sending has come.
const KEEP = "kept:", fields = (form) => [...form.elements].filter((e) => e.name && !["hidden", "file", "submit"].includes(e.type));
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (form) sessionStorage.setItem(KEEP + location.pathname, JSON.stringify(fields(form).map((e) => [e.name, e.value])));
});
document.addEventListener("submit", (event) => { if (event.target.matches("form[data-keep]")) sessionStorage.setItem("kept-sent", KEEP + location.pathname); });
document.addEventListener("DOMContentLoaded", () => {
  const sent = sessionStorage.getItem("kept-sent"), form = document.querySelector("form[data-keep]"), here = KEEP + location.pathname;
  if (sent && (sent !== here || document.querySelector(".field--error"))) sessionStorage.removeItem(sent);
  sessionStorage.removeItem("kept-sent");
  for (const [name, value] of JSON.parse((form && sessionStorage.getItem(here)) || "[]")) if (form.elements[name]) form.elements[name].value = value;
});
// A running meeting: asks for a number every two seconds and fetches the page again only when it has changed.
const live = () => document.getElementById("live");
const fieldsOf = (root) => [...root.querySelectorAll("input:not([type=hidden]), textarea, select")];
// A form is the same only with the same hidden fields: what was typed for one item never lands in another.
const formOf = (field) => field.form && [field.form.action, ...[...field.form.querySelectorAll("input[type=hidden]:not([name=csrfmiddlewaretoken]):not([name=seen]):not([name=once])")].map((hidden) => hidden.value)].join(" ");
const nameOf = (field) => [formOf(field), field.name, field.type === "radio" || field.type === "checkbox" ? field.value : ""].join(" ");
const touched = (field) => {
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
};
const seenOf = (field) => field.form && field.form.querySelector("input[name=seen]");
function keepTyped(fresh, before) {
  for (const field of fieldsOf(fresh)) {
    const known = before.find((old) => nameOf(old) === nameOf(field));
    if (!known || !touched(known)) continue;
    field.value = known.value;
    field.checked = known.checked;
    // What the person had read before typing goes with the text, so that nobody else's words are overwritten.
    if (seenOf(field) && seenOf(known)) seenOf(field).value = seenOf(known).value;
  }
}
// Which control has the focus, in words that outlive the page: its form and name, or where a link leads.
const placeOf = (control) => [formOf(control) || "", control.name || "", control.value && control.tagName === "BUTTON" ? control.value : "", control.type === "radio" ? control.value : "", control.href || "", control.tagName].join(" ");
function keepFocus(fresh, place, caret) {
  const control = place && [...fresh.querySelectorAll("input, textarea, select, button, a, summary")].find((one) => placeOf(one) === place);
  if (!control) return;
  control.focus({ preventScroll: true });
  if (caret !== null && control.setSelectionRange && control.type !== "number" && control.type !== "radio") control.setSelectionRange(caret, caret);
}
async function refresh(here) {
  const answer = await fetch(window.location.href, { headers: { "X-Requested-With": "fetch" } });
  if (gone(answer)) { window.location.reload(); return; }
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (!fresh) { window.location.reload(); return; }
  const before = fieldsOf(here), focused = here.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && placeOf(focused), caret = focused && typeof focused.selectionStart === "number" ? focused.selectionStart : null;
  const open = [...here.querySelectorAll("details[open] > summary")].map((line) => line.textContent);
  here.replaceWith(fresh);
  keepTyped(fresh, before);
  fresh.querySelectorAll("details > summary").forEach((line) => { if (open.includes(line.textContent)) line.parentElement.open = true; });
  keepFocus(fresh, place, caret);
  const heard = document.getElementById("live-news"), title = fresh.querySelector("h1");
  if (heard && title) { const news = [title, fresh.querySelector("h2")].map((line) => (line ? line.textContent.trim() : "")).join(". "); if (heard.textContent !== news) heard.textContent = news; }
}
const gone = (answer) => answer.redirected || [401, 403, 404, 410].includes(answer.status);
async function ask() {
  const here = live();
  if (!here || document.hidden) return;
  try {
    const answer = await fetch(here.dataset.state, { headers: { "If-None-Match": here.dataset.tag } });
    if (answer.status === 304) return;
    if (gone(answer)) { window.location.reload(); return; }
    if (!answer.ok) return;
    const told = await answer.json(), before = here.dataset.tag;
    const same = before.slice(1).split("-")[0] === String(told.version);
    if (!same || here.dataset.every === "all") await refresh(here);
    else {
      here.dataset.tag = answer.headers.get("ETag");
      const shown = here.querySelector("[data-voted]"), more = told.voted - Number(before.slice(0, -1).split("-")[1]);
      if (shown) shown.textContent = String(Number(shown.textContent) + more);
    }
  } catch { /* no connection: the next question comes in two seconds, and the page still has its old number */ }
}
// After a deed the screen comes back where it was, unless another item is treated by then.
const headline = () => (live() && live().querySelector("h1") ? live().querySelector("h1").textContent : "");
document.addEventListener("submit", (event) => { if (event.target.closest("#live")) sessionStorage.setItem("live-place", JSON.stringify([window.location.pathname, headline(), window.scrollY])); });
if (live()) {
  const [path, title, top] = JSON.parse(sessionStorage.getItem("live-place") || "[]");
  sessionStorage.removeItem("live-place");
  if (path === window.location.pathname && title === headline()) window.scrollTo(0, top);
}
const next = async () => { await ask(); setTimeout(next, 2000); };
if (live()) setTimeout(next, 2000);
