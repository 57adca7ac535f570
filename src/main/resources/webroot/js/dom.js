// Elements made by code. Text is only ever set as text, never parsed as HTML: a message may hold </script>, and then shows it.

/**
 * @param properties class, data-…, aria-… and other attributes (false and null: none); on…: event listeners
 * @param children   nodes and strings; null is skipped
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets an attribute or a text only when it differs, so that screen readers are not told of what stayed the same. */
export function put(element, values) {
  for (const [name, value] of Object.entries(values)) {
    if (name === 'text') {
      if (element.textContent !== value) {
        element.textContent = value;
      }
    } else if (value === false || value === null || value === undefined) {
      element.removeAttribute(name);
    } else if (element.getAttribute(name) !== String(value === true ? '' : value)) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
}

const drawn = new WeakMap();

/**
 * Makes the children of a list those of the items: an element stays the same for the same key, keeps its focus, and is moved only when
 * the order changed. New ones come from create(item), all go through update(element, item).
 */
export function keyed(parent, items, create, update) {
  const before = drawn.get(parent) ?? new Map();
  const now = new Map();
  for (const item of items) {
    const element = before.get(item.key) ?? create(item);
    update(element, item);
    now.set(item.key, element);
  }
  before.forEach((element, key) => !now.has(key) && element.remove());
  let place = parent.firstElementChild;
  for (const element of now.values()) {
    if (element === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(element, place);
    }
  }
  drawn.set(parent, now);
}

/** A hue for a name, the same on every page: one of the twelve that the style sheet knows. */
export function hue(name) {
  const sum = [...name].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)) % 9973, 7);
  return `hue-${sum % 12}`;
}

export function button(text, properties) {
  return el('button', { type: 'button', ...properties }, text);
}

/** A field for an address or a name: nothing that a keyboard should correct. */
export function addressField(properties) {
  return el('input', { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true, ...properties });
}

export function avatar(name) {
  return el('span', { class: `avatar ${hue(name)}`, 'aria-hidden': 'true' }, [...name][0]?.toUpperCase() ?? '?');
}

export const SHOWS = {
  available: 'Available',
  chat: 'Free to chat',
  away: 'Away',
  xa: 'Gone for long',
  dnd: 'Do not disturb',
  offline: 'Offline',
};
