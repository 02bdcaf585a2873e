import type { Diagnostic, Outcome } from '@fleet/diagnostics';
import { parseAllDocuments } from 'yaml';
import type { YamlDocument, YamlRequest } from '../template.js';
import { Builder } from './builder.js';
import { Places } from './places.js';
import { refuseTabs } from './tabs.js';

/** Advice for the complaints that people meet most, by the code of the `yaml` package. */
const advice: Record<string, string> = {
  BAD_INDENT: 'Items of one mapping or list begin in the same column.',
  BLOCK_AS_IMPLICIT_KEY: 'A text that contains ": " must be quoted.',
  MULTILINE_IMPLICIT_KEY: 'A key stands in one line, and a colon and a space follow it.',
  MISSING_CHAR: 'A quote or bracket is not closed, or a colon is missing.',
  BAD_SCALAR_START: 'A text that begins with one of @ ` % & * ! | > { [ must be quoted.',
  UNEXPECTED_TOKEN: 'A text with special characters must be quoted.',
  MISSING_ANCHOR: 'An anchor (&name) must stand before its alias (*name); a text that begins with * must be quoted.',
};

/** Reads a YAML text as Salt does, with the place of every item. */
export function parseYaml(request: YamlRequest): Outcome<YamlDocument> {
  const places = new Places(request);
  const { text } = request.source;
  const documents = parseAllDocuments(text, { version: '1.1', schema: 'failsafe', uniqueKeys: false, merge: false, prettyErrors: false, logLevel: 'silent' });
  const refuse = (diagnostics: readonly Diagnostic[]): Outcome<YamlDocument> => ({ ok: false, diagnostics });
  if (!Array.isArray(documents) || documents.length === 0) return finish(null, places, undefined);
  const document = documents[0] as (typeof documents)[number];
  const syntax = documents.flatMap((each) => each.errors)[0];
  // Tabs explain most of what else is wrong.
  const tabs = text.includes('\t') ? refuseTabs(document, text, places) : [];
  if (tabs.length > 0) return refuse(tabs);
  if (syntax) {
    const summary = syntax.message.replace(/ at line \d+, column \d+:[\s\S]*$/, '');
    return refuse([places.diagnostic('error', 'yaml.syntax', summary, Math.min(syntax.pos[0], Math.max(0, text.length - 1)), advice[syntax.code])]);
  }
  if (documents.length > 1) {
    const second = documents[1]?.range[0] ?? 0;
    return refuse([places.diagnostic('error', 'yaml.several-documents', 'more than one document', second, 'Remove the line "---" between them.')]);
  }
  const builder = new Builder(places);
  const value = builder.build(document.contents);
  const errors = builder.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  return errors.length > 0 ? refuse(errors) : finish(value, places, builder);
}

function finish(value: YamlDocument['value'], places: Places, builder: Builder | undefined): Outcome<YamlDocument> {
  const warnings = builder?.diagnostics ?? [];
  const at: YamlDocument['at'] = (container, step) => {
    const offset = builder?.offsetOf(container, step);
    return offset === undefined ? undefined : places.at(offset);
  };
  return { ok: true, value: { value, warnings, at }, warnings };
}
