// What a sentence's note can do to the draft: own words, leaving out, another wording, ignoring a finding.

export function sentenceActs(composer) {
  const edit = (id, change) => {
    const edits = { ...composer.edits };
    const next = change(edits[id] ?? {});
    if (next.out || next.text !== undefined) edits[id] = next;
    else delete edits[id];
    composer.changeEdits(edits, `edit ${id}`);
  };
  return {
    edit: (id, text) => edit(id, (before) => ({ ...before, text, base: composedText(composer, id) })),
    leaveOutAll: (ids, out) => {
      const edits = { ...composer.edits };
      for (const id of ids) {
        edits[id] = { ...edits[id], out };
        if (!out && edits[id].text === undefined) delete edits[id];
      }
      composer.changeEdits(edits, "");
    },
    keepMine: (id) => edit(id, (before) => ({ ...before, base: composedText(composer, id) })),
    leaveOut: (id, out) => edit(id, (before) => ({ ...before, out })),
    restore: (id) => edit(id, () => ({})),
    put: (id, before) => edit(id, () => before ?? {}),
    another: (id) => composer.changeWordings(stepped(composer.wordings, id)),
    leftOut: ({ length }) => composer.panel.tell("too-long", { count: length.toLocaleString("en") }),
    row: (finding) => composer.panel.rowFor(finding),
    label: (path) => labelOf(composer, path),
  };
}

function stepped(wordings, id) {
  return { ...wordings, [id]: (wordings[id] ?? 0) + 1 };
}

function composedText(composer, id) {
  return composer.view.pieces.find((piece) => piece.id === id)?.composed ?? "";
}

// A field path as the question it answers.
function labelOf({ form, picker, state }, path) {
  if (/^mishaps(\[\d+\])?(\.id)?$/.test(path)) return picker.label(state.chosen[0]);
  const name = path.replace(/^mishaps\[(\d+)\]/, (_, index) => `mishaps[${state.chosen[index]}]`);
  const control = form.querySelector(`[name="${CSS.escape(name)}"]`) ?? form.querySelector(`[name^="${CSS.escape(name)}"]`);
  return control?.closest(".st-field").querySelector("label, legend")?.textContent;
}
