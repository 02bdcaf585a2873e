/**
 * The ways a secret may stand in a text that cannot be read back: as it is, in hex without its `0x` or in the other case, escaped inside JSON
 * once or twice, quoted for a shell, percent-encoded in a URL, and, where it has several lines (a PEM key), line by line, because a diff
 * puts a sign before each. What can be read back (base64, hex, escapes) is decoded where it is met, and short secrets alone have a form here.
 */
export function secretForms(secret: string): Set<string> {
  const forms = new Set([secret, secret.trim(), JSON.stringify(secret).slice(1, -1)]);
  forms.add(JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1));
  forms.add(secret.replaceAll("'", String.raw`'\''`));
  const bytes = Buffer.from(secret, 'utf8');
  if (bytes.length < shortestDecoded) forms.add(bytes.toString('base64'));
  // What is decoded from a code is read byte by byte.
  forms.add(bytes.toString('latin1'));
  // A lone surrogate has no percent-encoding.
  if (!/\p{Surrogate}/u.test(secret)) {
    const encoded = encodeURIComponent(secret);
    forms.add(encoded).add(encoded.replaceAll('%20', '+'));
  }
  // Keys in hex are written with and without their prefix, and in either case.
  const hex = /^(?:0x)?([0-9a-f]{24,})$/i.exec(secret.trim())?.[1];
  if (hex !== undefined) for (const form of [hex, hex.toLowerCase(), hex.toUpperCase()]) forms.add(form);
  // Broken into lines, it is looked for without any space.
  const dense = secret.replace(/\s+/g, '');
  if (dense.length >= shortestBroken) forms.add(dense);
  if (secret.includes('\n')) {
    for (const line of secret.split(/\r?\n/)) {
      const text = line.trim();
      // The frame of a PEM block and short last lines are no secret.
      if (text.length >= 12 && !text.startsWith('-----')) forms.add(text);
    }
  }
  return forms;
}

/** A secret that is broken into lines must be at least so long: shorter ones are parts of innocent lines too often. */
export const shortestBroken = 12;

/** Bytes from which on base64 of a secret has a run of characters that is looked into. */
const shortestDecoded = 12;
