import type { Diagnostic, Outcome } from '@fleet/diagnostics';
import type { YamlDocument, YamlRequest } from '../template.js';
import { Builder } from './builder.js';
import { readFully, type Read } from './full-reader.js';
import { Places } from './places.js';
import { readQuickly } from './quick-reader.js';

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
  if (read.complaint) {
    const { kind, summary, offset, detail } = read.complaint;
    return [
      places.diagnostic('error', `yaml.${kind}`, summary, Math.min(offset, Math.max(0, text.length - 1)), detail),
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
