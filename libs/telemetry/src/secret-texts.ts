import { mask } from './mask.js';

/** What is a secret by its form alone, wherever it stands; `hint`: a text without it holds none, which is quick to see. */
interface SecretText {
  readonly hint: RegExp;
  readonly pattern: RegExp;
  /** Default: the mask alone. */
  readonly shown?: string;
}

const secretTexts: readonly SecretText[] = [
  // The key of a PEM block: up to its end, or as far as an excerpt goes. A diff puts signs into it, JSON writes its line ends as `\n`.
  {
    hint: /PRIVATE KEY/,
    pattern:
      /(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?=[ \t]*\\?[nr\r\n])(?:\\[nr]|[\sA-Za-z0-9+/=:,.()-]){16,}?(?=-----END|$|[^\sA-Za-z0-9+/=:,.()\\-])/g,
    shown: `$1${mask}`,
  },
  { hint: /AGE-SECRET-KEY-/i, pattern: /AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{20,}/gi },
  { hint: /fleet-join-/, pattern: /fleet-join-[A-Za-z0-9_-]{16,}(?:\.[A-Za-z0-9_-]{1,16})?/g },
  // Seeds of nkeys.
  { hint: /S[A-Z][A-Z2-7]{20}/, pattern: /(?<![A-Za-z0-9])S[A-Z][A-Z2-7]{56}(?![A-Za-z0-9])/g },
  {
    hint: /eyJ/,
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  },
  { hint: /(?:Bearer|Basic) /i, pattern: /\b(Bearer|Basic) +[A-Za-z0-9._~+/-]{16,}=*/gi, shown: `$1 ${mask}` },
  // `https://user:password@host`
  { hint: /:\/\/[^\s/]*@/, pattern: /(:\/\/[^\s:/@]*:)[^\s/@]+(?=@)/g, shown: `$1${mask}` },
];

export function redactSecretTexts(text: string): string {
  let result = text;
  for (const { hint, pattern, shown = mask } of secretTexts)
    if (hint.test(result)) result = result.replace(pattern, shown);
  return result;
}
