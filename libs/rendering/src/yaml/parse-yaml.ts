import type { Diagnostic, Outcome } from '@fleet/diagnostics';
import type { YamlDocument, YamlRequest } from '../template.js';
import { Builder } from './builder.js';
import { readFully, type Read } from './full-reader.js';
import { Places } from './places.js';
import { readQuickly } from './quick-reader.js';
import { refuseTabs } from './tabs.js';

/** Advice for the complaints that people meet most, by the code of the `yaml` package. */
const advice: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BAD_INDENT: 'Items of one mapping or list begin in the same column.',
    BLOCK_AS_IMPLICIT_KEY: 'A text that contains ": " must be quoted.',
    MULTILINE_IMPLICIT_KEY: 'A key stands in one line, and a colon and a space follow it.',
    MISSING_CHAR: 'A quote or bracket is not closed, or a colon is missing.',
    BAD_SCALAR_START: 'A text that begins with one of @ ` % & * ! | > { [ must be quoted.',
    UNEXPECTED_TOKEN: 'A text with special characters must be quoted.',
    MISSING_ANCHOR: 'An anchor (&name) must stand before its alias (*name); a text that begins with * must be quoted.',
  }),
);

/** Reads a YAML text as Salt does, with the place of every item. */
export function parseYaml(request: YamlRequest): Outcome<YamlDocument> {
  const { text } = request.source;
  const places = new Places(request);
  const quick = readQuickly(text);
  const read = quick === undefined ? readFully(text) : { root: quick };
  const refused = refuse(read, text, places);
  if (refused.length > 0) return { ok: false, diagnostics: refused };
  const builder = new Builder(places);
  const value = builder.build(read.root);
  const errors = builder.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  return errors.length > 0 ? { ok: false, diagnostics: errors } : finish(value, places, builder);
}

function refuse(read: Read, text: string, places: Places): Diagnostic[] {
  // Tabs explain most of what else is wrong.
  const tabs = text.includes('\t') ? refuseTabs(read.root, text, places) : [];
  if (tabs.length > 0) return tabs;
  if (read.complaint) {
    const { code, message, offset } = read.complaint;
    return [
      places.diagnostic(
        'error',
        'yaml.syntax',
        message,
        Math.min(offset, Math.max(0, text.length - 1)),
        advice.get(code),
      ),
    ];
  }
  if (read.second === undefined) return [];
  return [
    places.diagnostic(
      'error',
      'yaml.several-documents',
      'more than one document',
      read.second,
      'Remove the line "---" between them.',
    ),
  ];
}

function finish(value: YamlDocument['value'], places: Places, builder: Builder): Outcome<YamlDocument> {
  const warnings = builder.diagnostics;
  const at: YamlDocument['at'] = (container, step) => {
    const offset = builder.offsetOf(container, step);
    return offset === undefined ? undefined : places.at(offset);
  };
  return { ok: true, value: { value, warnings, at }, warnings };
}
