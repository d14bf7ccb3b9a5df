/**
 * A phone that remembers nothing, for pages shown at the desk before they are published: it stands where phone.js does.
 *
 * It is the phone of which phone.js says that callers go on without it: reading finds nothing, writing rejects.
 * So nothing is kept, and nothing that is only sent once it was kept (what is counted, mistakes) is ever sent.
 */

const refused = () => Promise.reject(new DOMException("", "InvalidStateError"));

export const get = async () => undefined;
export const all = async () => [];
export const change = refused;
export const put = refused;
export const remove = refused;
