// Shows only the facts of one kind or topic. Without this file the list is complete and the filters stay hidden.

const form = document.querySelector("[data-evidence-filter]");
const facts = [...document.querySelectorAll(".st-fact")];
const groups = [...document.querySelectorAll(".st-facts")];

function wanted(fact) {
  const grade = form.elements["filter-grade"].value;
  const topic = form.elements["filter-topic"].value;
  return (!grade || fact.dataset.grade.split(" ").includes(grade)) && (!topic || fact.dataset.topic === topic);
}

function show() {
  for (const fact of facts) fact.hidden = !wanted(fact);
  for (const group of groups) {
    const empty = [...group.children].every((fact) => fact.hidden);
    group.hidden = empty;
    group.previousElementSibling.hidden = empty;
  }
  form.querySelector("output").value = String(facts.filter((fact) => !fact.hidden).length);
}

// A link to one fact must lead to it, whatever the filters say.
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target?.hidden) return;
  form.reset();
  show();
  target.scrollIntoView();
}

if (form) {
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  show();
  reveal();
}
