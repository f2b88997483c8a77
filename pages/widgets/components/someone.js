// "I need someone": the card of whoever asks or is asked, on every screen.
//
// The page asks the server itself. Nothing of the screen runs again for it, so nothing jumps and no
// change of screen is met halfway. All text goes in by textContent.

const EVERY = 1000

export default function ({ data, parentElement, setTriggerValue }) {
  const card = (window.peerlineSomeone ??= make())
  card.mount(parentElement.querySelector(".pl-someone"), data, (call) =>
    setTriggerValue("open", { call, at: Date.now() }),
  )
}

function make() {
  let root, open
  let all = false
  let drawn = ""
  let busy = false
  let waits = true // I asked, and it is not settled; until the first answer, perhaps

  async function look() {
    const asked = document.querySelector(".pl-asked")
    if (busy || !root?.isConnected || !(all || waits || asked)) return
    await ask("/api/summons", "GET")
    // The mark on the desk is older than what the server says now.
    if (!waits && asked) asked.classList.remove("pl-asked")
  }

  async function ask(path, method) {
    busy = true
    try {
      const answer = await fetch(path, { method, credentials: "same-origin" })
      if (answer.ok) draw(await answer.json())
      else if (answer.status === 401) draw({ waiting: [], mine: [] })
    } catch {
      // The server is away: the card stays as it is, and is asked for again.
    } finally {
      busy = false
    }
  }

  function draw(found) {
    waits = found.mine.length > 0
    const now = JSON.stringify(found)
    if (now === drawn && root.childElementCount === found.waiting.length + found.mine.length) return
    drawn = now
    const held = document.activeElement?.dataset?.who
    root.replaceChildren(...found.waiting.map(theirs), ...found.mine.map(own))
    root.hidden = !root.childElementCount
    if (held) root.querySelector(`[data-who="${CSS.escape(held)}"]`)?.focus()
  }

  function theirs(one) {
    const row = line(one, `${one.by} needs someone`, one.coming ? "you are coming" : "nobody yet")
    row.append(button("Open the call", `open ${one.id}`, "", () => open(one.call)))
    // The last place, so that nothing beside it moves when it turns into the other.
    row.append(
      one.coming
        ? button("It is settled", `last ${one.id}`, "", () => post(one.id, "settle"))
        : button("I'm coming", `last ${one.id}`, "main", () => post(one.id, "come")),
    )
    return row
  }

  function own(one) {
    const at = new Date(one.since * 1000)
    const clock = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false })
    const coming = one.coming ? `${one.coming} is coming` : "nobody yet"
    const row = line(one, `Asked at ${clock} on ${one.number}: ${coming}`, "")
    if (one.ring.length) {
      row.querySelector(".said").append(el("p", "ring", `Ring ${one.ring.join(", then ")}.`))
    }
    row.append(button("It is settled", `last ${one.id}`, "", () => post(one.id, "settle")))
    return row
  }

  function line(one, title, state) {
    const row = el("div", "row")
    const said = el("div", "said")
    said.setAttribute("role", "status")
    said.append(el("b", "", title))
    if (state) {
      const tier = one.tier === "not_cleared" ? "not cleared" : one.tier
      said.append(" ", el("span", `tier ${one.tier}`, tier), ` call ${one.number}, ${state}`)
    }
    const clock = el("span", "elapsed", "")
    clock.dataset.since = one.since
    row.append(said, clock)
    return row
  }

  const post = (id, act) => ask(`/api/summons/${id}/${act}`, "POST")

  function button(words, who, kind, press) {
    const made = el("button", kind, words)
    made.type = "button"
    made.dataset.who = who
    made.addEventListener("click", press)
    return made
  }

  function el(tag, cls, text) {
    const node = document.createElement(tag)
    if (cls) node.className = cls
    if (text) node.textContent = text
    return node
  }

  setInterval(look, EVERY)
  return {
    mount(element, data, opened) {
      if (element !== root) drawn = ""
      root = element
      all = data.all
      open = async (call) => {
        if (window.peerline) await window.peerline.flush(1500)
        opened(call)
      }
      look()
    },
  }
}
