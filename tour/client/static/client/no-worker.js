/** Brings no service worker, for pages shown at the desk before they are published: it stands where offline.js does. */

export const bringWorker = () => Promise.reject(new DOMException("", "NotSupportedError"));
