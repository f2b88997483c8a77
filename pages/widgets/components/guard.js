// Nothing typed is lost (product.md 1, "Drafts, exactly").
//
// Each keystroke is copied to this tab's memory at once, posted after 300 ms of quiet or 0.8 s of
// typing, and tried again each second until the server has it; then the copy goes. On leaving the
// page a beacon carries what is still unsaved. The server issues the versions.

const QUIET = 300
const LONGEST = 800
const AGAIN = 1000
const COPY = "peerline:draft:"
const TEXT = 'input:not([type="checkbox"]):not([type="radio"]):not([role="combobox"]), textarea'

export default function ({ data, parentElement, setTriggerValue }) {
  const guard = (window.peerline ??= make())
  guard.show(parentElement.querySelector(".pl-saved"))
  guard.onConflict = (met) => setTriggerValue("conflict", met)
  guard.begin(data.call, data.versions)
  const button = parentElement.querySelector(".pl-not-known")
  button.onclick = () => lastAsked && setTriggerValue("not_known", { key: lastAsked, at: Date.now() })
  const strike = parentElement.querySelector(".pl-strike")
  strike.onclick = () => striking(guard, strike, (key) => setTriggerValue("strike", { key, at: Date.now() }))
}

// "Please don't write that down": a first press asks, a second one within five seconds strikes. What is
// on its way is waited for, so that the server strikes it too.
let sure = 0
async function striking(guard, button, strike) {
  if (!lastAsked) return
  if (!sure) {
    const words = button.textContent
    button.textContent = "Strike it for good?"
    sure = setTimeout(() => ((sure = 0), (button.textContent = words)), 5000)
    button.dataset.words = words
    return
  }
  clearTimeout(sure)
  sure = 0
  button.textContent = button.dataset.words
  const key = lastAsked
  await guard.strike(key)
  strike(key)
}

// The question the person was in last: "not known" is said of it (look.md 3, Alt+N).
let lastAsked = null
document.addEventListener("focusin", (event) => {
  const box = event.target.closest?.('[class*="st-key-d_"], [class*="st-key-c_d_"]')
  const name = box && [...box.classList].find((c) => /^st-key-(c_)?d_/.test(c))
  if (name) lastAsked = name.slice("st-key-".length)
}, true)

function make() {
  const fields = new Map() // "call field" → what is known about it
  let call = null
  let mark = null
  let said = { words: "", mood: "" }

  // -- what is known about a field ----------------------------------------------------------

  function entry(of, field) {
    const name = `${of} ${field}`
    if (!fields.has(name)) {
      fields.set(name, {
        call: of, field, value: null, base: 0, edit: 0, sent: -1, open: false, left: false,
        flying: null, timer: 0, since: 0, stuck: false,
      })
    }
    return fields.get(name)
  }

  const waiting = () => [...fields.values()].filter((one) => one.edit > one.sent && one.value !== null)

  function remember(one) {
    const copy = { value: one.value, base: one.base }
    try {
      sessionStorage.setItem(`${COPY}${one.call} ${one.field}`, JSON.stringify(copy))
    } catch {
      say("This browser keeps no copy: do not close it before it says saved.", "trying")
    }
  }

  const forgetCopy = (one) => sessionStorage.removeItem(`${COPY}${one.call} ${one.field}`)

  // -- typing -------------------------------------------------------------------------------

  function typed(event) {
    const found = fieldOf(event)
    if (!found || !call || emptying) return
    const one = entry(call, found.field)
    one.value = found.element.value
    one.edit += 1
    one.open = true
    one.left = false
    one.stuck = false
    one.since ||= Date.now()
    remember(one)
    plan(one, Math.max(0, Math.min(QUIET, one.since + LONGEST - Date.now())))
  }

  function leftField(event) {
    const found = fieldOf(event)
    if (!found || !call) return
    const one = fields.get(`${call} ${found.field}`)
    if (!one?.open) return
    one.left = true
    one.open = false
    one.edit += 1
    remember(one)
    plan(one, 0)
  }

  function plan(one, wait) {
    clearTimeout(one.timer)
    one.timer = setTimeout(() => send(one), wait)
  }

  // -- sending ------------------------------------------------------------------------------

  function note(one) {
    return JSON.stringify({
      call: one.call, field: one.field, value: one.value, base: one.base,
      tab: tab(), seq: nextSeq(), left: one.left,
    })
  }

  // One post at a time for a field, so that what was typed last arrives last.
  function send(one) {
    if (one.flying) return one.flying
    if (one.edit <= one.sent || one.stuck) return Promise.resolve()
    one.since = 0
    const edit = one.edit
    one.flying = post(one, edit).finally(() => {
      one.flying = null
      if (one.edit > one.sent && !one.stuck) plan(one, one.retry ? AGAIN : 0)
    })
    return one.flying
  }

  async function post(one, edit) {
    one.retry = true
    const words = note(one)
    let answer, body
    try {
      answer = await fetch("/api/draft", {
        method: "POST", keepalive: words.length < 16000, credentials: "same-origin",
        headers: { "Content-Type": "application/json" }, body: words,
      })
      body = await answer.json()
    } catch {
      say("Not saved yet, trying. Keep typing.", "trying")
      return
    }
    one.retry = false
    if (answer.ok || answer.status === 409) return kept(one, edit, body, answer.status === 409)
    refused(one, answer.status, body)
  }

  function kept(one, edit, body, two) {
    one.base = body.version
    one.sent = Math.max(one.sent, edit)
    if (one.edit === edit) forgetCopy(one)
    else remember(one)
    if (two) {
      const met = { field: one.field, theirs: body.theirs, yours: body.yours, version: body.version }
      guard.onConflict?.(met)
      say("Somebody else wrote here too. Both texts are kept and shown.", "")
    } else if (!waiting().length) {
      say(`saved ${clock(new Date(body.saved_at))}`, "")
    }
  }

  function refused(one, status, body) {
    const words = body?.error ?? ""
    if (status === 401) {
      one.retry = true
      say("You are signed out. Your words wait in this tab: sign in in another one.", "stuck")
    } else if (status >= 500 || status === 429) {
      one.retry = true
      say("Not saved yet, trying. Keep typing.", "trying")
    } else {
      one.stuck = true // the same words would be refused again; new ones are tried
      say(`Not saved: ${words} Your words stay on the screen.`, "stuck")
    }
  }

  // A page that goes away may not wait for an answer: the copy stays until the next page has one.
  function depart() {
    for (const one of waiting()) {
      if (one.stuck) continue
      const body = new Blob([note(one)], { type: "application/json" })
      navigator.sendBeacon("/api/draft", body)
    }
  }

  // -- coming back --------------------------------------------------------------------------

  function begin(now, versions) {
    const first = call !== now
    call = now
    for (const [field, version] of Object.entries(versions)) {
      const one = entry(now, field)
      if (one.edit <= Math.max(one.sent, 0)) one.base = Math.max(one.base, version)
    }
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(COPY)) restore(name)
    }
    // What was typed in the moment before the guard stood.
    const at = document.activeElement
    if (first && at?.matches(TEXT) && at.value) typed({ composedPath: () => [at] })
    // A call that opens begins in its first question; words that wait to be put back come before that.
    const waits = Object.keys(sessionStorage).some((name) => name.startsWith(COPY))
    if (first && !waits && (!at || at.matches("body, h1, .stAppHeader *"))) arrive(() => true)
  }

  // Words that were typed before a reload and never acknowledged.
  function restore(name) {
    const [of, field] = name.slice(COPY.length).split(" ")
    const one = entry(of, field)
    if (one.value !== null) return // typed on this page, already on its way
    let copy
    try {
      copy = JSON.parse(sessionStorage.getItem(name))
    } catch {
      sessionStorage.removeItem(name)
      return
    }
    Object.assign(one, { value: copy.value, base: copy.base, left: true, open: false })
    one.edit += 1
    plan(one, 0)
    if (of === call) putBack(one, Date.now() + 3000)
  }

  // The field may be drawn a moment later than the guard.
  function putBack(one, until) {
    const element = document.querySelector(`.${CSS.escape(classFor(one.field))} :is(${TEXT})`)
    if (element && element.value !== one.value && document.activeElement !== element) {
      const kind = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
      Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(element, one.value)
      element.dispatchEvent(new Event("input", { bubbles: true }))
      element.dispatchEvent(new FocusEvent("focusout", { bubbles: true }))
    }
    if (!element && Date.now() < until) setTimeout(() => putBack(one, until), 100)
  }

  // -- striking -----------------------------------------------------------------------------

  let emptying = false

  async function strike(key) {
    const box = document.querySelector(`.st-key-${CSS.escape(key)}`)
    const element = box?.querySelector(TEXT)
    const field = element && fieldOfElement(element)
    if (!field) return
    const one = entry(call, field)
    clearTimeout(one.timer)
    while (one.flying) await one.flying
    clearTimeout(one.timer)
    Object.assign(one, { value: null, sent: one.edit, open: false, left: false, stuck: false })
    forgetCopy(one)
    await empty(element)
    say("Gone from this screen.", "")
  }

  // Left like any field, so that the page keeps no text of its own; and a moment for that to travel.
  async function empty(element) {
    const kind = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
    emptying = true
    element.focus()
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(element, "")
    element.dispatchEvent(new Event("input", { bubbles: true }))
    element.blur()
    emptying = false
    await new Promise((resolve) => setTimeout(resolve, 150))
  }

  // -- this tab -----------------------------------------------------------------------------

  // A reloaded page is the same tab to the server; a duplicated one must not be.
  function tab() {
    if (!guard.tab) {
      const again = performance.getEntriesByType("navigation")[0]?.type === "reload"
      guard.tab = (again && sessionStorage.getItem("peerline:tab")) || newName()
      sessionStorage.setItem("peerline:tab", guard.tab)
    }
    return guard.tab
  }

  function nextSeq() {
    const seq = Number(sessionStorage.getItem("peerline:seq") ?? 0) + 1
    sessionStorage.setItem("peerline:seq", String(seq))
    return seq
  }

  const newName = () =>
    [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("")

  // -- the mark -----------------------------------------------------------------------------

  function say(words, mood) {
    said = { words, mood }
    draw()
  }

  function draw() {
    if (!mark) return
    if (mark.textContent !== said.words) mark.textContent = said.words
    mark.dataset.mood = said.mood
  }

  const clock = (at) => at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false })

  // Everything is on disk (or time is up): true if nothing waits any more.
  async function flush(longest) {
    const until = Date.now() + longest
    while (waiting().some((one) => !one.stuck) && Date.now() < until) {
      await Promise.race([
        Promise.all(waiting().map((one) => (clearTimeout(one.timer), send(one)))),
        new Promise((resolve) => setTimeout(resolve, until - Date.now())),
      ])
      if (waiting().some((one) => one.retry)) await new Promise((r) => setTimeout(r, 100))
    }
    return waiting().length === 0
  }

  const guard = {
    begin,
    flush,
    strike,
    show: (element) => {
      mark = element
      draw()
    },
    holds: (element) => {
      const one = fields.get(`${call} ${fieldOfElement(element)}`)
      return Boolean(one && one.edit > one.sent && one.value !== null)
    },
    forget: () => fields.clear(),
    onConflict: null,
    tab: null,
  }

  setInterval(tick, 1000)
  document.addEventListener("input", typed, true)
  document.addEventListener("focusout", leftField, true)
  window.addEventListener("pagehide", depart)
  document.addEventListener("visibilitychange", () => document.hidden && depart())
  return guard
}

// How long the call has lasted, in the top bar (look.md 2).
function tick() {
  const clock = document.querySelector(".top .clock[data-since]")
  if (!clock) return
  const seconds = Math.max(0, Math.floor(Date.now() / 1000 - Number(clock.dataset.since)))
  const two = (n) => String(n).padStart(2, "0")
  const hours = Math.floor(seconds / 3600)
  clock.textContent = `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

// -- the field path in the page (pages/widgets/state.py, key_for) ------------------------------

function fieldOf(event) {
  const element = event.composedPath()[0]
  if (!(element instanceof Element) || !element.matches(TEXT)) return null
  const field = fieldOfElement(element)
  return field ? { element, field } : null
}

function fieldOfElement(element) {
  const box = element.closest('[class*="st-key-d_"]')
  const name = box && [...box.classList].find((c) => c.startsWith("st-key-d_"))
  return name ? name.slice("st-key-d_".length).replaceAll("--", ".") : null
}

const classFor = (field) => `st-key-d_${field.replaceAll(".", "--")}`
