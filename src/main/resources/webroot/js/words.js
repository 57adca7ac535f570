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

/** Why an offer, one's own or that to another expert, came to nothing. */
const REVOKED = {
  'timed-out': 'there was no answer in time',
  'not-come': 'nobody came into the room in time',
  rejected: 'it was rejected',
  taken: 'somebody else has taken it',
  left: 'it is no longer for you',
  'departure-requested': 'the question was taken back',
  'visitor-gone': 'the visitor has gone',
  'expert-left': 'the conversation has ended',
  'agent-not-found': 'nobody took it in time',
  closed: 'the workgroup has closed',
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

/** Why a place in the queue is not what it was; only a place that went back has a reason. */
export function movedBack(reason) {
  return reason === 'returned' ? 'Somebody who was before you has their place again.' : reason ?? '';
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
