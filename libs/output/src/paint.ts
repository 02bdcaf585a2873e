/** Colours by meaning. Formatters get one, so that they stay pure and their plain form is what specs compare. */
export interface Paint {
  readonly key: (text: string) => string;
  readonly good: (text: string) => string;
  readonly changed: (text: string) => string;
  readonly would: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
  /** In the colour of a name, which is the same each time. */
  readonly own: (text: string, name: string) => string;
}

const same = (text: string): string => text;

export const plain: Paint = { key: same, good: same, changed: same, would: same, bad: same, faint: same, own: same };

const ansi = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;

/** Those that are read on dark and on light; red is for what failed. */
const ownColours = [36, 32, 33, 34, 35, 96, 92, 93, 94, 95];

function colourOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return ownColours[(hash >>> 8) % ownColours.length] as number;
}

export const coloured: Paint = {
  key: ansi(36),
  good: ansi(32),
  changed: ansi(36),
  would: ansi(33),
  bad: ansi(31),
  faint: ansi(2),
  own: (text, name) => ansi(colourOf(name))(text),
};
