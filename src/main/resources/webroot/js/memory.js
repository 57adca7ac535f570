// What this tab must still know after a reload. sessionStorage is the tab's own and ends with it: two tabs never share an outbox or a
// last event id, as they would in localStorage. The API token is in here too, so it is only as safe as the origin's scripts are:
// this page runs under a Content-Security-Policy that allows no script but its own files.

export class Memory {
  /** @param prefix keeps apart what two pages of one tab remember */
  constructor(storage, prefix = 'parley.') {
    Object.assign(this, { storage, prefix });
  }

  get(name, otherwise) {
    const text = this.storage.getItem(this.prefix + name);
    return text === null ? otherwise : JSON.parse(text);
  }

  /** Whether it could be kept: the storage of a tab has a size (about 5 MB), and a full one must not end the chat. */
  set(name, value) {
    try {
      this.storage.setItem(this.prefix + name, JSON.stringify(value));
      return true;
    } catch (error) {
      console.warn('not kept for a reload:', name, error.name);
      return false;
    }
  }

  forget(...names) {
    names.forEach((name) => this.storage.removeItem(this.prefix + name));
  }
}
