import type { LintCode } from './check-table.js';

/** The smallest tree that has the defect. The first file is the one that the reference shows. */
export interface CheckExample {
  /** By `states/…` or `pillar/…`; laid over a fleet with nothing to find, an empty text takes a file away. */
  readonly files: Readonly<Record<string, string>>;
  readonly minions?: readonly string[];
  /** Nothing is known of the minions' grains. */
  readonly unseen?: boolean;
}

const formula = `instances:
  - registry: app_nodes
    assigned: app_assigned
    ports: [BASE_PORT]
    unique: [LOG_FILE]
pillar:
  scope:
    - registry: app_nodes
      assigned: app_assigned
`;
const environmentState = `{% for name in pillar.get('app_assigned', []) %}
env_{{ name }}:
  file.managed:
    - name: /opt/app/{{ name }}/.env
    - source: salt://app/env.jinja
    - template: jinja
    - context:
        own: {{ pillar['app_nodes'][name] }}
{% endfor %}
`;
const environmentTemplate = `{% for key, value in own.items() %}
{{ key }}="{{ value }}"
{% endfor %}
`;
/** A formula with instances, as the examples about instances have it. */
const app = {
  'states/web.sls': environmentState,
  'states/app/env.jinja': environmentTemplate,
  'states/app/formula.yaml': formula,
  'pillar/top.sls': "base:\n  '*': [common]\n  web1: [one]\n  web2: [two]\n",
  'pillar/one.sls': 'app_assigned: [node_01, node_02]\n',
  'pillar/two.sls': 'app_assigned: []\n',
};
const file = (path: string, content: string): string =>
  `app_file:\n  file.managed:\n    - name: ${path}\n    - contents: |\n${content.replace(/^(?=.)/gm, '        ')}`;

export const checkExamples: Readonly<Record<LintCode, CheckExample>> = {
  'lint.port-clash': {
    files: {
      'pillar/common.sls': 'app_nodes:\n  node_01: {BASE_PORT: 8090}\n  node_02: {BASE_PORT: 8090}\n',
      ...app,
    },
  },
  'lint.assigned-twice': {
    files: {
      'pillar/two.sls': 'app_assigned: [node_02]\n',
      ...omit(app, 'pillar/two.sls'),
      'pillar/common.sls': 'app_nodes:\n  node_01: {BASE_PORT: 8090}\n  node_02: {BASE_PORT: 8091}\n',
    },
  },
  'lint.unassigned': {
    files: {
      'pillar/common.sls':
        'app_nodes:\n  node_01: {BASE_PORT: 8090}\n  node_02: {BASE_PORT: 8091}\n  node_03: {BASE_PORT: 8092}\n',
      ...app,
    },
  },
  'lint.missing-entry': {
    files: {
      'pillar/one.sls': 'app_assigned: [node_01, node_20]\n',
      ...omit(app, 'pillar/one.sls'),
      'pillar/common.sls': 'app_nodes:\n  node_01: {BASE_PORT: 8090}\n',
      'states/web.sls': 'web_note:\n  test.nop: []\n',
      'states/app/env.jinja': '',
    },
  },
  'lint.not-unique': {
    files: {
      'pillar/common.sls': 'app_nodes:\n  node_01: {LOG_FILE: app.log}\n  node_02: {LOG_FILE: app.log}\n',
      ...app,
    },
  },
  'lint.same-key': {
    files: {
      'pillar/common.sls': [
        'first:',
        "  private_key: '0x7a6e1f00c3d24b5e9f8877665544332211aabbccddeeff001122334455667788'",
        'second:',
        "  private_key: '0x7a6e1f00c3d24b5e9f8877665544332211aabbccddeeff001122334455667788'",
        '',
      ].join('\n'),
    },
  },
  'lint.repeated-value': {
    files: {
      'pillar/common.sls': [
        'app_nodes:',
        '  node_01: {ROUTER: 10.0.0.1, BASE_PORT: 8090}',
        '  node_02: {ROUTER: 10.0.0.1, BASE_PORT: 8091}',
        '  node_03: {ROUTER: 10.0.0.1, BASE_PORT: 8092}',
        '',
      ].join('\n'),
      ...app,
      'pillar/one.sls': 'app_assigned: [node_01, node_02, node_03]\n',
    },
  },
  'lint.secret-by-grain': {
    files: {
      'pillar/top.sls': "base:\n  '*': [common]\n  'G@os:Debian': [database]\n",
      'pillar/database.sls': 'database:\n  password: not-for-everybody\n',
    },
  },
  'lint.unscoped-registry': {
    files: {
      'pillar/common.sls': [
        'app_nodes:',
        '  node_01: {private_key: key-of-the-first-node}',
        '  node_02: {private_key: key-of-the-second-node}',
        'app_assigned: [node_01]',
        '',
      ].join('\n'),
    },
  },
  'lint.minion-unmatched': {
    files: { 'states/top.sls': "base:\n  'web1': [web]\n" },
  },
  'lint.target-unmatched': {
    files: { 'states/top.sls': "base:\n  '*': [web]\n  'wbe2': [web]\n" },
  },
  'lint.assumed-grains': { files: { 'states/web.sls': 'web_note:\n  test.nop: []\n' }, unseen: true },
  'lint.unknown': {
    files: {
      'states/web.sls':
        "{% set users = salt['file.read']('/etc/app/users') %}\nweb_note:\n  test.nop:\n    - name: {{ users }}\n",
    },
  },
  'lint.environment-comment': { files: { 'states/web.sls': file('/opt/app/.env', 'DOCKER=0 # not used\n') } },
  'lint.environment-line': { files: { 'states/web.sls': file('/opt/app/.env', 'export PORT=80\n') } },
  'lint.environment-break': {
    files: {
      'pillar/common.sls': 'app_nodes:\n  node_01:\n    NOTE: |\n      two\n      lines\n  node_02: {NOTE: one line}\n',
      ...app,
    },
  },
  'lint.environment-quote': { files: { 'states/web.sls': file('/opt/app/.env', 'NAME="app\nPORT=80\n') } },
  'lint.environment-twice': { files: { 'states/web.sls': file('/opt/app/.env', 'PORT=80\nPORT=81\n') } },
  'lint.environment-space': { files: { 'states/web.sls': file('/opt/app/.env', 'NAME=my app\n') } },
  'lint.unit-ignored': {
    files: {
      'states/web.sls': file('/etc/systemd/system/app.service', '[Service]\nExecStart=/usr/bin/app\nRestartSecs=10\n'),
    },
  },
  'lint.unit-comment': {
    files: {
      'states/web.sls': file(
        '/etc/systemd/system/app.service',
        '[Service]\nExecStart=/usr/bin/app\nRestart=always # crashes\n',
      ),
    },
  },
  'lint.template-unit': {
    files: {
      'states/web.sls': `${file('/etc/systemd/system/app@.service', '[Service]\nExecStart=/usr/bin/app %i\n')}app_stopped:\n  service.dead:\n    - name: app\n`,
    },
  },
  'lint.managed-twice': {
    files: {
      'states/web.sls': [
        'app_file:',
        '  file.managed:',
        '    - name: /opt/app/config',
        '    - contents: one',
        'app_link:',
        '  file.symlink:',
        '    - name: /opt/app/config',
        '    - target: /opt/app/config-1',
        '',
      ].join('\n'),
    },
  },
  'lint.lfs-pointer': {
    files: {
      'states/app/daemon': 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 127000000\n',
      'states/web.sls':
        'app_binary:\n  file.managed:\n    - name: /usr/local/bin/daemon\n    - source: salt://app/daemon\n',
    },
  },
  'lint.unused-sls': { files: { 'states/upgrade.sls': 'upgrade_note:\n  test.nop: []\n' } },
  'lint.unused-pillar': { files: { 'pillar/old.sls': 'greeting: goodbye\n' } },
  'lint.unused-file': { files: { 'states/app/forgotten.conf': 'port = 80\n' } },
  'lint.bad-ignore': { files: { 'states/web.sls': '# lint: ignore lint.unit-comment\nweb_note:\n  test.nop: []\n' } },
  'lint.idle-ignore': {
    files: { 'states/web.sls': '# lint: ignore lint.unit-comment the unit is old\nweb_note:\n  test.nop: []\n' },
  },
};

function omit(files: Readonly<Record<string, string>>, path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}
