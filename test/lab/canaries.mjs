/** Secrets that are planted to be found again wherever they do not belong. */
import { randomBytes } from 'node:crypto';

/** A text that stands nowhere else. @param {string} name */
export function canary(name, odd = '') {
  return `cnry-${name}-${randomBytes(9).toString('hex')}${odd}`;
}

/** Every form in which a text may be met. @param {string} text @returns {[form: string, text: string][]} */
export function formsOf(text) {
  const bytes = Buffer.from(text, 'utf8');
  /** @type {[string, string][]} */
  const forms = [
    ['as it is', text],
    ['JSON', JSON.stringify(text).slice(1, -1)],
    ['a URL', encodeURIComponent(text)],
    ['hex', bytes.toString('hex')],
    ['capital hex', bytes.toString('hex').toUpperCase()],
  ];
  for (const shift of [0, 1, 2]) {
    const code = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // What its neighbours have a part in is left out on both sides.
    const core = code.slice(shift === 0 ? 0 : 4, -4);
    forms.push([`base64 at ${shift}`, core], [`base64url at ${shift}`, core.replaceAll('+', '-').replaceAll('/', '_')]);
  }
  const seen = new Set();
  return forms.filter(([, form]) => form.length >= 12 && !seen.has(form) && seen.add(form));
}

/** @param {Buffer | string} data @param {string} text @returns {{ form: string, at: number } | undefined} */
export function foundIn(data, text) {
  const buffer = Buffer.isBuffer(data) ? data : Buffer.from(data, 'utf8');
  for (const [form, written] of formsOf(text)) {
    const at = buffer.indexOf(written);
    if (at >= 0) return { form, at };
  }
  // Broken into lines: texts of people and of programs alike are read as one line, too.
  if (buffer.length < 32 * 1024 * 1024) {
    const flat = buffer.toString('latin1').replace(/(?:\\n|\\r|[\r\n])[+-]?|[ \t]+/g, '');
    for (const [form, written] of formsOf(text)) {
      const dense = Buffer.from(written, 'utf8')
        .toString('latin1')
        .replace(/[ \t]+/g, '');
      if (flat.includes(dense)) return { form: `${form}, in lines`, at: 0 };
    }
  }
  return undefined;
}
