import { createHash } from 'node:crypto';
import type { Source } from '../template.js';
import { TemplateParser } from '../syntax/template-parser.js';
import { compileBody } from './statements.js';
import { Unit, type Block, type Execute } from './unit.js';

export interface CompiledTemplate {
  readonly name: string;
  readonly body: Execute;
  readonly blocks: ReadonlyMap<string, Block>;
}

const cache = new Map<string, CompiledTemplate>();
const maxCached = 500;

/**
 * The compiled template, from the cache where name and content are the same as before.
 * @throws TemplateSyntaxError
 */
export function compileTemplate(source: Source): CompiledTemplate {
  const key = `${createHash('sha256').update(source.text).digest('base64')} ${source.name}`;
  const known = cache.get(key);
  if (known) {
    // Last in the map is last to go.
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const compiled = compile(source);
  cache.set(key, compiled);
  if (cache.size > maxCached) cache.delete(cache.keys().next().value as string);
  return compiled;
}

function compile(source: Source): CompiledTemplate {
  // Jinja drops one line end at the end of a template; the renderer gives it back to the outermost one.
  const text = source.text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const unit = new Unit(source.name);
  const body = compileBody(new TemplateParser(text).parseTemplate(), unit);
  return { name: source.name, body, blocks: unit.blocks };
}
