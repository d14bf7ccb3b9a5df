/**
 * What this phone remembers: one IndexedDB, written strictly (localStorage was lost in 6 of 7 kills of a browser).
 *
 * Nothing here leaves the phone by itself. Where the browser keeps nothing (a private window of some),
 * reading finds nothing and writing rejects: callers go on without.
 */

const NAME = "wayside";
const VERSION = 1;

/** Each store with the key its records carry; null where the key is given beside the value. */
const STORES = {
  // {id, tour, language, format, release, bytes, checked, files: [{url, src, bytes, sha256, type}]}
  packs: "id",
  // {url, src, type, pack}: which file answers an address, for every pack that is whole
  addresses: "url",
  // single values: "language", "route/<tour>", "notices" ...
  settings: null,
  // {id: "<tour>/<stop>", tour, stop, language, seconds, at}: where the listener was
  places: "id",
  // {id (counted up), kind, body, at}: what is to be told to the site once there is a network
  outbox: "id",
};

let opening;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(STORES)) {
        asked.result.createObjectStore(store, keyPath ? { keyPath, autoIncrement: store === "outbox" } : {});
      }
    };
    asked.onsuccess = () => {
      // Another tab brings a newer version: let it; the next use here opens anew.
      asked.result.onversionchange = () => {
        asked.result.close();
        opening = undefined;
      };
      // The phone has taken it away, from a page long in the background say.
      asked.result.onclose = () => (opening = undefined);
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

/**
 * Does work in one transaction: all of it is kept, or none. The work must ask for everything before it waits.
 * Work that gives back a request asks for nothing more and is committed at once: WebKit puts a page that is left
 * to sleep with its transaction open, and no other page could write until it wakes.
 * @template T
 * @param {string[]} stores
 * @param {(...stores: IDBObjectStore[]) => IDBRequest<T> | void} work
 * @returns {Promise<T | undefined>} the result of the request that the work gave back
 */
export function change(stores, work) {
  return done([stores, "readwrite", { durability: "strict" }], (transaction) => {
    const request = work(...stores.map((name) => transaction.objectStore(name)));
    if (request) transaction.commit?.();
    return request;
  });
}

/**
 * One record; undefined where there is none.
 * @param {string} store
 * @param {IDBValidKey} key
 */
export function get(store, key) {
  return done([store], (transaction) => transaction.objectStore(store).get(key));
}

/**
 * Every record of a store.
 * @param {string} store
 */
export function all(store) {
  return done([store], (transaction) => transaction.objectStore(store).getAll());
}

/**
 * Keeps one record; `key` only for a store whose records do not carry their own.
 * @param {string} store
 * @param {unknown} value
 * @param {IDBValidKey} [key]
 */
export function put(store, value, key) {
  return change([store], (place) => place.put(value, key));
}

/**
 * Forgets one record.
 * @param {string} store
 * @param {IDBValidKey} key
 */
export function remove(store, key) {
  return change([store], (place) => place.delete(key));
}

/** Work in a transaction; where the phone has taken the connection away, even amid the work, on a new one. */
async function done(how, work) {
  const tried = async () => {
    const transaction = (await database()).transaction(...how);
    return finished(transaction, work(transaction));
  };
  try {
    return await tried();
  } catch (error) {
    // Nothing here aborts by itself, and of what was aborted nothing is kept.
    if (!["InvalidStateError", "AbortError"].includes(error.name)) throw error;
    opening = undefined;
    return tried();
  }
}

function finished(transaction, request) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new DOMException("", "AbortError"));
  });
}
