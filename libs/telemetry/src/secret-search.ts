/** Texts shorter than this are too likely to be part of an innocent word; a `Redactor` matches them as whole values only. */
export const shortest = 4;

/**
 * Finds any of many texts in one pass. Positions are looked up by their first four characters, first in a bitmap that rules nearly all of
 * them out, so that the time depends on the length of the text and hardly on the number of secrets.
 */
export class SecretSearch {
  private readonly bitmap = new Uint8Array(8192);
  private readonly byStart = new Map<string, string[]>();
  size = 0;

  /** Takes a text of at least {@link shortest} characters. */
  add(secret: string): void {
    const start = secret.slice(0, shortest);
    const others = this.byStart.get(start);
    if (others?.includes(secret)) return;
    if (others) {
      others.push(secret);
      // Longest first: the first that fits is the one that covers most.
      others.sort((a, b) => b.length - a.length);
    } else {
      this.byStart.set(start, [secret]);
    }
    let four = 0;
    for (let at = 0; at < shortest; at += 1) four = roll(four, secret.charCodeAt(at));
    const hash = fold(four);
    this.bitmap[hash >> 3] = (this.bitmap[hash >> 3] as number) | (1 << (hash & 7));
    this.size += 1;
  }

  has(text: string): boolean {
    return this.find(text).length > 0;
  }

  /** Replaces what is found. Secrets that overlap become one mask, so that no tail of the second one stays. */
  replace(text: string, mask: string): string {
    return masked(text, this.find(text), mask);
  }

  /** Where they stand, in order and apart. */
  find(text: string): (readonly [start: number, end: number])[] {
    return this.size === 0 || text.length < shortest ? [] : this.spans(text);
  }

  private spans(text: string): [start: number, end: number][] {
    const result: [number, number][] = [];
    const bitmap = this.bitmap;
    let four = roll(roll(roll(0, text.charCodeAt(0)), text.charCodeAt(1)), text.charCodeAt(2));
    let start = -1;
    let end = -1;
    for (let at = 0; at <= text.length - shortest; at += 1) {
      four = roll(four, text.charCodeAt(at + 3));
      const hash = fold(four);
      if (((bitmap[hash >> 3] as number) & (1 << (hash & 7))) === 0) continue;
      const found = this.byStart.get(text.slice(at, at + shortest))?.find((secret) => text.startsWith(secret, at));
      if (found === undefined) continue;
      if (at >= end) {
        if (start >= 0) result.push([start, end]);
        start = at;
      }
      end = Math.max(end, at + found.length);
    }
    if (start >= 0) result.push([start, end]);
    return result;
  }
}

/** The text with a mask in place of each span; they are in order and apart. */
export function masked(text: string, spans: Iterable<readonly [start: number, end: number]>, mask: string): string {
  let result = '';
  let done = 0;
  for (const [start, end] of spans) {
    result += text.slice(done, start) + mask;
    done = end;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** Eight bits of each of the last four characters; the oldest one falls out. */
function roll(four: number, code: number): number {
  return (four << 8) | ((code ^ (code >> 8)) & 0xff);
}

/** Sixteen well-mixed bits of them. */
function fold(four: number): number {
  return Math.imul(four, 0x9e3779b1) >>> 16;
}
