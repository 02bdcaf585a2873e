import { defineFunction } from '../definition.js';
import { beginningOf } from './beginning-of.js';
import { PathArgs } from './path.args.js';

/** How much of a file is looked at; a letter of several bytes that is cut there makes it binary, as in Salt. */
const looked = 2048;

export const isBinary = defineFunction({
  name: 'file.is_binary',
  doc: 'Whether a file begins with something else than text: no UTF-8, a zero, or many letters beyond ASCII; false where there is none.',
  args: PathArgs,
  example: 'file.is_binary /bin/sh',
  looks: true,
  async run(host, want) {
    const bytes = await beginningOf(host, want.path, looked);
    if (bytes === undefined) return false;
    try {
      const letters = [...new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)];
      return (
        letters.includes('\0') ||
        letters.filter((letter) => !/[ -~\n\r\t\b]/.test(letter)).length > 0.3 * letters.length
      );
    } catch {
      return true;
    }
  },
});
