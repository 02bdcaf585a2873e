import { splitLines } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import type { StateContext } from '../../definition.js';
import { findOne } from './source.js';
import type { TextArgs } from './text.args.js';

export type LinesOrProblem = { readonly lines: readonly string[] } | { readonly problem: string };

/** The lines that an author names by `text` or `source`. */
export async function wantedLines(want: TextArgs, host: HostView, context: StateContext): Promise<LinesOrProblem> {
  const texts: string[] = [];
  for (const item of want.text === undefined ? [] : Array.isArray(want.text) ? want.text : [want.text]) {
    if (item instanceof Map || Array.isArray(item)) return { problem: '`text` must be a text or a list of texts' };
    texts.push(await rendered(typeof item === 'string' ? item : pythonStr(item), want.name));
  }
  for (const url of want.source ?? []) {
    const lookup = await findOne(url, {}, host, context);
    if ('problem' in lookup) return { problem: lookup.problem };
    texts.push(await rendered((await lookup.found.read()).toString('utf8'), url));
  }
  if (texts.length === 0) return { problem: 'there is neither `text` nor `source`' };
  return { lines: texts.flatMap((text) => (text === '' ? [''] : splitLines(text).lines)) };

  async function rendered(text: string, name: string): Promise<string> {
    if (want.template === undefined) return text;
    return context.render({ name, text }, new Map([...(want.defaults ?? []), ...(want.context ?? [])]));
  }
}
