import { describe, expect, it } from '@jest/globals';
import { mask, Redactor } from './redactor.js';

const secrets = [
  'hunter22-and-more',
  'p@ss/"w0rd" & <more>',
  'Schlüssel zum Tor',
  '0x8f2a55949038a9610f50fb23b5883af3b4ecb3c3bb792cbc',
];

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const everyByte = (text: string, write: (byte: number) => string): string => [...bytes(text)].map(write).join('');
const wrapped = (text: string, width: number, glue = '\n'): string =>
  (text.match(new RegExp(`.{1,${width}}`, 'gs')) as string[]).join(glue);

/** Each with how many of its characters may still be seen of the secret: none, whatever stands around it. */
const shapes: [string, (secret: string) => string][] = [
  ['base64', (secret) => bytes(secret).toString('base64')],
  ['base64 behind one byte', (secret) => bytes(`a${secret}`).toString('base64')],
  ['base64 behind two bytes, before others', (secret) => bytes(`ab${secret}xyz`).toString('base64')],
  ['base64 of a file', (secret) => bytes(`A=1\nNODE_KEY=${secret}\nB=2\n`).toString('base64')],
  ['base64 for URLs', (secret) => bytes(`ab${secret}??>>`).toString('base64url')],
  ['base64 in lines', (secret) => wrapped(bytes(`A=1\nNODE_KEY=${secret}\nB=2\n`).toString('base64'), 20)],
  ['base64 in the lines of a diff', (secret) => wrapped(bytes(`abc${secret}`).toString('base64'), 10, '\n+')],
  ['base64 in lines inside of JSON', (secret) => JSON.stringify(wrapped(bytes(secret).toString('base64'), 12))],
  ['hex', (secret) => bytes(`x${secret}`).toString('hex')],
  ['hex in capitals, in lines', (secret) => wrapped(bytes(secret).toString('hex').toUpperCase(), 16)],
  ['itself in lines', (secret) => wrapped(secret, 7)],
  ['itself in the lines of a diff', (secret) => wrapped(secret, 9, '\n+')],
  ['itself in lines that go on', (secret) => wrapped(secret, 9, '\\\n  ')],
  ['JSON', (secret) => JSON.stringify({ secret })],
  ['JSON in JSON', (secret) => JSON.stringify(JSON.stringify({ secret }))],
  ['a URL', (secret) => `https://x/?q=${encodeURIComponent(secret)}`],
  ['a form', (secret) => new URLSearchParams({ q: secret }).toString()],
  ['a URL with every byte escaped', (secret) => everyByte(secret, (byte) => `%${byte.toString(16)}`)],
  ['escapes of C', (secret) => everyByte(secret, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`)],
  ['octal escapes', (secret) => everyByte(secret, (byte) => `\\${byte.toString(8).padStart(3, '0')}`)],
  [
    'escapes of JSON',
    (secret) => [...secret].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  ],
  ['HTML', (secret) => [...secret].map((c) => `&#${c.charCodeAt(0)};`).join('')],
  ['quotes of a shell', (secret) => `'${secret.replaceAll("'", String.raw`'\''`)}'`],
];

describe.each(secrets)('%s', (secret) => {
  const redactor = new Redactor({ keys: [] });
  redactor.addSecret(secret);

  it.each(shapes)('is hidden in %s', (_shape, write) => {
    const written = write(secret);
    const shown = redactor.redactText(`before ${written} after`);
    expect(shown).toContain(mask);
    expect(shown).toMatch(/^before .* after$/s);
    // A third of it is in the middle of the secret, whatever stands around it.
    const middle = written.slice(Math.floor(written.length / 3), Math.ceil((written.length * 2) / 3));
    if (!/file|lines$/.test(_shape)) expect(shown).not.toContain(middle);
    for (let at = 0; at + 9 <= secret.length; at += 1) {
      const piece = secret.slice(at, at + 9);
      expect(shown).not.toContain(piece);
      for (const shift of [0, 1, 2, 3])
        for (const run of shown.match(/[A-Za-z0-9+/_-]{8,}/g) ?? [])
          expect(Buffer.from(run.slice(shift), 'base64').toString('utf8')).not.toContain(piece);
    }
  });
});

describe('what is no secret stays', () => {
  const redactor = new Redactor();
  for (const secret of [...secrets, '1234']) redactor.addSecret(secret);

  it.each([
    'sha256:8f14e45fceea167a5a36dedd4bea2543a2b8f1e0d7f9c0a1b2c3d4e5f6071829',
    '/usr/local/lib/Fleet/node_modules/SomeModule/IndexFile.js',
    Buffer.from('an innocent text that somebody has encoded').toString('base64'),
    'count 12\n34 of them',
    'a%20b&amp;c \\u0041 100%\n+added line\n-removed line\n',
    '{"text": "line one\\nline two"}',
    'npm ERR! Basic usage, Bearer of news',
    'https://example.org/a@b?c=d',
    'SAAAAAAA is no seed, eyJ is no token, AGE-SECRET-KEY- is no key',
    '-----BEGIN PRIVATE KEY----- is how it begins',
    '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ\n-----END CERTIFICATE-----',
  ])('%s', (text) => {
    expect(redactor.redactText(text)).toBe(text);
  });
});

describe('what is secret by its form alone', () => {
  const key = 'MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSn';
  const seed = `SU${'A'.repeat(56)}`;
  it.each([
    ['a join token', `join fleet-join-${'aB3_'.repeat(20)}.abcd1234 now`, `join ${mask} now`],
    ['a seed', `seed ${seed}.`, `seed ${mask}.`],
    ['an age key', `# x\nAGE-SECRET-KEY-1${'Q'.repeat(58)}\n`, `# x\n${mask}\n`],
    ['a JWT', `jwt eyJ${'a'.repeat(30)}.eyJ${'b'.repeat(30)}.${'c'.repeat(40)},`, `jwt ${mask},`],
    [
      'a PEM key',
      `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
      `-----BEGIN PRIVATE KEY-----${mask}-----END PRIVATE KEY-----\n`,
    ],
    [
      'one in a diff',
      `+-----BEGIN OPENSSH PRIVATE KEY-----\n+${key}\n+-----END`,
      `+-----BEGIN OPENSSH PRIVATE KEY-----${mask}-----END`,
    ],
    ['one in JSON', `{"k":"-----BEGIN PRIVATE KEY-----\\n${key}\\n"}`, `{"k":"-----BEGIN PRIVATE KEY-----${mask}"}`],
    ['the beginning of one', `-----BEGIN RSA PRIVATE KEY-----\n${key}`, `-----BEGIN RSA PRIVATE KEY-----${mask}`],
    ['a password in a URL', 'git clone https://user:s3cr3t@host/x', `git clone https://user:${mask}@host/x`],
    ['a header', 'curl -H "Authorization: Bearer abcdefghijklmnop"', `curl -H "Authorization: ${mask}"`],
    ['one of another name', 'x-auth: Bearer abcdefghijklmnop', `x-auth: Bearer ${mask}`],
  ])('%s', (_what, text, shown) => {
    expect(new Redactor().redactText(text)).toBe(shown);
  });
});

describe('further names', () => {
  it('may be learned later', () => {
    const redactor = new Redactor();
    redactor.addNames(['*_pin']);
    redactor.addNames(['*_pin']);
    expect(redactor.redactText('DOOR_PIN=1 door=2')).toBe(`DOOR_PIN=${mask} door=2`);
  });

  it('are globs beside the usual ones', () => {
    const redactor = new Redactor({ names: ['*_pin', 'wallet?'] });
    expect(redactor.redactText('DOOR_PIN=1 wallet1=2 wallet=3 password=4')).toBe(
      `DOOR_PIN=${mask} wallet1=${mask} wallet=3 password=${mask}`,
    );
  });
});
