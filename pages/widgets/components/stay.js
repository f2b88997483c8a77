// Where does the cursor go when what a key pressed is gone, or opens something elsewhere?
//
// A redraw takes a button away (a row that is done, a form that is closed, a screen that is left), and
// the browser would begin again at the top of the page. A mouse needs nothing of this.

const ABLE = 'input, textarea, button, summary, a[href], [tabindex="0"]'
const OVER = '[data-testid="stPopoverBody"]'
const ROW = '[class*="st-key-_open_"] button'
const LONGEST = 8000
let opened = null // the row of a list whose one is read beside it

function watchPresses() {
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.(ABLE)
    if (!pressed || event.detail !== 0 || document.activeElement !== pressed) return
    if (pressed.closest(".stPopover") && pressed.ariaExpanded !== "true") return goInto(Date.now() + LONGEST)
    const around = neighbours(pressed)
    const from = location.pathname
    if (pressed.matches(ROW)) opened = pressed
    whenStill(() => {
      const at = document.activeElement
      if (location.pathname !== from) return arriveAt(at)
      if (at === pressed && pressed === opened) name(beside(pressed)?.querySelector("h2, h3"))?.focus()
      if (at === document.body) (around().find(canHold) ?? name(document.querySelector(".stMain h1")))?.focus()
    })
  }, true)
}

function arriveAt(at) {
  opened = null
  if (at.matches("body, .stAppHeader *")) name(document.querySelector(".stMain h1"))?.focus()
}

// What opens over the page stands at the end of the page. Nothing in it is chosen yet: a second Enter
// must not close a call.
function goInto(until) {
  const over = document.querySelector(OVER)
  if (over) {
    over.tabIndex = -1
    over.focus()
  } else if (Date.now() < until) setTimeout(() => goInto(until), 50)
}

// What comes after it, then what stands before it, nearest first; of what lies over the page, only that
// and the button that opened it. When all that was read beside a list is gone, its row or the first one.
function neighbours(pressed) {
  const part = pressed.closest(OVER)
  const all = [...(part ?? document).querySelectorAll(ABLE)].filter((one) => part || inScreen(one))
  const here = all.indexOf(pressed)
  const after = all.slice(here + 1, here + 9)
  const before = all.slice(0, Math.max(here, 0)).reverse()
  const side = opened && beside(opened)
  if (part) return () => [...after, ...before, ...document.querySelectorAll('.stPopover button[aria-expanded="true"]')]
  if (!side?.contains(pressed)) return () => [...after, ...inItsPlace(before), ...before]
  const close = [...after, ...before].filter((one) => side.contains(one))
  return () => [...close, opened, ...document.querySelectorAll(ROW), ...before]
}

// Where all that came after it is gone too, something else stands there now: behind what stood before it.
function inItsPlace(before) {
  const all = [...document.querySelectorAll(ABLE)].filter(inScreen)
  const last = all.indexOf(before.find(canHold))
  return last < 0 ? [] : all.slice(last + 1, last + 9)
}

const inScreen = (one) => one.closest(".stMain") && !one.closest(".st-key-top_bar, .st-key-someone_card")
const canHold = (one) =>
  one.isConnected && one.tabIndex >= 0 && !one.disabled && one.getClientRects().length > 0 && !one.matches('[aria-label^="Help for"]')

// Another screen begins at its name, and so does what a list opens; the next Tab is in its first question.
function name(heading) {
  if (heading) heading.tabIndex = -1
  return heading
}

// The part of the screen to the right of a list.
const beside = (one) => one.closest('[data-testid="stColumn"]')?.nextElementSibling

// The server has been done for a third of a second.
function whenStill(then, since = 0, until = Date.now() + LONGEST) {
  const done = document.querySelector(".stApp")?.dataset.testScriptState === "notRunning"
  if (done && since && Date.now() - since > 350) return then()
  if (Date.now() < until) setTimeout(() => whenStill(then, done ? since || Date.now() : 0, until), 50)
}
