// A long list of which some are left out, and one press for the rest: hundreds of boxes in one element.

const drawn = new WeakMap()

function element(tag, cls, words) {
  const made = document.createElement(tag)
  if (cls) made.className = cls
  if (words !== undefined) made.textContent = words
  return made
}

function line(each, held) {
  const row = element("li")
  const label = element("label")
  const box = element("input")
  box.type = "checkbox"
  box.checked = true
  box.addEventListener("change", () => {
    box.checked ? held.out.delete(each.id) : held.out.add(each.id)
    held.count()
  })
  label.append(box, element("span", "name", each.name), element("span", "where", each.where))
  label.append(element("span", "of", each.of))
  row.append(label)
  held.boxes.push([each.id, box])
  return row
}

function all(held, on) {
  for (const [id, box] of held.boxes) {
    box.checked = on
    on ? held.out.delete(id) : held.out.add(id)
  }
  held.count()
}

function draw(root, data, held) {
  held.out = new Set()
  held.boxes = []
  const list = root.querySelector("ul")
  list.setAttribute("aria-label", data.label)
  list.replaceChildren(...data.lines.map((each) => line(each, held)))
  held.count()
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ticks")
  let held = drawn.get(root)
  if (!held) {
    held = { ids: "", pressed: false }
    drawn.set(root, held)
    const [press, every, none] = root.querySelectorAll("button")
    press.addEventListener("click", () => {
      const ids = held.boxes.map(([id]) => id).filter((id) => !held.out.has(id))
      if (held.pressed || !ids.length) return
      held.pressed = press.disabled = true
      held.send(ids)
    })
    every.addEventListener("click", () => all(held, true))
    none.addEventListener("click", () => all(held, false))
  }
  held.send = (ids) => setTriggerValue("joined", { ids, at: Date.now() })
  held.count = () => {
    const many = held.boxes.length - held.out.size
    const press = root.querySelector("button")
    press.textContent = many === 1 ? data.press_one : data.press.replace("{}", many)
    press.disabled = held.pressed || !many
  }
  held.pressed = false // whatever was pressed is answered by this drawing
  const ids = data.lines.map((each) => each.id).join()
  if (ids !== held.ids) {
    held.ids = ids
    draw(root, data, held)
  }
  held.count()
}
