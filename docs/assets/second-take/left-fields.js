// A browser may put a page aside as it was left and show it again when the person comes back. WebKit then empties every
// form that asks the browser not to fill it in, as all of ours do, and tells no one. What stood in them is put back.

const FIELDS = "input:not([type=file]), textarea, select";

let left = [];

addEventListener("pagehide", () => {
  left = Array.from(document.querySelectorAll(FIELDS), (field) => ({ field, value: field.value, checked: field.checked }));
});

function putBack() {
  for (const { field, value, checked } of left) {
    if (field.value !== value) field.value = value;
    if (field.checked !== checked) field.checked = checked;
  }
}

// They are emptied after this event.
addEventListener("pageshow", ({ persisted }) => persisted && setTimeout(putBack));
