// Puts the cursor into one field (or on one button) when it first appears, unless somebody is typing.
export default function ({ data }) {
  if (!data) return
  const place = () => {
    const field = document.querySelector(
      ["input", "textarea", "button"].map((kind) => `.st-key-${CSS.escape(data.field)} ${kind}`).join(", "))
    if (!field) return false
    const typing = document.activeElement && document.activeElement.matches("input, textarea")
    if (!field.dataset.offered && !typing) field.focus({ preventScroll: true })
    field.dataset.offered = "yes"
    return true
  }
  if (place()) return
  let tries = 0
  const wait = setInterval(() => (place() || ++tries > 20) && clearInterval(wait), 50)
  return () => clearInterval(wait)
}
