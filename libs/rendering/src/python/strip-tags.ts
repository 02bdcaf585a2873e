import { unescapeHtml } from './html.js';
import { splitKeepingRest } from './string-parts.js';

/** MarkupSafe's `striptags`: without comments and tags, whitespace collapsed, entities resolved. */
export function stripTags(text: string): string {
  const withoutComments = withoutSpans(text, '<!--', '-->');
  return unescapeHtml(splitKeepingRest(withoutSpans(withoutComments, '<', '>'), undefined, -1, false).join(' '));
}

/** One pass from left to right: what begins and does not end stays. */
function withoutSpans(text: string, open: string, close: string): string {
  let result = '';
  let at = 0;
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, at)) {
    const end = text.indexOf(close, start);
    if (end < 0) break;
    result += text.slice(at, start);
    at = end + close.length;
  }
  return result + text.slice(at);
}
