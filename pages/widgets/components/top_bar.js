// Who is here, the way out, and the keys of every screen (look.md 3).
//
// A key presses the real button, but only after the field being typed in was left and its text is
// kept: Streamlit's own shortcuts run without that text (streamlit.md 9.1).

const KEYS = { F2: "new_call", F4: "danger", F8: "read_out", F9: "need_someone" }
// What these answer stands beside the question: the cursor goes back into it.
const STAYS = ".st-key-need_someone, [class*='st-key-not_known'], .st-key-guard"

export default function ({ data, parentElement }) {
  const bar = parentElement.querySelector(".pl-bar")
  bar.querySelector(".pl-who").textContent = `${data.name}, ${data.role}`
  bar.querySelector(".pl-demo").hidden = !data.demo
  bar.querySelector("form").onsubmit = leave
  const list = parentElement.querySelector(".pl-key-list")
  bar.querySelector(".pl-keys button").onclick = () => list.showModal()
  if (!window.peerlineKeys) {
    window.peerlineKeys = true
    document.addEventListener("keydown", pressed, true)
    watchPresses()
    setInterval(tick, 1000)
  }
  tick()
}

// How long something has lasted, counted here and not by the server.
function tick() {
  for (const clock of document.querySelectorAll(".elapsed[data-since]")) {
    const seconds = Math.max(0, Math.floor(Date.now() / 1000 - Number(clock.dataset.since)))
    const two = (n) => String(n).padStart(2, "0")
    const hours = Math.floor(seconds / 3600)
    clock.textContent = `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  }
}

// The shared computer keeps nothing of a caller after the sign-out. What is not saved yet is sent
// first; if that fails, the person is asked.
async function leave(event) {
  event.preventDefault()
  const form = event.target
  const kept = window.peerline ? await window.peerline.flush(3000) : true
  if (!kept && !window.confirm("Some words are not saved yet. Sign out and lose them?")) return
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith("peerline:")) sessionStorage.removeItem(name)
  }
  if (window.peerline) window.peerline.forget()
  form.submit()
}

function pressed(event) {
  const button = wanted(event)
  if (!button) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (button instanceof HTMLInputElement) {
    button.focus()
    button.select()
  } else if (!event.repeat) {
    press(button)
  }
}

// The button or search box this key stands for on this screen; nothing if the screen has none.
function wanted(event) {
  const { key, code, altKey, ctrlKey, metaKey } = event
  if (ctrlKey || metaKey) return null
  if (!altKey && KEYS[key]) return buttonOf(KEYS[key])
  if (altKey && /^Digit[0-8]$/.test(code)) return buttonOf(`step_${code.slice(5)}`)
  if (altKey && code === "KeyN") return notKnown()
  if (altKey || isTyping(event)) return null
  if (key === "/") return searchBox() || find()
  if (key === "?") return visible(document.querySelector(".pl-keys button"))
  return null
}

// "Not known" belongs to the field the person is in; else to the screen.
function notKnown() {
  const field = document.activeElement?.closest('[class*="st-key-d_"]')
  const name = field && [...field.classList].find((c) => c.startsWith("st-key-d_"))
  return (name && buttonOf(name.replace("st-key-d_", "not_known_"))) || buttonOf("not_known") ||
    visible(document.querySelector(".pl-not-known"))
}

function buttonOf(name) {
  const button = document.querySelector(`.st-key-${CSS.escape(name)} button`)
  return button && !button.disabled ? visible(button) : null
}

// The search box of this screen; elsewhere, the way to the directory.
const searchBox = () => visible(document.querySelector(':is(.st-key-f_words, .st-key-find) input'))
const find = () =>
  visible([...document.querySelectorAll(".stAppHeader a")].find((a) => a.textContent.trim() === "Find"))

function visible(element) {
  return element && element.getClientRects().length ? element : null
}

function isTyping(event) {
  const at = event.composedPath()[0]
  return at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName || "")
}

async function press(button) {
  const name = [...(button.closest('[class*="st-key-"]')?.classList ?? [])].find((c) =>
    c.startsWith("st-key-"),
  )
  const was = document.activeElement
  const box = [...(was?.closest('[class*="st-key-"]')?.classList ?? [])].find((c) => c.startsWith("st-key-"))
  if (was instanceof HTMLElement) was.blur()
  if (window.peerline) await window.peerline.flush(1500)
  // The commit of the field travels first; a click in the same moment would overtake it.
  await new Promise((resolve) => setTimeout(resolve, 60))
  const still = button.isConnected ? button : document.querySelector(`.${name} button`)
  still?.click()
  if (still?.closest(STAYS)) giveBack(was, box)
}

// At once, so that typing goes on; and again when the question is drawn anew, for a few seconds.
function giveBack(was, box, until = Date.now() + 4000) {
  const one = was?.isConnected ? was : [...document.querySelectorAll(`.${box} :is(${ABLE})`)].find(canHold)
  if (document.activeElement === document.body) one?.focus({ preventScroll: true })
  else if (document.activeElement.closest(`.${box}`) === null) return
  if (Date.now() < until) setTimeout(() => giveBack(was, box, until), 100)
}
