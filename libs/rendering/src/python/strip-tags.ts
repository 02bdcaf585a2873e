import { unescapeHtml } from './html.js';
import { splitKeepingRest } from './string-parts.js';

/** MarkupSafe's `striptags`: without comments and tags, whitespace collapsed, entities resolved. */
export function stripTags(text: string): string {
  const words = splitKeepingRest(withoutTags(withoutComments(text)), undefined, -1, false);
  return unescapeHtml(words.join(' '));
}

const open = '<!--';

/**
 * Without comments, also those whose beginning was torn apart by another: `<!<!-- a -->-- b -->`. The first one that does not end stays,
 * and with it all that follows.
 */
function withoutComments(text: string): string {
  if (!text.includes(open)) return text;
  const kept = new Kept(text);
  for (let at = 0; ;) {
    const before = kept.begun(text, at);
    const start = before > 0 ? at : text.indexOf(open, at);
    // The end of a comment may be made of its own dashes: `<!-->`.
    const inside = start + open.length - before;
    const end = start < 0 ? -1 : endOf(text, inside);
    if (end < 0) return kept.text() + text.slice(at);
    if (before > 0) kept.length -= before;
    else kept.add(text, at, start);
    at = end;
  }
}

function endOf(text: string, inside: number): number {
  if (text.startsWith('>', inside)) return inside + 1;
  if (text.startsWith('->', inside)) return inside + 2;
  const close = text.indexOf('-->', inside);
  return close < 0 ? -1 : close + 3;
}

/** What was kept of a text so far; its end can be taken back. */
class Kept {
  length = 0;
  private readonly units: Uint16Array;

  constructor(text: string) {
    this.units = new Uint16Array(text.length);
  }

  add(text: string, from: number, to: number): void {
    for (let at = from; at < to; at += 1, this.length += 1) this.units[this.length] = text.charCodeAt(at);
  }

  /** How many characters of the beginning of a comment stand at the end, where the rest of it stands in `text` at `at`; or 0. */
  begun(text: string, at: number): number {
    const last = String.fromCharCode(...this.units.subarray(Math.max(0, this.length - open.length + 1), this.length));
    for (let count = last.length; count > 0; count -= 1)
      if (last.endsWith(open.slice(0, count)) && text.startsWith(open.slice(count), at)) return count;
    return 0;
  }

  text(): string {
    return Buffer.from(this.units.buffer, 0, this.length * 2).toString('utf16le');
  }
}

/** One pass is enough: what is left of a tag begins no other. A tag that does not end stays. */
function withoutTags(text: string): string {
  let kept = '';
  let at = 0;
  for (let start = text.indexOf('<'); start >= 0; start = text.indexOf('<', at)) {
    const end = text.indexOf('>', start);
    if (end < 0) break;
    kept += text.slice(at, start);
    at = end + 1;
  }
  return kept + text.slice(at);
}
