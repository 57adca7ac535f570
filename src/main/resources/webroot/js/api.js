// One way to call the REST API. Every refusal is a Problem: what the server said as application/problem+json (RFC 9457), or, with
// status 0, that no answer came at all. After status 0 nobody knows whether the server acted: repeat only what may be repeated.

export class Problem extends Error {
  constructor({ status, code, detail, title, condition, retryAfter, errors = [], request }) {
    super(detail || title || `The server answered ${status}.`);
    this.name = 'Problem';
    this.status = status; // 0: no answer
    this.code = code;
    this.condition = condition; // the XMPP server's reason, for a 422
    this.retryAfter = retryAfter; // seconds, for a 429 or 503
    this.errors = errors; // [{pointer, detail}]: the fields that are wrong
    this.request = request; // {id, token} of a question that can take nothing but a message, for a 409 workgroup-closed
  }

  /** Worth trying again as it is: no answer, too fast, an earlier try still under way, or something behind the server is away. */
  get passing() {
    return [0, 408, 409, 425, 429].includes(this.status) || (this.status >= 500 && this.status !== 501);
  }
}

export class Api {
  /**
   * @param base   e.g. /restapi/v1
   * @param login  gives {token} or null
   * @param onUnauthorized called when a token that was sent is no longer good
   */
  constructor({ base, login, onUnauthorized }) {
    this.base = base;
    this.login = login;
    this.onUnauthorized = onUnauthorized;
  }

  get(path, query) {
    return this.call('GET', path, { query });
  }

  /** @returns the JSON answer, or null when the answer has no body */
  async call(method, path, { query = {}, json, text, headers = {}, timeout = 30_000 } = {}) {
    const token = this.login()?.token;
    const response = await this.#fetch(this.#url(path, query), {
      method,
      headers: {
        Accept: 'application/json, application/problem+json',
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...(text !== undefined && { 'Content-Type': 'text/plain; charset=utf-8' }),
        ...headers,
      },
      body: json === undefined ? text : JSON.stringify(json),
      signal: AbortSignal.timeout(timeout), // without it a request on a dead connection would wait for minutes
    });
    if (response.ok) {
      return this.#body(response);
    }
    const problem = await this.#problem(response);
    if (problem.status === 401 && token && token === this.login()?.token) {
      this.onUnauthorized(problem);
    }
    throw problem;
  }

  #url(path, query) {
    const parameters = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
    return this.base + path + (parameters.length ? `?${new URLSearchParams(parameters)}` : '');
  }

  async #fetch(url, options) {
    try {
      return await fetch(url, options);
    } catch (error) {
      const detail = error.name === 'TimeoutError' ? 'The server did not answer in time.' : 'The server cannot be reached.';
      throw new Problem({ status: 0, code: 'no-answer', detail });
    }
  }

  /** A body can be cut too, after good headers: then there was no answer either. */
  async #body(response) {
    try {
      const text = await response.text();
      return text && response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : null;
    } catch (error) {
      throw new Problem({ status: 0, code: 'no-answer', detail: `The answer could not be read (${error.name}).` });
    }
  }

  async #problem(response) {
    const said = response.headers.get('Content-Type')?.includes('json') ? await this.#body(response) : null;
    const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
    return new Problem({ ...said, status: response.status, retryAfter });
  }
}

/** A path from its parts, each encoded: addresses hold @ and /, nicknames anything. */
export function path(...parts) {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

/**
 * A key that nobody else makes. Not crypto.randomUUID: browsers offer that only on https and localhost, and this page must also work
 * on http://a-machine-in-the-house.
 */
export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
