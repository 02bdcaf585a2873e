/** In quotes; a shell writes a single quote within them as `'\''`. */
const quoted = String.raw`"(?:[^"\\\n]|\\.)*"|'[^'\n]*'(?:\\''[^'\n]*')*`;
/** In quotes inside of a text that is quoted itself: as many backslashes stand before the last quote as before the first. */
const escaped = String.raw`(?<slashes>\\+)"[^\n]*?(?<!\\)\k<slashes>"`;
const named = String.raw`(?<name>[A-Za-z_][\w.-]*)`;
/** A name is read from its first character on: to begin anew within every word would take the square of its length. */
const wordStart = String.raw`(?<![\w.-])[\d.-]*`;

/** A way to write that a name has a value. */
interface Form {
  /** A text without it assigns nothing in this way; looking for a sign is much faster than a pattern. */
  readonly sign: RegExp;
  /** Up to where the value begins. */
  readonly head: RegExp;
  readonly value: RegExp | ((margin: string) => RegExp);
}

const forms: readonly Form[] = [
  {
    // `NAME=value` where a line starts, as in an `.env`: the value ends where a space is, or with the words of a phrase.
    sign: /=/,
    head: new RegExp(String.raw`^[-+ \t]*(?:export[ \t]+)?${named}[ \t]*=(?![=>])[ \t]*(?=[^\s"'])`, 'gm'),
    value: /\S+(?:(?: [a-z]{3,8}){11,}(?=[ \t]*$))?/my,
  },
  {
    // `name=value` or `name => value`, anywhere: a query in a URL, a line of a program.
    sign: /=/,
    head: new RegExp(String.raw`${wordStart}${named}[ \t]*=(?!=)>?[ \t]*`, 'g'),
    value: new RegExp(String.raw`${quoted}|${escaped}|[^\s"',;&]+`, 'y'),
  },
  {
    // `name: value` where a line starts (after the sign of a diff, or the dash of a list), up to its end.
    sign: /: /,
    head: new RegExp(String.raw`^[-+ \t]*${named}:[ \t]+`, 'gm'),
    value: new RegExp(String.raw`${quoted}|[^\s"'{[&|>#][^\n]*`, 'y'),
  },
  {
    // `name: |`, and the lines below that stand further in.
    sign: /:[ \t]+[|>]/,
    head: new RegExp(
      String.raw`^(?<margin>[-+]?[ \t]*)(?:-[ \t]+)?${named}:[ \t]+[|>][-+\d]*[ \t]*\n\k<margin>[ \t]+`,
      'gm',
    ),
    value(margin) {
      const below = margin.replace('+', String.raw`\+`);
      return new RegExp(String.raw`[^\n]*(?:\n(?:${below}[ \t]+[^\n]*|[ \t]*(?=\n)))*`, 'y');
    },
  },
  {
    // `name: value` inside a flow mapping of YAML, where an excerpt of somebody's file shows one.
    sign: /: /,
    head: new RegExp(String.raw`[{,][ \t]*${named}:[ \t]+`, 'g'),
    value: new RegExp(String.raw`${quoted}|[^\s"'{}[\],&|>#][^\n,{}[\]]*`, 'y'),
  },
  {
    // `"name": value` and `"name": ["value"]`, anywhere, also where the JSON is a text of JSON; `'name' => value`.
    sign: /["'][ \t]*(?::|=>)/,
    head: new RegExp(String.raw`["']${named}\\*["'][ \t]*(?::|=>)[ \t]*`, 'g'),
    value: new RegExp(
      String.raw`[bru]?(?:${quoted})|\[\s*(?:${quoted})(?:\s*,\s*(?:${quoted}))*\s*(?:,\s*)?\]|${escaped}|[^\s"',;{}[\]\\]+`,
      'y',
    ),
  },
  {
    // `name:"value"`, as JavaScript has it.
    sign: /:["']/,
    head: new RegExp(String.raw`${wordStart}${named}:`, 'g'),
    value: new RegExp(quoted, 'y'),
  },
  {
    // `'Name: value'`, all of it in quotes: a header on a command line.
    sign: /["'][\w.-]+: /,
    head: new RegExp(String.raw`["']${named}:[ \t]+`, 'g'),
    value: /[^\s"'\\{[][^"'\\\n]*(?=\\*["'])/y,
  },
  {
    // `--name value`.
    sign: /--/,
    head: new RegExp(String.raw`(?<![\w-])--(?!(?:show|no|with|without|use|ask|skip|prompt)-)${named}[ \t]+`, 'g'),
    value: new RegExp(String.raw`${quoted}|${escaped}|[^\s"'\\-][^\s"'\\;&|]*`, 'y'),
  },
];

/** What such a word of a command line names, whose value is the next word. */
export function optionName(word: unknown): string | undefined {
  if (typeof word !== 'string') return undefined;
  return /^--(?!(?:show|no|with|without|use|ask|skip|prompt)-)([A-Za-z_][\w.-]*)$/.exec(word)?.[1];
}

/**
 * Masks what a text assigns to a secret-sounding name, for secrets that nobody told us about. Quotes stay, so that the text
 * still parses.
 */
export function redactAssignments(text: string, mask: string, isSecretKey: (key: unknown) => boolean): string {
  return forms.reduce((result, form) => redactForm(result, form, mask, isSecretKey), text);
}

function redactForm(text: string, form: Form, mask: string, isSecretKey: (key: unknown) => boolean): string {
  if (!form.sign.test(text)) return text;
  let result = '';
  let done = 0;
  for (const { 0: head, index, groups } of text.matchAll(form.head)) {
    // A value may itself hold such a text (`Environment="TOKEN=…"`): only what is masked is passed over.
    if (index < done || !isSecretKey(groups?.['name'])) continue;
    const start = index + head.length;
    const pattern = typeof form.value === 'function' ? form.value(groups?.['margin'] ?? '') : form.value;
    pattern.lastIndex = start;
    const value = pattern.exec(text)?.[0];
    if (value === undefined || /^(?:null|true|false|None|True|False)$/.test(value)) continue;
    result += text.slice(done, start) + masked(value, mask);
    done = start + value.length;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** Its quotes stay, and an empty one stays empty. */
function masked(value: string, mask: string): string {
  const quotes = /^([bru]?\\*["']|\[\s*["'])([\s\S]*?)(["']\s*,?\s*\]|\\*["'])$/.exec(value);
  if (!quotes) return mask;
  const [, open, inner, close] = quotes as unknown as [string, string, string, string];
  return inner === '' ? value : open + mask + close;
}
