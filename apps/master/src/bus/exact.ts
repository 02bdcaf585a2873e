import { isList, isMap, parseExact, type Value, type ValueMap } from '@fleet/values';
import { refuse } from './refusal.js';

/** The mapping behind exact JSON text of a request, or a fault that names the field. */
export function exactMap(text: string, field: string): ValueMap {
  const value = exact(text, field);
  return isMap(value) ? value : refuse('malformed', `${field} is not a mapping`);
}

export function exactList(text: string, field: string): Value[] {
  const value = exact(text, field);
  return isList(value) ? value : refuse('malformed', `${field} is not a list`);
}

function exact(text: string, field: string): Value {
  try {
    return parseExact(text);
  } catch (error) {
    if (error instanceof SyntaxError) return refuse('malformed', `${field} is not exact JSON: ${error.message}`);
    throw error;
  }
}
