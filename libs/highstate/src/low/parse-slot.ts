/** `__slot__:salt:module.function(args).path ~ text`, taken apart. */
export interface Slot {
  readonly name: string;
  /** Texts, as Salt hands them on. */
  readonly args: readonly string[];
  readonly kwargs: ReadonlyMap<string, string>;
  /** `.key.0` behind the call: what of its answer is meant. */
  readonly path?: string;
  /** `~ text` at the end: is put behind an answer that is text. */
  readonly append?: string;
}

export const slotPrefix = '__slot__:salt:';

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Words are read as a shell reads them, and stand together without their blanks; `undefined` where the text is malformed. */
export function parseSlot(text: string): Slot | undefined {
  if (!text.startsWith(slotPrefix)) return undefined;
  const words = new Words(text.slice(slotPrefix.length));
  const name = readName(words);
  const given = name === undefined ? undefined : readArguments(words);
  const rest = /^\s*(?:\.([^~]*))?(?:~(.*))?$/s.exec(words.rest);
  if (name === undefined || !given || !rest) return undefined;
  const [path, append] = [rest[1]?.trim(), rest[2]?.trim()];
  return { name, ...given, ...(path && { path }), ...(append !== undefined && { append }) };
}

function readName(words: Words): string | undefined {
  let name = '';
  for (let word = words.next(); word; word = words.next()) {
    if (word.mark && word.text === '(') return /^\w+(?:\.\w+)+$/.test(name) ? name : undefined;
    name += word.text;
  }
  return undefined;
}

function readArguments(words: Words): Pick<Slot, 'args' | 'kwargs'> | undefined {
  const args: string[] = [];
  const kwargs = new Map<string, string>();
  const open: string[] = [];
  let [key, value]: [string | undefined, string | undefined] = [undefined, undefined];
  for (let word = words.next(); word; word = words.next()) {
    const mark = word.mark ? word.text : '';
    if (open.length === 0 && (mark === ',' || mark === ')')) {
      if (key !== undefined) kwargs.set(key, value ?? '');
      else if (value !== undefined) args.push(value);
      if (mark === ')') return { args, kwargs };
      [key, value] = [undefined, undefined];
    } else if (open.length === 0 && mark === '=' && key === undefined) {
      [key, value] = [value ?? '', undefined];
    } else {
      if (Object.hasOwn(closing, mark)) open.push(closing[mark] as string);
      else if ([')', ']', '}'].includes(mark) && open.pop() !== mark) return undefined;
      value = (value ?? '') + word.text;
    }
  }
  return undefined;
}

/** The words of a text: letters, digits and underscores stand together, quoted parts with them; any other character is a word. */
class Words {
  #at = 0;

  constructor(private readonly text: string) {}

  get rest(): string {
    return this.text.slice(this.#at);
  }

  /** `mark`: one character that is neither quoted nor part of a word. */
  next(): { readonly text: string; readonly mark: boolean } | undefined {
    this.#at += /^\s*/.exec(this.rest)?.[0].length ?? 0;
    const found = /^(?:[\p{L}\p{N}_]|\\.|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')+/su.exec(this.rest);
    const length = found ? found[0].length : 1;
    const word = this.text.slice(this.#at, this.#at + length);
    this.#at += length;
    if (word === '') return undefined;
    return found ? { text: unquoted(word), mark: false } : { text: word, mark: true };
  }
}

/** Inside of quotes a backslash means itself, unless the quote or another backslash follows. */
function unquoted(word: string): string {
  return word.replace(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\\(.)/gs, (_all, double, single, escaped) => {
    if (escaped !== undefined) return String(escaped);
    return double === undefined
      ? String(single).replace(/\\(['\\])/g, '$1')
      : String(double).replace(/\\(["\\])/g, '$1');
  });
}
