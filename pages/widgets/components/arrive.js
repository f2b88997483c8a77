// Another step begins at its head, wherever the last one was scrolled to. Who came by a key finds the
// cursor in its first question; a mouse leaves it where it was.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(':is([class*="st-key-step_"], .st-key-next, .st-key-danger, .st-key-read_out) button')
  if (!button) return
  for (const part of document.querySelectorAll(".st-key-middle, .st-key-right")) {
    part.scrollTop = 0
    if (part.parentElement) part.parentElement.scrollTop = 0
  }
  if (event.detail === 0) arrive(wayOf(button))
}, true)

const AT = { danger: "at_2", read_out: "at_8" }
const nameOf = (box) => [...box.classList].find((c) => c.startsWith("st-key-"))?.slice("st-key-".length)
const stepNow = () => document.querySelector('.st-key-middle [class*="st-key-at_"]')

// Is this the step the button leads to? "Next" leads to any other one.
function wayOf(button) {
  const name = nameOf(button.closest('[class*="st-key-"]'))
  const before = stepNow() && nameOf(stepNow())
  return (at) => (name === "next" ? at !== before : at === (AT[name] ?? name.replace("step_", "at_")))
}

// Once the step is drawn, unless the person has gone somewhere else meanwhile.
function arrive(isThere, from = document.activeElement, until = Date.now() + 8000) {
  const head = stepNow()
  const drawn = document.querySelector(".stApp")?.dataset.testScriptState === "notRunning" &&
    !document.querySelector('.st-key-middle [data-testid="stSkeleton"]')
  if (head && drawn && isThere(nameOf(head))) {
    const at = document.activeElement
    if (at === from || at.matches("body, h1")) firstQuestion(head)?.focus({ preventScroll: true })
  } else if (Date.now() < until) {
    setTimeout(() => arrive(isThere, from, until), 50)
  }
}

const firstQuestion = (head) =>
  [...document.querySelectorAll(".st-key-middle :is(input, textarea, button, summary)")].find(
    (one) =>
      head.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !head.contains(one) &&
      one.tabIndex >= 0 && !one.disabled && one.getClientRects().length && !one.matches('[aria-label^="Help for"]'))
