/** Where a kiosk begins: at its invitation, whatever its address says. Nobody can lead it from outside. */
export async function begin() {}
