import { shown, typed } from '../js/admin/fields.js';
import { button, el, put } from '../js/dom.js';

// One user, group, room, workgroup or session, to be read, changed, made or removed.

export class AdminEntry {
  #admin;
  #onGone;
  #key = null;
  #entry = null;
  #inputs = new Map();

  constructor({ admin, onGone }) {
    this.#admin = admin;
    this.#onGone = onGone;
    this.title = el('h2', { id: 'admin-title', tabindex: '-1' });
    this.back = el('a', { class: 'back', href: '#/admin', 'aria-label': 'Back' }, '‹');
    this.form = el('form', { id: 'admin-form', class: 'fields', onsubmit: (event) => this.#save(event) });
    this.news = el('p', { id: 'admin-news', class: 'hint', role: 'status' });
    this.error = el('p', { id: 'admin-refusal', class: 'error', role: 'alert' });
    this.deeds = el('p', { class: 'buttons' });
    this.nothing = el('p', { class: 'nothing' }, 'Choose an entry, or make a new one.');
    this.pane = el('div', { class: 'pane' },
      el('header', { class: 'pane-head' }, this.back, el('div', { class: 'pane-name' }, this.title)),
      el('div', { class: 'scroll' }, el('div', { class: 'pad' }, this.form, this.news, this.error, this.deeds)));
    this.root = el('div', { class: 'detail' }, this.nothing);
  }

  /** @param key of the entry; empty: a new one; null: none */
  async open(key) {
    const { resource } = this.#admin;
    this.#key = key;
    this.#entry = null;
    put(this.news, { text: '' });
    put(this.error, { text: '' });
    this.root.replaceChildren(key === null ? this.nothing : this.pane);
    if (key === null) {
      return;
    }
    put(this.back, { href: `#/admin/${resource.path}` });
    put(this.title, { text: key || `New ${resource.one}` });
    this.form.replaceChildren();
    this.deeds.replaceChildren();
    await this.#trying(async () => {
      const entry = key ? await this.#admin.read(key) : {};
      if (this.#shows(resource, key)) {
        this.#draw(resource, entry ?? {});
      }
    });
  }

  #draw(resource, entry) {
    this.#entry = entry;
    const isNew = !this.#key;
    const fields = resource.fields.filter((field) => !isNew || !field.readOnly);
    this.#inputs = new Map(fields.map((field) => [field, input(field, entry, isNew)]));
    const save = el('button', { id: 'admin-save', class: 'primary', type: 'submit' }, isNew ? 'Create' : 'Save');
    this.form.replaceChildren(...[...this.#inputs].flatMap(([field, element]) => labelled(field, element)));
    if (isNew || resource.change) {
      this.form.append(save);
    }
    this.deeds.replaceChildren(...(isNew ? [] : this.#buttons(resource)));
  }

  #buttons(resource) {
    const deeds = resource.deeds.map((deed) => button(deed.label, { 'data-deed': deed.label, onclick: () => this.#act(deed) }));
    return resource.remove ? [...deeds, button('Delete', { id: 'admin-delete', class: 'quiet', onclick: () => this.#remove() })] : deeds;
  }

  async #save(event) {
    event.preventDefault();
    const values = Object.fromEntries([...this.#inputs].filter(([field]) => !field.readOnly)
      .map(([field, element]) => [field.name, typed(field, element)]));
    await this.#trying(() => (this.#key ? this.#change(values) : this.#create(values)));
  }

  async #change(values) {
    const { resource } = this.#admin;
    const key = this.#key;
    await this.#admin.change(key, values);
    const entry = await this.#admin.read(key); // with what others have changed, and without the password
    if (this.#shows(resource, key)) {
      this.#draw(resource, entry);
      put(this.news, { text: 'Saved.' });
    }
  }

  async #create(values) {
    const { resource } = this.#admin;
    await this.#admin.create(values);
    if (this.#shows(resource, '')) {
      location.hash = `#/admin/${encodeURIComponent(`${resource.path}/${resource.key(values)}`)}`;
    }
  }

  /** Whether the person is still there, and has not gone on to something else. */
  #shows(resource, key) {
    return this.#key === key && this.#admin.resource === resource;
  }

  #act(deed) {
    const key = this.#key;
    return this.#trying(async () => {
      await this.#admin.act(deed, key, this.#entry);
      put(this.news, { text: `${this.#entry.username ?? key} ${deed.done}.` });
      if (deed.gone) {
        this.#onGone();
      }
    });
  }

  #remove() {
    if (!window.confirm(`Delete ${this.#key}? This cannot be taken back.`)) {
      return;
    }
    this.#trying(async () => {
      await this.#admin.remove(this.#key);
      this.#onGone();
    });
  }

  async #trying(work) {
    put(this.error, { text: '' });
    put(this.news, { text: '' });
    try {
      await work();
    } catch (problem) {
      const faults = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`);
      put(this.error, { text: [problem.message, ...faults].join(' ') });
    }
  }
}

function labelled(field, element) {
  return field.kind === 'yesNo'
    ? [el('label', { class: 'tick', for: element.id }, element, ` ${field.label}`)]
    : [el('label', { for: element.id }, field.label), element];
}

function input(field, entry, isNew) {
  const { name, kind, options, required, needed, fixed, readOnly, otherwise } = field;
  const value = shown(field, entry[name]);
  const properties = {
    id: `admin-${name}`, name, required: required || (needed && isNew), readonly: readOnly || (fixed && !isNew),
    autocomplete: kind === 'password' ? 'new-password' : 'off', autocapitalize: 'none', spellcheck: 'false',
  };
  switch (kind) {
    case 'yesNo': {
      const checked = entry[name] ?? (isNew && otherwise);
      return el('input', { ...properties, type: 'checkbox', checked: Boolean(checked) });
    }
    case 'choice': {
      const chosen = (key) => key === value;
      return el('select', { id: properties.id, name }, ...Object.entries(options)
        .map(([key, text]) => el('option', { value: key, selected: chosen(key) }, text)));
    }
    case 'lines': {
      const area = el('textarea', { ...properties, rows: '3', placeholder: readOnly ? '' : 'One a line' });
      area.value = value;
      return area;
    }
    default:
      return el('input', { ...properties, type: kind === 'text' ? 'text' : kind, min: kind === 'number' ? '0' : null, value });
  }
}
