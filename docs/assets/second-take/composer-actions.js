// The buttons under the letter: copy, mail, files, paper, another wording.

import { askFor, Refusal } from "./asking.js";
import { assemble } from "./edits.js";
import { copy, download, openMail, print } from "./hand-over.js";

export function handOver(composer) {
  const on = (name, act) => composer.querySelector(`[data-do="${name}"]`).addEventListener("click", () => act(composer));
  on("copy", copyLetter);
  on("copy-subject", copySubject);
  on("mail", mail);
  on("print", ({ last, state }) => print(assemble(last.letter, state.edits).subject));
  on("another", () => composer.change({ wording: composer.state.wording + 1, wordings: {} }));
  for (const button of composer.querySelectorAll("[data-export]")) {
    button.addEventListener("click", () => exportAs(composer, button.dataset.export));
  }
}

function made(composer) {
  return assemble(composer.last.letter, composer.state.edits);
}

async function copyLetter(composer) {
  const done = await copy(made(composer).text, composer.part("bar"));
  const gaps = composer.gapsInWords();
  if (!done) composer.status.now(composer.say("selected"));
  else composer.status.now(composer.last.letter.gaps.length ? composer.say("copied-gaps", { gaps }) : composer.say("copied"));
}

async function copySubject(composer) {
  const done = await copy(made(composer).subject, composer.part("bar"));
  composer.status.now(composer.say(done ? "copied-subject" : "selected"));
}

function written(composer, format) {
  const { subject, text } = made(composer);
  return askFor("export", { ...composer.question(), format, subject, text });
}

async function mail(composer) {
  const { text } = made(composer);
  await copy(text, composer.part("bar"));
  try {
    const { text: address } = await written(composer, "mailto");
    openMail(address.trim());
    composer.status.now(composer.say(address.includes("body=") ? "mail" : "mail-long"));
  } catch (error) {
    refuse(composer, error);
  }
}

async function exportAs(composer, format) {
  try {
    const file = await written(composer, format);
    download(file);
    composer.status.now(composer.say("saved"));
  } catch (error) {
    refuse(composer, error);
  }
}

function refuse(composer, error) {
  if (error instanceof Refusal) composer.status.now(composer.say("refused", { message: error.message }));
}
