import type { Value } from '@fleet/values';
import { parseJson } from '../json/parse-json.js';
import type { Thing } from '../python/things.js';
import type { DataFormat } from '../syntax/nodes.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { RenderFailure } from './failure.js';
import type { Output } from './output.js';
import type { Run } from './run.js';

/** Data that a template wrote, read back; what is wrong with it is reported at the template's line that wrote it. */
export function parseData(format: DataFormat, output: Output, name: string, run: Run): Thing {
  const text = output.text();
  if (format === 'text') return text;
  const parsed = read(format, text, output, name, run);
  return parsed as Thing;
}

function read(format: 'yaml' | 'json', text: string, output: Output, name: string, run: Run): Value {
  const request = { source: { name, text }, origin: output.origin(run.textOf) };
  const outcome = format === 'yaml' ? parseYaml(request) : parseJson(request);
  if (!outcome.ok) throw new RenderFailure(outcome.diagnostics);
  if (format === 'json') return outcome.value as Value;
  const document = outcome.value as { value: Value; warnings: readonly import('@fleet/diagnostics').Diagnostic[] };
  run.warnings.push(...document.warnings);
  return document.value;
}
