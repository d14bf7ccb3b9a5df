/** The switch on a tour's first page: whether one stop follows another by itself. */

import { get, put } from "./phone.js";

class PlayOn extends HTMLElement {
  async connectedCallback() {
    const box = this.querySelector("input");
    box.addEventListener("change", async () => {
      // What the phone does not keep is not shown as kept.
      await put("settings", box.checked, "goOn").catch(() => (box.checked = true));
    });
    box.checked = (await get("settings", "goOn").catch(() => true)) !== false;
    this.hidden = false;
  }
}

customElements.define("play-on", PlayOn);
