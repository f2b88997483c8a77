// A notes field that stays usable while the server is away. The guard keeps its text.
//
// What Python hands over replaces the text only if it is new and nobody is typing here.

export default function ({ data, parentElement }) {
  const box = parentElement.querySelector("textarea")
  parentElement.querySelector(".pl-notes span").textContent = data.label
  box.style.height = box.style.height || `${data.height}px`
  const given = data.value ?? ""
  if (box.dataset.given === given) return
  const first = box.dataset.given === undefined
  const busy = document.activeElement === box || window.peerline?.holds(box)
  if (first || !busy) box.value = given
  box.dataset.given = given
}
