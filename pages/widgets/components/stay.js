// Where does the cursor go when what a key pressed is gone, or opens something elsewhere?
//
// A redraw takes a button away (a row that is done, a form that is closed, a screen that is left), and
// the browser would begin again at the top of the page. A mouse needs nothing of this.

const ABLE = 'input, textarea, button, summary, a[href], [tabindex="0"]'
const OVER = '[data-testid="stPopoverBody"]'
const LONGEST = 8000

function watchPresses() {
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.(ABLE)
    if (!pressed || event.detail !== 0) return
    if (pressed.closest(".stPopover") && pressed.ariaExpanded !== "true") return goInto(Date.now() + LONGEST)
    const around = neighbours(pressed)
    const from = location.pathname
    whenStill(() => {
      const at = document.activeElement
      const left = location.pathname !== from
      if (at !== document.body && !(left && at.closest(".stAppHeader"))) return
      const near = !left && around.find((one) => one.isConnected && canHold(one))
      ;(near || heading())?.focus({ preventScroll: !near })
    })
  }, true)
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
// and the button that opened it.
function neighbours(pressed) {
  const over = pressed.closest(OVER)
  const all = [...(over ?? document).querySelectorAll(ABLE)].filter((one) => over || inScreen(one))
  const here = all.indexOf(pressed)
  const opener = over ? [...document.querySelectorAll('.stPopover button[aria-expanded="true"]')] : []
  return [...all.slice(here + 1, here + 9), ...all.slice(0, Math.max(here, 0)).reverse(), ...opener]
}

const inScreen = (one) => one.closest(".stMain") && !one.closest(".st-key-top_bar, .st-key-someone_card")
const canHold = (one) =>
  one.tabIndex >= 0 && !one.disabled && one.getClientRects().length > 0 && !one.matches('[aria-label^="Help for"]')

// Another screen begins at its name; the next Tab is in its first question.
function heading() {
  const name = document.querySelector(".stMain h1")
  if (name) name.tabIndex = -1
  return name
}

// The server has been done for a third of a second.
function whenStill(then, since = 0, until = Date.now() + LONGEST) {
  const done = document.querySelector(".stApp")?.dataset.testScriptState === "notRunning"
  if (done && since && Date.now() - since > 350) return then()
  if (Date.now() < until) setTimeout(() => whenStill(then, done ? since || Date.now() : 0, until), 50)
}
