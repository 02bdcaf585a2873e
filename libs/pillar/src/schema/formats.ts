import { isIP } from 'node:net';

/** The formats that are checked; a schema that names another is refused. */
export const formats: readonly [string, (text: string) => boolean][] = [
  ['ipv4', (text) => isIP(text) === 4],
  ['ipv6', (text) => isIP(text) === 6],
  [
    'hostname',
    (text) => text.length <= 253 && /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$/.test(text),
  ],
  ['uri', (text) => URL.canParse(text)],
  ['regex', isRegex],
];

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
