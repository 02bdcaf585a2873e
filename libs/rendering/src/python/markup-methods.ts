import { Tuple } from '@fleet/values';
import { braceFormat } from './brace-format.js';
import type { Budget } from './budget.js';
import { numberOf } from './compare.js';
import type { Engine } from './engine.js';
import { escapeHtml, unescapeHtml } from './html.js';
import { methodOf } from './lookup.js';
import { escaped, Markup } from './markup.js';
import { iterate, listOf } from './objects.js';
import { percentFormat } from './percent-format.js';
import { printed } from './print.js';
import { stripTags } from './strip-tags.js';
import { Callable, tupleOf, Undefined, type Named, type Thing } from './things.js';

/** Methods whose results stay marked; of their arguments the one at the place given here is escaped. */
const escapedArgument: ReadonlyMap<string, number> = new Map([
  ['replace', 1],
  ['ljust', 1],
  ['rjust', 1],
  ['center', 1],
]);
const unmarked = new Set([
  'find',
  'rfind',
  'index',
  'rindex',
  'count',
  'startswith',
  'endswith',
  'encode',
  'maketrans',
]);

/** A method of a marked text. */
export function markupMethod(self: Markup, name: string, engine: Engine): Thing | undefined {
  const call = ownMethods.get(name);
  if (call) return new Callable(name, (positional, named) => call(self, positional, named, engine));
  const method = methodOf(self.text, name, engine);
  if (!(method instanceof Callable)) return method;
  return new Callable(name, (positional, named) => {
    const args = positional.map((arg, index) => (index === escapedArgument.get(name) ? escaped(arg) : arg));
    const result = method.call(args, named);
    return unmarked.has(name) ? result : (marked(result) as Thing);
  });
}

type OwnMethod = (self: Markup, positional: readonly Thing[], named: Named, engine: Engine) => Thing;

const ownMethods: ReadonlyMap<string, OwnMethod> = new Map(
  Object.entries<OwnMethod>({
    join: (self, [items = null], _named, engine) => {
      const parts = listOf(items, engine.budget).map((item) => escapeHtmlOf(item));
      engine.budget.made(parts.reduce((sum, part) => sum + part.length + self.text.length, 0));
      return new Markup(parts.join(self.text));
    },
    format: (self, positional, named, engine) =>
      new Markup(
        braceFormat(self.text, positional, named, engine, (text, value) =>
          value instanceof Markup ? text : escapeHtml(text),
        ),
      ),
    unescape: (self) => unescapeHtml(self.text),
    striptags: (self) => stripTags(self.text),
  }),
);

function escapeHtmlOf(thing: Thing): string {
  return thing instanceof Markup ? thing.text : escapeHtml(printed(thing));
}

/** Texts inside of a result marked; numbers and truths as they are. */
export function marked(thing: Thing | undefined): Thing | undefined {
  if (typeof thing === 'string') return new Markup(thing);
  if (!Array.isArray(thing)) return thing;
  const items = [...iterate(thing)].map((item) => marked(item) as Thing);
  return thing instanceof Tuple ? tupleOf(items) : items;
}

/** `marked % values`: what is put in is escaped. */
export function markupPercent(self: Markup, values: Thing, budget: Budget): Markup {
  return new Markup(percentFormat(self.text, escapedValues(values), budget));
}

function escapedValues(values: Thing): Thing {
  if (values instanceof Tuple) return tupleOf((values as Thing[]).map(escapedValue));
  if (values instanceof Map) return new Map([...values].map(([key, value]) => [key, escapedValue(value)]));
  return escapedValue(values);
}

function escapedValue(value: Thing): Thing {
  return numberOf(value) !== undefined || value instanceof Undefined ? value : escapeHtmlOf(value);
}
