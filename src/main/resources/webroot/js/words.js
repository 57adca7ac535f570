// What codes, reasons and numbers of the Fastpath mean, in words for people.

/** Why a visitor's request has ended. */
const DEPARTED = {
  'agent-not-found': 'No expert was free in time.',
  'departure-requested': 'You have taken your question back.',
  'expert-left': 'The expert has left, and with them the conversation has ended.',
  'visitor-gone': 'You were away for so long that your place was given to others.',
  closed: 'There is nobody here at the moment.',
  'workgroup-deleted': 'These experts take no questions any more.',
  left: 'You have left the conversation.',
};

/** Why an offer went away before its expert answered. */
const REVOKED = {
  timeout: 'you did not answer in time',
  'offer-timeout': 'you did not answer in time',
  taken: 'somebody else has taken it',
  'accepted-by-another': 'somebody else has taken it',
  cancelled: 'the question was taken back',
  'departure-requested': 'the question was taken back',
  'visitor-gone': 'the visitor has gone',
  'agent-not-found': 'nobody was found in time',
  unavailable: 'you are not available',
  'workgroup-deleted': 'the workgroup is no more',
};

const ASKING = {
  'already-asked': 'You have asked already: your question still waits.',
  'workgroup-closed': 'There is nobody here at the moment.',
  'unknown-workgroup': 'These experts are not here any more. Choose others.',
  'unknown-request': 'Your question is no longer known here.',
  'fastpath-unconfigured': 'Questions cannot be asked on this server.',
};

export function departed(reason) {
  return DEPARTED[reason] ?? 'The conversation has ended.';
}

/** Whether a message can still be left for the experts. */
export function takesMessage(reason) {
  return reason === 'agent-not-found' || reason === 'closed';
}

export function revoked(reason) {
  return REVOKED[reason] ?? reason ?? 'it was withdrawn';
}

export function askingFailed(problem) {
  if (problem.code === 'too-many-asks' || problem.status === 429) {
    const when = problem.retryAfter ? ` Please try again in ${wait(problem.retryAfter)}.` : ' Please try again later.';
    return `Too many questions have been asked from here.${when}`;
  }
  if (problem.status === 401) {
    return 'These experts answer only people who have an account here.';
  }
  const fields = problem.errors.map(({ pointer, detail }) => [pointer?.replace(/^[#/]+/, ''), detail].filter(Boolean).join(': '));
  return ASKING[problem.code] ?? ([problem.message, ...fields].join(' '));
}

/** Seconds as people say them. */
export function wait(seconds) {
  if (seconds < 50) {
    return seconds < 10 ? 'a few seconds' : `about ${Math.round(seconds / 10) * 10} seconds`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 2 ? 'about a minute' : minutes < 90 ? `about ${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`;
}
