import { filterFamilies } from './filters/table.js';
import { globalRows } from './globals/table.js';
import { reprOf } from './python/print.js';
import { signatureText } from './python/signature.js';
import { tags } from './syntax/tags.js';
import { testRows } from './tests/table.js';

/** One construct, filter, test or global of the dialect, as `docs/reference/templates.md` shows it. */
export interface TemplateFeature {
  readonly name: string;
  /** How it is written: `indent(width=4, first=False)`. */
  readonly usage: string;
  readonly doc: string;
  /** The table it comes from: `text`, `lists`, `salt: network`, … */
  readonly family: string;
}

export function listFilters(): readonly TemplateFeature[] {
  return Object.entries(filterFamilies).flatMap(([family, rows]) =>
    Object.entries(rows).map(([name, row]) => ({
      name,
      usage: usage(name, signatureText(row.parameters, row.rest, reprOf)),
      doc: row.doc,
      family,
    })),
  );
}

export function listTests(): readonly TemplateFeature[] {
  return Object.entries(testRows).map(([name, row]) => ({
    name,
    usage: usage(name, signatureText(row.parameters, undefined, reprOf)),
    doc: row.doc,
    family: 'tests',
  }));
}

export function listGlobals(): readonly TemplateFeature[] {
  return Object.entries(globalRows).map(([name, row]) => ({
    name,
    usage: `${name}(${signatureText(row.parameters, row.rest, reprOf)})`,
    doc: row.doc,
    family: 'globals',
  }));
}

export function listTags(): readonly TemplateFeature[] {
  return [...tags].map(([name, tag]) => ({
    name,
    usage: tag.usage,
    doc: tag.refused ? `Refused. ${tag.refused}` : tag.doc,
    family: 'tags',
  }));
}

function usage(name: string, parameters: string): string {
  return parameters === '' ? name : `${name}(${parameters})`;
}
