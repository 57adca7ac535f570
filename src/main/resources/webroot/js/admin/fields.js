// What a form of the administration asks for, and how its answers become the API's JSON. A kind says how one value is shown and read.

export const word = (name, label, more) => ({ name, label, kind: 'text', ...more });
export const secret = (name, label, more) => ({ name, label, kind: 'password', ...more });
export const number = (name, label, more) => ({ name, label, kind: 'number', ...more });
export const yesNo = (name, label, more) => ({ name, label, kind: 'yesNo', ...more });
export const lines = (name, label, more) => ({ name, label, kind: 'lines', ...more });
export const choice = (name, label, options, more) => ({ name, label, kind: 'choice', options, ...more });

/** The value as a field shows it. */
export function shown({ kind }, value) {
  if (kind === 'lines') {
    return (value ?? []).map((one) => one.username ?? one).join('\n');
  }
  return value === undefined || value === null ? '' : String(value);
}

/** What a field holds, as the API takes it; undefined: say nothing of it. */
export function typed({ kind }, input) {
  switch (kind) {
    case 'yesNo': return input.checked;
    case 'number': return input.value === '' ? undefined : Number(input.value);
    case 'lines': return input.value.split('\n').map((line) => line.trim()).filter(Boolean);
    case 'password': return input.value || undefined; // an empty one is not a new one
    default: return input.value.trim();
  }
}
