// The week in parts of a day: 28 boxes in one element, a whole day or part by its name.
// What is pressed goes to the server together, a moment after the last press.

const SOON = 350

function cell(tag, node, cls) {
  const box = document.createElement(tag)
  if (cls) box.className = cls
  box.append(node)
  return box
}

function button(words, title, press) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = words
  made.title = title
  made.setAttribute("aria-label", title)
  made.addEventListener("click", press)
  return made
}

function draw(root, data, chosen, changed) {
  const boxes = new Map()
  const all = (keys) => {
    const on = !keys.every((key) => chosen.has(key))
    for (const key of keys) on ? chosen.add(key) : chosen.delete(key)
    for (const key of keys) boxes.get(key).checked = on
    changed()
  }
  const table = document.createElement("table")
  const head = table.createTHead().insertRow()
  head.append(cell("td", ""))
  data.parts.forEach((part, p) => {
    const keys = data.days.map((_, d) => `${d},${p}`)
    head.append(cell("th", button(part, `Every ${part}, ${data.hours[p]}`, () => all(keys))))
  })
  const body = table.createTBody()
  data.days.forEach((day, d) => {
    const row = body.insertRow()
    const keys = data.parts.map((_, p) => `${d},${p}`)
    row.append(cell("th", button(day.slice(0, 3), `All of ${day}`, () => all(keys))))
    keys.forEach((key, p) => {
      const box = document.createElement("input")
      box.type = "checkbox"
      box.setAttribute("aria-label", `${day} ${data.parts[p]}, ${data.hours[p]}`)
      box.addEventListener("change", () => {
        box.checked ? chosen.add(key) : chosen.delete(key)
        changed()
      })
      boxes.set(key, box)
      row.append(cell("td", box))
    })
  })
  root.append(table)
  return boxes
}

const drawn = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".week")
  let held = drawn.get(root)
  if (!held) {
    held = { chosen: new Set(), timer: 0, boxes: null }
    drawn.set(root, held)
    held.boxes = draw(root.querySelector(".grid"), data, held.chosen, () => {
      clearTimeout(held.timer)
      held.timer = setTimeout(() => { held.timer = 0; held.send() }, SOON)
    })
  }
  held.send = () => setTriggerValue("chosen", { cells: [...held.chosen], at: Date.now() })
  if (held.timer) return // presses on their way stand above what the server knew
  held.chosen.clear()
  for (const key of data.chosen) held.chosen.add(key)
  for (const [key, box] of held.boxes) box.checked = held.chosen.has(key)
}
