/** A kiosk that keeps no packs and says nothing of itself, shown at the desk: it stands where keeping.js does. */

import { format } from "./pack.js";

const NOTHING = { release: "", version: "", packs: {}, used: 0, quota: 0, faults: [], uptime: 0 };

export class Keeping {
  async start() {}
  async round() {}
  async examine() {
    return 0;
  }
  async state() {
    return NOTHING;
  }
  packs() {
    return [];
  }
  yield() {}
  fault() {}
}

export const opus = format() === "opus";
