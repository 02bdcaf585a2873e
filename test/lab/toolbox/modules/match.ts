import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'match',
  pillar: { role: 'executor' },
  functions: [
    { call: ['match.glob', 'tool*'], value: true },
    { call: ['match.list', 'web1,toolbox'], value: true },
    { call: ['match.pcre', 'tool(box|s)'], value: true },
    { call: ['match.grain', 'os:Debian'], value: true },
    { call: ['match.grain_pcre', 'os:(Debian|Ubuntu)'], value: true },
    { call: ['match.pillar', 'role:executor'], value: true },
    { call: ['match.pillar_pcre', 'role:(router|none)'], value: false },
    { call: ['match.ipcidr', '127.0.0.0/8'], value: true },
    { call: ['match.compound', 'tool* and G@os:Debian and not I@role:router'], value: true },
    { call: ['match.compound', '(tool*'], refused: /./ },
    { call: ['match.filter_by', "{'tool*': [app], default: []}"], value: ['app'] },
    { call: ['match.search_by', "{app: ['tool*'], db: ['db*']}"], value: ['app'] },
  ],
};
