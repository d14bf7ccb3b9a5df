/** The page without signal: says what is on this phone, and tries again. */

import { all } from "./phone.js";

export class OnThisPhone extends (globalThis.HTMLElement ?? Object) {
  async connectedCallback() {
    const site = new URL(this.dataset.site, location.href).href;
    const again = document.querySelector("[data-action=again]");
    // Only back into this site: the part behind the `#` could be anyone's.
    const asked = location.hash.slice(1);
    if (asked.startsWith(site)) again.href = asked;
    again.addEventListener("click", (event) => {
      event.preventDefault();
      location.replace(again.href);
    });
    const tours = (await all("packs").catch(() => [])).filter((pack) => pack.title && pack.root === site);
    for (const { title, tour, language } of tours) {
      const item = this.querySelector("template").content.cloneNode(true);
      const link = item.querySelector("a");
      link.textContent = title;
      link.lang = language;
      link.dir = "auto";
      link.href = `${site}${language}/${tour}/`;
      this.querySelector("ul").append(item);
    }
    this.querySelector("[data-part=nothing]").hidden = tours.length > 0;
  }
}

globalThis.customElements?.define("on-this-phone", OnThisPhone);
