// XMPP addresses: local@domain/resource (RFC 7622). Only cut here, never validated: the server prepares and refuses.

export function bare(jid) {
  const slash = jid.indexOf('/');
  return slash < 0 ? jid : jid.slice(0, slash);
}

export function resource(jid) {
  const slash = jid.indexOf('/');
  return slash < 0 ? '' : jid.slice(slash + 1);
}

export function local(jid) {
  const at = bare(jid).indexOf('@');
  return at < 0 ? '' : jid.slice(0, at);
}

export function domain(jid) {
  const address = bare(jid);
  return address.slice(address.indexOf('@') + 1);
}

/** What a person typed, as an address: "Bob" becomes bob@<domain>. */
export function typed(text, defaultDomain) {
  const address = bare(text.trim()).toLowerCase();
  return address.includes('@') ? address : `${address}@${defaultDomain}`;
}

/** What to call whom we have no name for. */
export function called(jid) {
  return resource(jid) ? `${resource(jid)} in ${local(jid)}` : local(jid) || jid;
}
