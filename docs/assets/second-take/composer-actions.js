// The buttons under the letter: copy, mail, files, paper, another wording.

import { askFor, Refusal } from "./asking.js";
import { assemble } from "./edits.js";
import { copy, copyParagraphs, download, openMail, print } from "./hand-over.js";

export function handOver(composer) {
  const on = (name, act) => composer.querySelector(`[data-do="${name}"]`).addEventListener("click", () => act(composer));
  on("copy", copyLetter);
  on("copy-subject", copySubject);
  on("mail", mail);
  on("copy-rich", copyRich);
  on("share", share);
  on("print", ({ last, edits }) => print(assemble(last.letter, edits).subject));
  on("another", () => composer.change({ wording: composer.state.wording + 1, wordings: {} }, ""));
  composer.querySelector('[data-do="share"]').hidden = !navigator.share;
  for (const button of composer.querySelectorAll("[data-export]")) {
    button.addEventListener("click", () => exportAs(composer, button.dataset.export));
  }
}

function made(composer) {
  return assemble(composer.last.letter, composer.edits);
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

// With its paragraphs, for a message that is written in a mail program's own window.
async function copyRich(composer) {
  const { text } = made(composer);
  const done = await copyParagraphs(text);
  composer.status.now(composer.say(done ? "copied-rich" : "selected"));
  if (!done) await copy(text, composer.part("bar"));
}

async function share(composer) {
  const { subject: title, text } = made(composer);
  try {
    await navigator.share({ title, text });
  } catch (error) {
    if (error.name !== "AbortError") composer.status.now(composer.say("share-not"));
  }
}

function written(composer, format) {
  const { subject, text } = made(composer);
  const { situation } = composer.question();
  const to = Number(composer.shown.match(/^panel-(\d+)$/)?.[1] ?? 0);
  return askFor("export", { situation, format, subject, text, to, page: location.origin + location.pathname });
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
