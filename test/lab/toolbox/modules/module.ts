import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'module',
  verdicts: [
    {
      sls: `calls:
  module.run:
    - cmd.run:
        - cmd: touch /root/kept/called
waits:
  module.wait:
    - name: cmd.run
    - cmd: touch /root/kept/waited
changed:
  cmd.run:
    - name: 'true'
woken:
  module.wait:
    - name: cmd.run
    - cmd: touch /root/kept/woken
    - watch:
        - cmd: changed
fails:
  module.run:
    - file.file_exists:
        - path: /root/kept/nowhere
`,
      results: {
        calls: { result: true, comment: /cmd\.run was called/ },
        waits: { result: true },
        woken: { result: true },
        fails: { result: false, comment: /says that it failed/ },
      },
    },
  ],
  seen: { 'cd /root/kept; ls called waited woken 2>/dev/null || true': 'called\nwoken\n' },
};
