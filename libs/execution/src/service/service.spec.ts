import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const units = {
  'nginx.service': { active: true, enabled: true },
  'app@.service': {},
  'app@one.service': { active: true },
  'app@two.service': { enabled: true },
  'helper.service': { text: '[Service]\nExecStart=/bin/true\n' },
  'gone.service': { masked: true },
};
/** `systemctl show --no-pager --property=Id,ExecStart` on a Debian 12. */
const shown = `ExecStart={ path=/usr/bin/dbus-daemon ; argv[]=/usr/bin/dbus-daemon --system --address=systemd: --nofork ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
Id=dbus.service

Id=nothing.service

ExecStart={ path=journalctl ; argv[]=journalctl --flush ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
Id=a-flush.service`;
const commands = [{ command: 'systemctl show --no-pager --property=Id,ExecStart *.service', answer: shown }];

describe('service', () => {
  specsOf({ machine: { units, commands } }, [
    { call: 'service.status', positional: ['nginx'], value: true },
    { call: 'service.status', positional: ['app@*'], value: { 'app@one.service': true, 'app@two.service': false } },
    { call: 'service.status', positional: ['ngnix'], refused: ['not-found', /did you mean nginx\?/] },
    { call: 'service.status', positional: ['x@*'], refused: ['not-found', /no unit matches x@\*/] },
    { call: 'service.available', positional: ['nope'], value: false },
    { call: 'service.missing', positional: ['nope'], value: true },
    { call: 'service.enabled', positional: ['app@two'], value: true },
    { call: 'service.disabled', positional: ['app@one'], value: true },
    { call: 'service.disabled', positional: ['helper'], value: false },
    { call: 'service.masked', positional: ['gone'], value: true },
    { call: 'service.get_all', value: ['app@one', 'app@two', 'gone', 'helper', 'nginx'] },
    { call: 'service.get_static', value: ['helper'] },
    { call: 'service.get_enabled', value: ['app@two', 'nginx'] },
    { call: 'service.get_disabled', value: ['app@one'] },
    { call: 'service.get_running', value: ['app@one', 'nginx'] },
    {
      call: 'service.execs',
      value: { 'a-flush': 'journalctl --flush', dbus: '/usr/bin/dbus-daemon --system --address=systemd: --nofork' },
    },
    { call: 'service.restart', positional: ['app@one'], value: true },
    { call: 'service.start', positional: ['app@*'], value: { 'app@one.service': true, 'app@two.service': true } },
    { call: 'service.force_reload', positional: ['nginx'], value: true },
    { call: 'service.start', positional: ['gone'], refused: ['failed', /masked/] },
    { call: 'service.unmask', positional: ['gone'], value: true },
    { call: 'service.stop', positional: ['nope'], refused: ['not-found', /no unit nope/] },
  ]);
});
