"use strict";

/* Whatever comes from the server is put into the page as text, never as markup. */

const byId = id => document.getElementById(id);
let language = "en";
let key = null;
let view = null;
let running = null;

const word = name => WORDS[language][name];

function make(tag, cls, text) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}

function number(value) {
  return new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en").format(value);
}

/* ---- asking the server ---- */

async function ask(method, path, body) {
  const options = { method, headers: {}, cache: "no-store", credentials: "omit" };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch("/api/conversations" + path, options);
  if (!answer.ok) {
    const failure = new Error("status " + answer.status);
    failure.status = answer.status;
    throw failure;
  }
  return answer;
}

async function open(notice) {
  if (running) running.abort();
  const old = key;
  view = await (await ask("POST", "", { language })).json();
  key = view.key;
  if (old) ask("DELETE", "/" + old).catch(() => {});
  byId("log").replaceChildren(greeting());
  if (notice) byId("log").append(make("p", "notice", notice));
  render();
  byId("message").focus();
}

/* Calls back for every event of a stream; a piece of an event waits for the rest. */
async function events(answer, onEvent) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += value;
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      const lines = rest.slice(0, end).split("\n");
      rest = rest.slice(end + 2);
      const field = name => lines.filter(line => line.startsWith(name + ": ")).map(line => line.slice(name.length + 2)).join("\n");
      onEvent(field("event"), JSON.parse(field("data")));
    }
  }
}

async function send(text) {
  const said = text.trim();
  if (!said || running) return;
  const log = byId("log");
  log.querySelector(".greeting")?.remove();
  const mine = make("div", "user");
  mine.append(make("p", "", said));
  const answer = make("article", "assistant busy");
  const prose = make("p", "text");
  answer.append(prose);
  log.append(mine, answer);
  follow(true);
  running = new AbortController();
  busy(true);
  let finished = false;
  try {
    const reply = await fetch("/api/conversations/" + key + "/messages", {
      method: "POST", headers: { "Content-Type": "application/json" }, cache: "no-store",
      credentials: "omit", body: JSON.stringify({ text: said }), signal: running.signal
    });
    if (reply.status === 404) {
      running = null;
      await open(word("gone"));
      return;
    }
    if (!reply.ok) throw Object.assign(new Error("status " + reply.status), { status: reply.status });
    await events(reply, (name, data) => {
      if (name === "piece") {
        const near = isNearEnd();
        prose.append(data.text);
        follow(near);
      } else if (name === "turn") {
        finished = true;
        view = data;
        finish(answer, prose);
      } else if (name === "failed") {
        throw new Error("failed");
      }
    });
    if (!finished) throw new Error("broke off");
    say(word("answered"));
  } catch (failure) {
    const reason = failure.name === "AbortError" ? word("stopped") : failure.status === 409 ? word("busy") : word("failed");
    answer.append(make("p", "notice", reason));
    say(reason);
    byId("message").value = byId("message").value || said;
    grow();
  } finally {
    answer.classList.remove("busy");
    running = null;
    busy(false);
    follow(false);
  }
}

/* The whole answer replaces its pieces: titles are marked, items follow as cards. */
function finish(answer, prose) {
  const near = isNearEnd();
  const last = view.last;
  prose.replaceChildren();
  let at = 0;
  for (const mention of last.mentions) {
    if (mention.start < at || mention.end > last.text.length) continue;
    prose.append(last.text.slice(at, mention.start), make("mark", "", last.text.slice(mention.start, mention.end)));
    at = mention.end;
  }
  prose.append(last.text.slice(at));
  if (last.items.length) {
    const cards = make("div", "cards");
    for (const item of last.items) cards.append(card(item));
    answer.append(cards);
  }
  for (const problem of last.trace.degradations) answer.append(make("p", "notice", word("less") + ": " + problem));
  render();
  follow(near);
}

/* ---- what is shown ---- */

function greeting() {
  const box = make("div", "greeting");
  box.append(make("h3", "", word("hello")), make("p", "", word("about")));
  const starters = make("div", "starters");
  for (const starter of word("starters")) {
    const button = make("button", "", starter);
    button.type = "button";
    button.addEventListener("click", () => send(starter));
    starters.append(button);
  }
  box.append(starters);
  return box;
}

function card(item) {
  const box = make("div", "card");
  box.dataset.item = item.id;
  box.append(make("h4", "", item.title));
  if (item.category) box.append(make("p", "where", item.category));
  const facts = make("p", "facts");
  if (item.price) facts.append(make("b", "", item.price));
  for (const fact of item.facts) facts.append(make("span", "", fact));
  box.append(facts);
  const react = make("div", "react");
  for (const reaction of ["liked", "disliked", "known"]) {
    const button = make("button", "", word(reaction));
    button.type = "button";
    button.dataset.reaction = reaction;
    button.setAttribute("aria-pressed", String(item.reaction === reaction));
    button.addEventListener("click", () => react1(button, item, react));
    react.append(button);
  }
  box.append(react);
  return box;
}

async function react1(button, item, group) {
  const chosen = button.getAttribute("aria-pressed") === "true" ? "none" : button.dataset.reaction;
  try {
    view = await (await ask("POST", "/" + key + "/reactions", { item: item.id, reaction: chosen })).json();
    for (const other of group.children) other.setAttribute("aria-pressed", String(other.dataset.reaction === chosen));
    render();
  } catch (failure) {
    say(failure.status === 409 ? word("busy") : word("failed"));
  }
}

function render() {
  renderCandidates();
  renderWishes();
  renderTrace();
  byId("model").textContent = view.model;
  byId("undo").disabled = !view.canUndo || Boolean(running);
}

function renderCandidates() {
  const { count, total, head } = view.candidates;
  byId("count").textContent = word("left")(number(count), number(total));
  byId("meter").style.width = Math.max(1.5, 100 * Math.sqrt(count / Math.max(1, total))) + "%";
  const list = byId("candidates");
  list.replaceChildren();
  if (!head.length) list.append(make("p", "empty", word("noCandidates")));
  for (const item of head) {
    const row = make("li", item.shown ? "shown" : "");
    const title = make("span", "title", item.title);
    title.title = item.title;
    row.append(title, make("span", "price", item.price));
    const score = make("div", "score");
    const bar = make("div", "bar");
    const fill = make("span");
    fill.style.width = Math.round(100 * item.score) + "%";
    bar.append(fill);
    bar.title = word("popularity");
    const label = word("popularity") + " " + item.score.toFixed(2);
    score.append(bar, make("span", "", item.of ? label + " · " + word("fits")(item.fits, item.of) : label));
    row.append(score);
    list.append(row);
  }
}

function renderWishes() {
  const list = byId("wishes");
  list.replaceChildren();
  if (!view.wishes.length) list.append(make("li", "empty", word("noWishes")));
  for (const wish of view.wishes) {
    const row = make("li", wish.active ? "" : "ended");
    row.append(make("span", "kind " + wish.kind, word(wish.kind)), make("span", "what", wish.text), make("span", "when", word("turn")(wish.turn)));
    list.append(row);
  }
}

function renderTrace() {
  const list = byId("trace");
  list.replaceChildren();
  const trace = view.last && view.last.trace;
  byId("trace-sum").textContent = trace ? word("sum")(number(Math.round(trace.millis)), number(trace.tokens)) : "";
  if (!trace) {
    list.append(make("p", "empty", word("noTrace")));
    return;
  }
  const step = (name, extra, time, detail, code, bad) => {
    const row = make("li", bad ? "bad" : "");
    const stage = make("span", "stage", name);
    if (extra) stage.append(" ", make("small", "", extra));
    row.append(stage, make("span", "when", time === null ? "" : (time < 10 ? time.toFixed(1) : Math.round(time)) + " " + word("ms")));
    if (detail || code) {
      const more = make("div", "detail", detail || "");
      if (code) more.append(make("code", "", code));
      row.append(more);
    }
    list.append(row);
  };
  const call = made => step(word(made.purpose) || made.purpose, made.model, made.millis,
    made.cached ? word("cached") : word("tokens")(number(made.input), number(made.output)), "", false);
  trace.calls.filter(made => made.purpose === "plan" || made.purpose === "summary").forEach(call);
  for (const tool of trace.tools) {
    step(tool.tool, tool.before === tool.after ? "" : number(tool.before) + " → " + number(tool.after), tool.millis,
      tool.observation, tool.input === "{}" ? "" : tool.input, tool.outcome !== "ok");
  }
  trace.calls.filter(made => made.purpose !== "plan" && made.purpose !== "summary").forEach(call);
  for (const found of trace.findings) step(word("removed"), found.kind, null, found.problem, "", true);
  for (const less of trace.degradations) step(word("less"), "", null, less, "", true);
}

/* ---- small things ---- */

function say(text) { byId("status").textContent = text; }

function busy(on) {
  byId("send").textContent = on ? word("stop") : word("send");
  byId("send").classList.toggle("stop", on);
  byId("undo").disabled = on || !view.canUndo;
}

const isNearEnd = () => { const log = byId("log"); return log.scrollHeight - log.scrollTop - log.clientHeight < 120; };

function follow(wanted) {
  if (wanted) byId("log").scrollTop = byId("log").scrollHeight;
}

function grow() {
  const field = byId("message");
  field.style.height = "auto";
  field.style.height = Math.min(field.scrollHeight + 2, 176) + "px";
}

function localise() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = word("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = word(node.dataset.placeholder);
  byId("lang-en").setAttribute("aria-pressed", String(language === "en"));
  byId("lang-zh").setAttribute("aria-pressed", String(language === "zh"));
}

async function choose(chosen) {
  language = chosen;
  localise();
  await open();
}

function showView(name, focus) {
  document.querySelector("main").dataset.view = name;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const on = tab.id === "tab-" + name;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    if (on && focus) tab.focus();
  }
}

byId("form").addEventListener("submit", event => {
  event.preventDefault();
  if (running) {
    running.abort();
    return;
  }
  const field = byId("message");
  const text = field.value;
  field.value = "";
  grow();
  send(text);
});
byId("message").addEventListener("input", grow);
byId("message").addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !running) {
    event.preventDefault();
    byId("form").requestSubmit();
  }
});
byId("undo").addEventListener("click", async () => {
  try {
    view = await (await ask("POST", "/" + key + "/undo", {})).json();
    render();
    say(word("undone"));
  } catch (failure) {
    say(failure.status === 409 ? word("busy") : word("failed"));
  }
});
byId("restart").addEventListener("click", () => open().catch(() => say(word("failed"))));
byId("lang-en").addEventListener("click", () => choose("en").catch(() => say(word("failed"))));
byId("lang-zh").addEventListener("click", () => choose("zh").catch(() => say(word("failed"))));
for (const name of ["talk", "inside"]) {
  byId("tab-" + name).addEventListener("click", () => showView(name, false));
  byId("tab-" + name).addEventListener("keydown", event => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") showView(name === "talk" ? "inside" : "talk", true);
  });
}

choose(navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en").catch(() => say(word("failed")));
