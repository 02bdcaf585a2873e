/**
 * The ways a secret may stand in a text: as it is, in hex without its `0x` or in the other case, escaped inside JSON,
 * percent-encoded in a URL, as base64, and, where it has several lines (a PEM key), line by line, because a diff puts a sign
 * before each.
 */
export function secretForms(secret: string): Set<string> {
  const forms = new Set([secret, secret.trim(), JSON.stringify(secret).slice(1, -1)]);
  forms.add(Buffer.from(secret, 'utf8').toString('base64'));
  // A lone surrogate has no percent-encoding.
  if (!/\p{Surrogate}/u.test(secret)) forms.add(encodeURIComponent(secret));
  // Keys in hex are written with and without their prefix, and in either case.
  const hex = /^(?:0x)?([0-9a-f]{24,})$/i.exec(secret.trim())?.[1];
  if (hex !== undefined) for (const form of [hex, hex.toLowerCase(), hex.toUpperCase()]) forms.add(form);
  if (secret.includes('\n')) {
    for (const line of secret.split(/\r?\n/)) {
      const text = line.trim();
      // The frame of a PEM block and short last lines are no secret.
      if (text.length >= 12 && !text.startsWith('-----')) forms.add(text);
    }
  }
  return forms;
}
