/** What to do where the machine refuses, by its code: the refusal itself says what happened. */
const advices: Readonly<Record<string, string>> = {
  ENOSPC: 'make room there: `df` and `df -i` show what is full',
  EDQUOT: 'make room there, or raise the quota of the account',
  EROFS: 'mount it writable first, or leave what lies on it alone',
  EPERM: '`lsattr` shows whether it is immutable, and the minion must run as root',
  EACCES: 'the minion must run as an account that may, as a rule root',
  EBUSY: '`fuser -v` and `findmnt` show what uses it',
};

/** The sentence of a refusal, with what to do about it. */
export function advised(code: string, sentence: string): string {
  const advice = advices[code];
  return advice === undefined ? sentence : `${sentence} (${advice})`;
}
