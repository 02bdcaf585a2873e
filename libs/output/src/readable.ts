import type { Return } from '@fleet/protocol';
import { deepestRead, parseExact } from '@fleet/values';

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

/** But for its depth, exact JSON is any JSON; the engine's own parser is ten times as fast. */
function isExact(text: string): boolean {
  try {
    JSON.parse(text);
    if (depthOf(text) > deepestRead) parseExact(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** At least as much as its depth: brackets in texts count too. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) most = Math.max(most, (depth += 1));
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
  }
  return most;
}
