import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { loggedIn } from './logged-in.js';

export const w = defineFunction({
  name: 'status.w',
  doc: 'Who is logged in, on which `tty`, since when, and what they do.',
  args: NoArgs,
  example: 'status.w',
  looks: true,
  async run(host) {
    return fromPlain(
      (await loggedIn(host)).map(([user = '', tty = '', login = '', idle = '', jcpu = '', pcpu = '', ...what]) => ({
        user,
        tty,
        login,
        idle,
        jcpu,
        pcpu,
        what: what.join(' '),
      })),
    );
  },
});
