import { Arg, NotSupported } from '@fleet/arguments';
import { backupWish, blockEdit, splitLines } from '@fleet/edits';
import type { ValueMap } from '@fleet/values';
import { defineState, type StateContext } from '../definition.js';
import { impossible } from '../step.js';
import { wantedContent } from './parts/content.js';
import { tidyPath } from './parts/absolute.js';
import { planEdit } from './parts/edit.js';

@NotSupported({
  source_hash: 'the source comes from the state tree.',
  sources: 'name one with `source`.',
  source_hashes: 'name one source with `source`.',
  insert_before_match: 'put the markers into the file, or use `append_if_not_found`.',
  insert_after_match: 'put the markers into the file, or use `append_if_not_found`.',
})
export class FileBlockreplaceArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Text that the line before the block holds.', type: 'string', default: '#-- start managed zone --' })
  marker_start!: string;

  @Arg({ doc: 'Text that the line after the block holds.', type: 'string', default: '#-- end managed zone --' })
  marker_end!: string;

  @Arg({ doc: 'The block, without its markers.', type: 'string', default: '' })
  content!: string;

  @Arg({ doc: 'Where the block comes from instead, such as salt://app/block.txt.', type: 'string', optional: true })
  source?: string;

  @Arg({ doc: 'Render the source with this engine.', type: 'string', oneOf: ['jinja'], optional: true })
  template?: string;

  @Arg({ doc: 'Variables for the template.', type: 'mapping', optional: true })
  context?: ValueMap;

  @Arg({
    doc: 'Variables for the template, used where `context` has none of that name.',
    type: 'mapping',
    optional: true,
  })
  defaults?: ValueMap;

  @Arg({ doc: 'Where there are no markers: append them with the block.', type: 'boolean', default: false })
  append_if_not_found!: boolean;

  @Arg({ doc: 'Where there are no markers: prepend them with the block.', type: 'boolean', default: false })
  prepend_if_not_found!: boolean;

  @Arg({ doc: 'Extension of a copy of the old content; False keeps none.', type: 'any', default: '.bak' })
  backup!: string | boolean;

  @Arg({
    doc: 'Accepted for trees that set it; the end marker always stands on a line of its own.',
    type: 'boolean',
    optional: true,
  })
  append_newline?: boolean;

  @Arg({ doc: 'Show the difference.', type: 'boolean', default: true })
  show_changes!: boolean;
}

export const blockreplace = defineState({
  name: 'file.blockreplace',
  doc: 'Keep what stands between two marker lines of a file.',
  args: FileBlockreplaceArgs,
  example: `/etc/hosts:
  file.blockreplace:
    - marker_start: '# fleet: begin'
    - marker_end: '# fleet: end'
    - content: 10.0.0.2 db.internal
    - append_if_not_found: True
`,
  async plan(host, want, context) {
    const wish = {
      name: want.name,
      delimiter: ':',
      newline: true,
      template: want.template,
      context: want.context,
      defaults: want.defaults,
      facts: {},
    };
    const block = await wantedContent(
      { ...wish, ...(want.source === undefined ? { contents: want.content } : { source: want.source }) },
      host,
      context,
    );
    if (block.kind === 'problem') return impossible(block.problem);
    const written =
      block.kind === 'none' ? '' : (block.kind === 'ready' ? block.content : await block.read()).toString('utf8');
    const text = [...splitLines(written).lines, ...gatheredFor(want.name, context)].join('\n');
    const options = {
      path: want.name,
      absent: 'error' as const,
      backup: backupWish(want.backup),
      showChanges: want.show_changes,
      already: 'no changes needed to be made',
      done: 'Changes were made',
    };
    return planEdit(host, options, context, blockEdit({ ...want, path: want.name }, text));
  },
});

/** What `file.accumulated` has gathered for this block: of the accumulators that it requires, or of all for the file. */
function gatheredFor(path: string, context: StateContext): string[] {
  const all = [...(context.accumulated?.get(tidyPath(path)) ?? [])];
  const required = new Set(
    (context.required ?? []).flatMap(({ state, name }) => (state === 'file.accumulated' ? [name] : [])),
  );
  const own = all.filter(([name]) => required.has(name));
  return (own.length > 0 ? own : all).flatMap(([, texts]) => texts);
}
