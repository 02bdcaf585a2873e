import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { searchable } from './parts/make-parents.js';
import { planFile } from './parts/plan-file.js';
import { FileManagedArgs } from './managed.args.js';

export const managed = defineState({
  name: 'file.managed',
  doc: 'Keep a file with a given content, owner and mode; it is replaced in one step, so that nobody sees half of it.',
  args: FileManagedArgs,
  example: `/etc/app.conf:
  file.managed:
    - contents: |
        port = 8080
    - user: root
    - mode: '0640'
`,
  async plan(host, want, context) {
    const backup =
      want.backup === false || want.backup === undefined ? undefined : want.backup === true ? 'minion' : want.backup;
    if (backup !== undefined && (typeof backup !== 'string' || !/^(minion|\.[\w.-]+)$/.test(backup))) {
      return impossible('`backup` must be minion, or an extension that begins with a dot');
    }
    const mode = typeof want.mode === 'number' ? want.mode : undefined;
    return planFile(
      host,
      {
        name: want.name,
        source: want.source,
        sourceHash: want.source_hash,
        sourceHashName: want.source_hash_name,
        skipVerify: want.skip_verify,
        contents: want.contents,
        contentsPillar: want.contents_pillar,
        contentsGrains: want.contents_grains,
        delimiter: want.contents_delimiter,
        newline: want.contents_newline,
        template: want.template,
        context: want.context,
        defaults: new Map([...want.variables, ...(want.defaults ?? [])]),
        facts: { user: want.user, group: want.group, mode: mode === undefined ? undefined : `0${mode.toString(8)}` },
        user: want.user,
        group: want.group,
        mode: want.mode,
        makedirs: want.makedirs,
        dirMode: want.dir_mode ?? (mode === undefined ? undefined : searchable(mode)),
        replace: want.replace,
        create: want.create,
        backup,
        showChanges: want.show_changes ?? want.show_diff,
        followSymlinks: want.follow_symlinks,
        allowEmpty: want.allow_empty,
        check: want.check_cmd === undefined ? undefined : { command: want.check_cmd, extension: want.tmp_ext },
      },
      context,
    );
  },
});
