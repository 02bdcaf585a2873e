import { Arg, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineState, StepFailed } from '../definition.js';
import { wantedContent } from '../file/parts/content.js';
import { impossible } from '../step.js';
import { writeSections } from './parts/sections.js';
import { unitFile } from './parts/unit-file.js';
import { writeUnitSteps } from './parts/write-unit.js';

const fixed = 'systemd reads unit files that belong to root with mode 0644.';

@NotSupported({ user: fixed, group: fixed, mode: fixed, makedirs: 'the directory of a drop-in is made.' })
export class SystemdUnitArgs {
  @Arg({
    doc: 'The unit file below /etc/systemd/system: app.service, app@.service, or app.service.d/limits.conf for a drop-in.',
    type: 'string',
  })
  name!: string;

  @Arg({
    doc: 'The file as {section: {key: value}}; a list of values is one line each.',
    type: 'mapping',
    optional: true,
  })
  sections?: ValueMap;

  @Arg({ doc: 'Text of the file, or a list of lines.', type: 'any', optional: true })
  contents?: Value;

  @Arg({ doc: 'Key of the pillar that holds the text.', type: 'any', optional: true })
  contents_pillar?: Value;

  @Arg({
    doc: 'The file of the state tree, salt://…, or a list of which the first that exists is taken.',
    type: 'any',
    optional: true,
  })
  source?: Value;

  @Arg({ doc: 'Render source or contents with this engine.', type: 'string', oneOf: ['jinja'], optional: true })
  template?: string;

  @Arg({ doc: 'Variables for the template.', type: 'mapping', optional: true })
  context?: ValueMap;

  @Arg({
    doc: 'Variables for the template, used where `context` has none of that name.',
    type: 'mapping',
    optional: true,
  })
  defaults?: ValueMap;

  @Arg({
    doc: 'Have systemd-analyze verify agree before the file is put in place: keys that systemd does not know and programs that are not there are refused.',
    type: 'boolean',
    default: true,
  })
  verify!: boolean;

  @Arg({ doc: 'Show the differences (True) or hide them (False).', type: 'boolean', optional: true })
  show_changes?: boolean;
}

export const unit = defineState({
  name: 'systemd.unit',
  doc: 'Keep a unit file, or a drop-in of one, as given, and make systemd read it when it changes; it is neither started nor enabled by that.',
  args: SystemdUnitArgs,
  example: `app.service:
  systemd.unit:
    - sections:
        Unit:
          Description: The app
        Service:
          ExecStart: /usr/local/bin/app
          Restart: always
        Install:
          WantedBy: multi-user.target

nginx.service.d/limits.conf:
  systemd.unit:
    - contents: |
        [Service]
        LimitNOFILE=65536
`,
  async plan(host, want, context) {
    if (host.services.suits() === 'no') return impossible('this machine has no systemd');
    const file = unitFile(want.name);
    if (typeof file === 'string') return impossible(file);
    const given = [want.sections, want.contents, want.contents_pillar, want.source].filter((one) => one !== undefined);
    if (given.length !== 1) return impossible('give one of `sections`, `contents`, `contents_pillar` and `source`');
    let text: string;
    if (want.sections) {
      const written = writeSections(want.sections);
      if ('problem' in written) return impossible(written.problem);
      text = written.text;
    } else {
      const content = await wantedContent(
        {
          ...want,
          contentsPillar: want.contents_pillar,
          delimiter: ':',
          newline: true,
          skipVerify: false,
          facts: {},
        },
        host,
        context,
      );
      if (content.kind === 'problem') return impossible(content.problem);
      if (content.kind === 'none') throw new StepFailed('a unit file needs a content');
      text = (content.kind === 'ready' ? content.content : await content.read()).toString('utf8');
    }
    const options = { verify: want.verify, ...(want.show_changes !== undefined && { showChanges: want.show_changes }) };
    const steps = await writeUnitSteps(host, file, text, options, context);
    return typeof steps === 'string'
      ? impossible(steps)
      : { steps, already: `${file.path} is as given`, done: `${file.path} is written, and systemd has read it` };
  },
});
