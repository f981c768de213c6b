const byId = (id) => document.getElementById(id);
const PAUSE_MS = 2000;
let mails = [];
let chosen = decodeURIComponent(location.hash.slice(1));
let shown = null;

const words = (kind) => (kind ?? "none").replaceAll("_", " ");
const HAPPENED = {
  delivery: "it was delivered",
  delay: "it is delayed",
  bounce: "it came back for good",
  complaint: "its reader complained about it",
};
const time = (iso) => new Date(iso).toLocaleString();

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function row(mail) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-current", String(mail.id === chosen));
  button.append(
    element("span", "subject", mail.subject),
    element("span", "at", time(mail.sent_at)),
    element("span", "to", mail.to),
    element("span", "kind", words(mail.kind)),
  );
  button.addEventListener("click", () => {
    chosen = mail.id;
    history.replaceState(null, "", `#${encodeURIComponent(mail.id)}`);
    draw();
  });
  button.dataset.id = mail.id;
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function read(mail) {
  byId("mail").hidden = !mail;
  byId("choose").hidden = Boolean(mail) || mails.length === 0;
  if (!mail || shown === mail.id) return;
  shown = mail.id;
  byId("event-answer").textContent = "";
  byId("subject").textContent = mail.subject;
  byId("sender").textContent = mail.sender;
  byId("to").textContent = mail.to;
  byId("reply-to").textContent = mail.reply_to || "–";
  byId("sent-at").textContent = time(mail.sent_at);
  byId("sent-at").dateTime = mail.sent_at;
  byId("kind-of-mail").textContent = words(mail.kind);
  byId("text").textContent = mail.text;
  byId("html").srcdoc = `<base target="_blank">${mail.html ?? ""}`;
  show(mail.html ? "html" : "text");
}

function show(part) {
  for (const each of ["html", "text"]) {
    byId(each).hidden = each !== part;
    byId(`show-${each}`).setAttribute("aria-pressed", String(each === part));
  }
}

async function tell(event) {
  const mail = mails.find((each) => each.id === shown);
  const words = await ask({ message_id: mail.message_id, event });
  // Somebody may have gone on to another mail.
  if (shown === mail.id) byId("event-answer").textContent = words;
}

async function ask(body) {
  try {
    const answer = await fetch("/_local/mail/events", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return `${new Date().toLocaleTimeString()}: told the platform that ${HAPPENED[body.event]}.`;
    return (await answer.json()).Message;
  } catch {
    return "The platform does not answer. Nothing was sent.";
  }
}

function draw() {
  const kind = byId("kind").value;
  const wanted = mails.filter((mail) => !kind || mail.kind === kind);
  const focused = document.activeElement?.dataset?.id;
  byId("mails").replaceChildren(...wanted.map(row));
  if (focused) byId("mails").querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  byId("count").textContent = `(${wanted.length})`;
  byId("empty").hidden = wanted.length > 0;
  read(mails.find((mail) => mail.id === chosen));
}

async function refresh() {
  try {
    const answer = await fetch("/_local/mail", { headers: { Accept: "application/json" } });
    const found = await answer.json();
    const isNew = found.length !== mails.length || found[0]?.id !== mails[0]?.id;
    mails = found;
    if (isNew) draw();
  } catch {
    // The platform is stopped; the next try finds it when it is back.
  }
  setTimeout(refresh, PAUSE_MS);
}

byId("kind").addEventListener("change", draw);
byId("show-html").addEventListener("click", () => show("html"));
byId("show-text").addEventListener("click", () => show("text"));
for (const button of document.querySelectorAll("[data-event]")) {
  button.addEventListener("click", () => tell(button.dataset.event));
}
draw();
refresh();
