import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { pathProblem, tidyPath } from './parts/absolute.js';

export class FileAccumulatedArgs {
  @Arg({ doc: 'Name of the accumulator.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Absolute path of the file whose state gets the texts.', type: 'string' })
  filename!: string;

  @Arg({ doc: 'What to add: a text, or a list of texts; each is there once.', type: 'any' })
  text!: Value;
}

export const accumulated = defineState({
  name: 'file.accumulated',
  doc: 'Gather texts for a file that another state manages: `accumulator[name]` in its template, or lines of its `file.blockreplace`.',
  args: FileAccumulatedArgs,
  example: `peers:
  file.accumulated:
    - filename: /etc/app/peers.conf
    - text:
        - peer 10.0.0.2
        - peer 10.0.0.3
/etc/app/peers.conf:
  file.managed:
    - source: salt://app/peers.conf.jinja
    - template: jinja
    - require:
        - file: peers
`,
  async plan(_host, want, context) {
    const bad = pathProblem(want.filename);
    if (bad) return impossible(bad);
    const texts = Array.isArray(want.text) ? want.text : [want.text];
    if (texts.some((text) => text instanceof Map || Array.isArray(text)))
      return impossible('`text` must be a text or a list of texts');
    const waiting = context.neededBy?.() ?? [];
    if (context.neededBy && !waiting.some(({ state }) => state.startsWith('file.')))
      return impossible(
        'nothing would see it: name the state of the file with `require_in` or `watch_in`, or require this there',
      );
    const file = tidyPath(want.filename);
    const gathered = context.accumulated?.get(file) ?? new Map<string, string[]>();
    const known = gathered.get(want.name) ?? [];
    const added = texts.map((text) => (typeof text === 'string' ? text : pythonStr(text)));
    gathered.set(want.name, [...new Set([...known, ...added])]);
    context.accumulated?.set(file, gathered);
    return { verdict: true, comment: `Accumulator ${want.name} for file ${want.filename} was charged by text` };
  },
});
