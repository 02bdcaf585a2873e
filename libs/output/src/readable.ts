import type { Return } from '@fleet/protocol';
import { readValue } from './read-value.js';

/** The return; where its value is no exact JSON, that it is none: a minion that answers nonsense must not hide what the others answer. */
export function readable(answer: Return): Return {
  const { value, ...rest } = answer;
  if (value === undefined || isExact(value)) return answer;
  return {
    ...rest,
    success: false,
    retcode: rest.retcode === 0 ? 1 : rest.retcode,
    fault: { code: 'malformed', message: 'what it returned cannot be read: it is no exact JSON' },
  };
}

function isExact(text: string): boolean {
  try {
    readValue(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
