import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const argument = (name: string): unknown => expect.objectContaining({ name });

export const toolbox: ToolboxModule = {
  module: 'sys',
  functions: [
    { call: ['sys.list_functions', 'sdb'], value: ['sdb.get'] },
    { call: ['sys.list_modules'], value: expect.arrayContaining(['cmd', 'file', 'pkg', 'state']) },
    { call: ['sys.list_state_modules'], value: expect.arrayContaining(['cmd', 'file', 'pkg']) },
    {
      call: ['sys.list_state_functions', 'ini'],
      value: ['ini.options_absent', 'ini.options_present', 'ini.sections_absent', 'ini.sections_present'],
    },
    { call: ['sys.argspec', 'cmd.which'], value: { 'cmd.which': [argument('cmd')] } },
    {
      call: ['sys.state_argspec', 'cron.env_absent'],
      value: { 'cron.env_absent': [argument('name'), argument('user')] },
    },
    { call: ['sys.doc', 'cmd.which'], value: { 'cmd.which': expect.stringContaining('cmd.which git') } },
    { call: ['sys.doc', 'cmd.whihc'], refused: /did you mean cmd\.which\?/ },
    { call: ['sys.state_doc', 'cron.env_absent'], value: { 'cron.env_absent': expect.any(String) } },
  ],
};
