// The match lists: one component for all of them, so that a change of facts moves cards, not the page.
// All text goes in by textContent; nothing a caller or a listing says is ever parsed as HTML.

function el(tag, cls, text) {
  const node = document.createElement(tag)
  if (cls) node.className = cls
  if (text !== undefined && text !== null) node.textContent = text
  return node
}

function button(name, words, match, act) {
  const node = el("button", name === "refer" ? "main" : "", words)
  node.type = "button"
  node.dataset.act = `${name} ${match.list} ${match.key}`
  node.setAttribute("aria-label", `${words}: ${match.name}`)
  node.addEventListener("click", () => act(name, match.key, match.list))
  return node
}

// The number behind the words on how it went: asked for when it is opened, put away when pressed again.
function behind(match, act) {
  const line = el("div", "behind")
  const ask = button("went", match.went, match, act)
  ask.setAttribute("aria-expanded", match.behind ? "true" : "false")
  line.append(ask)
  if (match.behind) line.append(el("span", "", ` ${match.behind}`))
  return line
}

// Each sentence, and below it the rule that says it and what its source wrote.
function why(found) {
  const box = el("div", "why")
  const list = el("ul")
  for (const [words, rule, restsOn] of found.lines) {
    const line = el("li")
    line.append(el("div", "", words), el("div", "rule", rule), el("div", "rests", restsOn))
    list.append(line)
  }
  box.append(list, el("div", "rests", found.source))
  return box
}

// What they said on the telephone: one press each, a wait two. Opened and closed here alone.
function telling(match, act, told) {
  const box = el("div", "tell")
  box.setAttribute("role", "group")
  box.setAttribute("aria-label", `What did they tell you? ${match.name}`)
  const weeks = el("div", "weeks")
  weeks.hidden = true
  weeks.append(el("span", "", "How many weeks?"))
  const press = (words, more, name) => {
    const node = el("button", "", words)
    node.type = "button"
    node.setAttribute("aria-label", `${name}: ${match.name}`)
    node.addEventListener("click", () => told.press(match, more))
    return node
  }
  for (const [number, words] of told.weeks) weeks.append(press(words, { kind: "waits", weeks: number }, `${words} weeks`))
  for (const [kind, words] of told.heard) {
    const node = press(words, { kind }, words)
    if (kind === "waits") {
      const waits = node.cloneNode(true)
      waits.textContent = `${words} …`
      waits.setAttribute("aria-expanded", "false")
      waits.addEventListener("click", () => {
        weeks.hidden = !weeks.hidden
        waits.setAttribute("aria-expanded", String(!weeks.hidden))
        if (!weeks.hidden) weeks.querySelector("button").focus()
      })
      box.append(waits)
    } else box.append(node)
  }
  box.append(weeks)
  return box
}

function card(match, act, fresh, told) {
  const box = el("li", fresh ? "card fresh" : "card")
  const said = el("div", "said")
  const name = el("div", "name", match.name)
  if (match.when) name.append(el("span", "when", match.when))
  said.append(name)
  const about = [match.phone, match.where, match.distance].filter(Boolean).join(" · ")
  if (about) said.append(el("div", "about", about))
  if (match.also) said.append(el("div", "unknown", match.also))
  if (match.reasons) said.append(el("div", "reason", match.reasons))
  if (match.unknowns) said.append(el("div", "unknown", match.unknowns))
  if (match.cautions) said.append(el("div", "caution", match.cautions))
  if (match.went) said.append(behind(match, act))
  const ask = button("why", match.why ? "Close" : "Why?", match, act)
  ask.className = "ask"
  ask.setAttribute("aria-expanded", match.why ? "true" : "false")
  said.lastElementChild.append(" ", ask)
  if (told.heard.length) said.lastElementChild.append(" ", tellKey(box, match, act, told))
  if (match.reported) said.append(reported(match, act))
  box.append(said)
  const foot = el("div", "foot")
  for (const [name, words] of match.acts) {
    foot.append(button(name, words, match, act))
  }
  if (match.done) foot.append(el("span", "done", match.done))
  const side = el("div", "side")
  if (match.fresh) side.append(el("div", "lately", match.fresh))
  side.append(foot)
  box.append(side)
  if (match.why) box.append(why(match.why))
  return box
}

function tellKey(box, match, act, told) {
  const key = el("button", "ask", "They told me …")
  key.type = "button"
  key.dataset.act = `tell ${match.list} ${match.key}`
  key.setAttribute("aria-label", `They told me …: ${match.name}`)
  const show = (open) => {
    told.open(match, open)
    key.setAttribute("aria-expanded", String(open))
    box.querySelector(".tell")?.remove()
    if (open) box.append(telling(match, act, told))
  }
  show(told.isOpen(match))
  key.addEventListener("click", () => show(key.getAttribute("aria-expanded") !== "true"))
  return key
}

function reported(match, act) {
  const line = el("div", "caution", `${match.reported} `)
  line.setAttribute("role", "status")
  const undo = button("untell", "Undo", match, act)
  undo.className = "ask"
  line.append(undo)
  return line
}

function group(slot, act, seen, told) {
  const box = el("div")
  box.append(el("h4", "", slot.title))
  const list = el("ul")
  for (const match of slot.matches) list.append(card(match, act, seen.size > 0 && !seen.has(match.id), told))
  box.append(list)
  return box
}

// Whoever pressed a key by keyboard stays on it, though it was drawn anew; if it is gone ("Refer" once it is
// on their list), on the card; if that is gone, in its list.
function stay(root, pressed) {
  const [, list, key] = pressed.split(" ")
  const on = (which) => root.querySelector(which)
  const same = on(`[data-act="${CSS.escape(pressed)}"]`)
  const card = same ?? on(`.foot [data-act$="${CSS.escape(` ${list} ${key}`)}"]`)
  ;(card ?? on(`.foot [data-act*="${CSS.escape(` ${list} `)}"]`))?.focus({ preventScroll: true })
}

// The first cards of a list stand open; the rest wait behind one press, so that every list is in view.
function folded(section, slots, open) {
  let shown = 0
  const rest = el("details")
  for (const slot of slots) {
    const first = slot.folded ? [] : slot.matches.slice(0, Math.max(0, 3 - shown))
    const later = slot.matches.slice(first.length)
    shown += first.length
    if (first.length) section.append(open({ ...slot, matches: first }))
    if (later.length) rest.append(open({ ...slot, matches: later }))
  }
  if (rest.childElementCount) {
    rest.prepend(el("summary", "", "More, to ring first, and nearly fitting"))
    section.append(rest)
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".offers")
  const drawn = JSON.stringify(data)
  if (root.dataset.drawn === drawn) return
  const seen = new Set(JSON.parse(root.dataset.ids || "[]"))
  const place = root.parentElement ? root.parentElement.scrollTop : 0
  const act = (name, key, list, more) => setTriggerValue("act", { name, key, list, at: Date.now(), ...more })
  const told = {
    heard: data.heard || [],
    weeks: data.weeks || [],
    isOpen: (match) => root.dataset.telling === match.id,
    open(match, is) {
      if (is) root.dataset.telling = match.id
      else if (root.dataset.telling === match.id) delete root.dataset.telling
    },
    press(match, more) {
      delete root.dataset.telling
      // The keys go with the press: who came by keyboard stays on the key that opened them.
      root.querySelector(`[data-act="${CSS.escape(`tell ${match.list} ${match.key}`)}"]`)?.focus({ preventScroll: true })
      act("told", match.key, match.list, more)
    },
  }
  const ids = []
  const opened = new Set([...root.querySelectorAll("details[open]")].map((d) =>
    d.matches(".list") ? d.getAttribute("aria-label") : `more ${d.parentElement.getAttribute("aria-label")}`))
  const pressed = root.getRootNode().activeElement?.dataset?.act
  root.replaceChildren()
  for (const list of data.lists) {
    const section = list.folded ? el("details", "list") : el("section")
    section.setAttribute("aria-label", list.title)
    if (list.folded) section.append(el("summary", "", list.title))
    else section.append(el("h3", "", list.title))
    if (list.note) section.append(el("p", "note", list.note))
    folded(section, list.slots, (slot) => group(slot, act, seen, told))
    for (const slot of list.slots) ids.push(...slot.matches.map((m) => m.id))
    if (list.empty) section.append(el("p", "empty", list.empty))
    if (list.left_out) section.append(el("p", "left", list.left_out))
    const rest = section.querySelector("details")
    if (rest && opened.has(`more ${list.title}`)) rest.open = true
    if (list.folded && opened.has(list.title)) section.open = true
    root.append(section)
  }
  if (pressed) stay(root, pressed)
  root.dataset.drawn = drawn
  root.dataset.ids = JSON.stringify(ids)
  if (root.parentElement) root.parentElement.scrollTop = place
}
