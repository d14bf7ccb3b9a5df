/** Byte ranges as RFC 9110 says them: what a part of a kept file looks like. Pure. */

/**
 * The part that a Range header asks of a file of `size` bytes: first byte and the one after the last; null where
 * the whole is to be given (another unit, several ranges, anything malformed); "beyond" where nothing of it is there.
 * @param {string | null} header
 * @param {number} size in bytes
 * @returns {[number, number] | "beyond" | null}
 */
export function part(header, size) {
  const asked = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? "");
  if (!asked || (!asked[1] && !asked[2])) return null;
  if (!asked[1]) {
    const length = Number(asked[2]);
    return size && length ? [Math.max(0, size - length), size] : "beyond";
  }
  const first = Number(asked[1]);
  const last = asked[2] ? Number(asked[2]) : size - 1;
  if (asked[2] && last < first) return null;
  return first >= size ? "beyond" : [first, Math.min(last + 1, size)];
}

/**
 * A whole kept answer as the Range header wants it: itself, a 206 of a part, or 416.
 * @param {Response} whole
 * @param {string | null} header
 * @returns {Promise<Response>}
 */
export async function sliced(whole, header) {
  if (!header) return whole;
  const body = await whole.blob();
  const asked = part(header, body.size);
  const headers = new Headers(whole.headers);
  headers.set("Accept-Ranges", "bytes");
  if (!asked) return new Response(body, { headers });
  if (asked === "beyond") {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${body.size}` } });
  }
  const [first, end] = asked;
  headers.set("Content-Range", `bytes ${first}-${end - 1}/${body.size}`);
  headers.set("Content-Length", `${end - first}`);
  return new Response(body.slice(first, end), { status: 206, headers });
}
