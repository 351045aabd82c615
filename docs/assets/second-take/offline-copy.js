// <offline-copy>: makes the site work without a connection, says so, and takes the copy away again.

import { onProgress } from "./engine.js";
import { hasCopy, isDeclined, makeCopy, makeCopyUnlessWriting, removeCopy } from "./offline.js";
import { forget } from "./snapshot.js";
import { sayingsOf, statusLine } from "./sayings.js";
import { watchVersions } from "./new-version.js";

class OfflineCopy extends HTMLElement {
  static define(tag = "offline-copy", registry = customElements) {
    registry.define(tag, this);
  }

  async connectedCallback() {
    this.say = sayingsOf(this);
    this.status = statusLine(this.querySelector('[role="status"]'));
    this.button("keep").addEventListener("click", () => this.keep());
    this.button("remove").addEventListener("click", () => this.takeAway());
    this.show(await hasCopy());
    this.keepAfterEngine();
  }

  button(name) {
    return this.querySelector(`[data-do="${name}"]`);
  }

  show(there) {
    this.button("keep").hidden = there;
    this.button("remove").hidden = !there;
    this.querySelector('[data-part="state"]').textContent = this.say(there ? "here" : "not-here");
  }

  // Whoever has loaded the engine has shown that they want to write; its files are in the browser already.
  keepAfterEngine() {
    if (navigator.connection?.saveData) return;
    const stop = onProgress(({ state }) => {
      if (state !== "ready") return;
      queueMicrotask(() => stop());
      if (!isDeclined()) this.keepUnasked();
    });
  }

  // Without a word: what goes wrong here is tried again on the next visit.
  async keepUnasked() {
    try {
      await makeCopyUnlessWriting();
      watchVersions();
      this.change(true);
    } catch (error) {
      console.info("no offline copy was made:", error.reason ?? error.message);
    }
  }

  async keep() {
    this.status.now(this.say("getting"));
    try {
      await makeCopy((step) => this.status.now(this.say("progress", step)));
      watchVersions();
      this.change(true, "kept");
    } catch (error) {
      this.status.now(this.say(error.reason ?? "unavailable"));
    }
  }

  async takeAway() {
    await removeCopy();
    await forget(); // the engine's memory, which starts the next visit faster
    this.change(false, "removed");
  }

  // The pressed button goes away: the focus moves to the one that takes its place.
  change(there, words) {
    const held = this.contains(document.activeElement);
    this.show(there);
    if (held) this.button(there ? "remove" : "keep").focus();
    if (words) this.status.now(this.say(words));
  }
}

OfflineCopy.define();
