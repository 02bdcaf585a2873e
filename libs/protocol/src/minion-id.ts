/** Ids are shown, logged and used as names of files: 1 to 253 of `A-Z a-z 0-9 . _ -`, no dot in front. They never become subject tokens. */
export function isMinionId(id: unknown): id is string {
  return typeof id === 'string' && /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,252}$/.test(id);
}
