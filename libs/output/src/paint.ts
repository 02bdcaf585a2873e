/** Colours by meaning. Formatters get one, so that they stay pure and their plain form is what specs compare. */
export interface Paint {
  readonly key: (text: string) => string;
  readonly good: (text: string) => string;
  readonly changed: (text: string) => string;
  readonly would: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
}

const same = (text: string): string => text;

export const plain: Paint = { key: same, good: same, changed: same, would: same, bad: same, faint: same };

const ansi = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;

export const coloured: Paint = {
  key: ansi(36),
  good: ansi(32),
  changed: ansi(36),
  would: ansi(33),
  bad: ansi(31),
  faint: ansi(2),
};
