import { parseJson, parseYaml } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';

export const decodeTypes = ['auto', 'json', 'yaml', 'plain'] as const;
export type DecodeType = (typeof decodeTypes)[number];

/**
 * The text of an answer as data; `undefined` for one that is to stay a text.
 * @throws FunctionRefused `failed` where it is not what it should be
 */
export function decoded(text: string, contentType: string, type: DecodeType): Value | undefined {
  if (type === 'auto') return guessed(text, contentType);
  if (type === 'plain') return undefined;
  const parsed = type === 'yaml' ? yaml(text) : json(text);
  if (parsed === undefined) throw new FunctionRefused('failed', `http.query: the answer is no ${type.toUpperCase()}`);
  return parsed;
}

/** By what the server says it is; one that says nothing may have sent JSON all the same. */
function guessed(text: string, contentType: string): Value | undefined {
  if (/yaml/i.test(contentType)) return yaml(text);
  return contentType === '' || /json/i.test(contentType) ? json(text) : undefined;
}

function json(text: string): Value | undefined {
  const parsed = parseJson({ source: { name: 'answer', text } });
  return parsed.ok ? parsed.value : undefined;
}

function yaml(text: string): Value | undefined {
  const parsed = parseYaml({ source: { name: 'answer', text } });
  return parsed.ok ? parsed.value.value : undefined;
}
