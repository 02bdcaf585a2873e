import { describe, expect, it } from '@jest/globals';
import { LineRedaction } from './line-redaction.js';
import { mask, Redactor } from './redactor.js';

const pem = '-----BEGIN KEY-----\nshort1\nMC4CAQAwBQYDK2VwBCIEIJ\nab9\n-----END KEY-----';

function redaction(): LineRedaction {
  const redactor = new Redactor();
  redactor.addSecret('0xdeadbeefcafe');
  redactor.addSecret(pem);
  return new LineRedaction(redactor);
}

/** What is let through of a text that comes in pieces of this length. */
function through(text: string, length: number): string {
  const made = redaction();
  let seen = '';
  for (let at = 0; at < text.length; at += length) seen += made.take(text.slice(at, at + length));
  return seen;
}

describe('a text that arrives in pieces', () => {
  const text = `begin\nkey 0xdeadbeefcafe!\nPASSWORD=hunter2hunter2\n${pem}\n-----BEGIN KEY-----\nof another\nend\n`;
  const whole = `begin\nkey ${mask}!\nPASSWORD=${mask}\n${mask}\n-----BEGIN KEY-----\nof another\nend\n`;

  it.each([1, 2, 3, 7, 20, 50, 1000])('in pieces of %i characters shows no secret and loses nothing', (length) => {
    expect(through(text, length)).toBe(whole);
  });

  it('is let through line by line, not later than it has to be', () => {
    const made = redaction();
    expect(made.take('one\ntw')).toBe('one\n');
    expect(made.take('o\n-----BEGIN KEY-----\n')).toBe('two\n');
    expect(made.take('short1\n')).toBe('');
    expect(made.take('nothing\n')).toBe('-----BEGIN KEY-----\nshort1\nnothing\n');
  });

  it('leaves out a line that is too long, wherever a secret in it stands, and goes on behind it', () => {
    const line = `${'x'.repeat(16 * 1024 - 5)}0xdeadbeefcafe${'y'.repeat(50_000)}`;
    for (const length of [100, 4096, 100_000])
      expect(through(`a\n${line}\nb\n`, length)).toMatch(
        /^a\n(?:\[… a line of more than 16384 characters .*\]\n)?b\n$|^a\nx+\*+y+\nb\n$/,
      );
    expect(through(`a\n${line}\nb\n`, 4096)).not.toMatch(/xxx|deadbeef/);
  });

  it('holds a private key that nobody told of, and an encoded text in lines, until their end is there', () => {
    const made = redaction();
    const body = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n';
    expect(made.take(`cat\n-----BEGIN PRIVATE KEY-----\n${body}`)).toBe('cat\n');
    expect(made.take(`${body}-----END PRIVATE KEY-----\n`)).not.toContain('MIGH');
    expect(made.take('c2hvcnQgdGV4dCBpbiBiYXNlNjQ\n')).toBe('');
    expect(made.take('and on\n')).toContain('and on\n');
  });

  it('holds the block below a name of a secret until what stands further out', () => {
    const made = redaction();
    expect(made.take('a: 1\n  password: |\n')).toBe('a: 1\n');
    expect(made.take('    horse\n')).toBe('');
    expect(made.take('\n    staple\n')).toBe('');
    expect(made.take('b: |\n')).toBe(`  password: |\n    ${mask}\nb: |\n`);
    expect(made.take('  shown\n')).toBe('  shown\n');
  });

  it.each(['QUJDREVGR0hJSktMTU5P\n', '-----BEGIN PRIVATE KEY-----\n', ' indented\n', 'a: |\n'])(
    'looks at each piece of a long output once: %j',
    (line) => {
      const lines = `${line.repeat(2_200)}out -----END \n`;
      for (let count = 0; count < 200; count += 1) expect(new Redactor().mayGoOn(lines)).toBe(lines.length);
    },
  );
});
