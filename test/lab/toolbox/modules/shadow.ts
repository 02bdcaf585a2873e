import type { ToolboxCall, ToolboxModule } from '../toolbox.js';

const hash = '$6$lab$XyBOFGkYOFJ9YvYcm';
const set = (field: string, days: number): ToolboxCall => ({
  call: [`shadow.set_${field}`, 'tool-shadow', String(days)],
  value: true,
});

export const toolbox: ToolboxModule = {
  module: 'shadow',
  prepare: 'useradd tool-shadow',
  functions: [
    { call: ['shadow.set_password', 'tool-shadow', 'hunter2'], retcode: 1, refused: /openssl passwd/ },
    {
      call: ['shadow.set_password', 'tool-shadow', hash],
      value: true,
      seen: { 'getent shadow tool-shadow | cut -d: -f2': `${hash}\n` },
    },
    {
      call: ['shadow.lock_password', 'tool-shadow'],
      value: true,
      seen: { 'getent shadow tool-shadow | cut -d: -f2': `!${hash}\n`, 'passwd -S tool-shadow | cut -d" " -f2': 'L\n' },
    },
    {
      call: ['shadow.unlock_password', 'tool-shadow'],
      value: true,
      seen: { 'passwd -S tool-shadow | cut -d" " -f2': 'P\n' },
    },
    set('date', 20_000),
    set('mindays', 1),
    set('maxdays', 90),
    set('warndays', 7),
    set('inactdays', 30),
    set('expire', 30_000),
    {
      call: ['shadow.info', 'tool-shadow'],
      value: {
        name: 'tool-shadow',
        passwd: '**********',
        lstchg: 20_000,
        min: 1,
        max: 90,
        warn: 7,
        inact: 30,
        expire: 30_000,
      },
      seen: { 'getent shadow tool-shadow | cut -d: -f3-8': '20000:1:90:7:30:30000\n' },
    },
    {
      call: ['shadow.del_password', 'tool-shadow'],
      value: true,
      seen: { 'passwd -S tool-shadow | cut -d" " -f2': 'NP\n' },
    },
  ],
};
