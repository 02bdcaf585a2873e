import type { Value } from '@fleet/values';
import { readText, type GrainFamily } from './family.js';

export const locale: GrainFamily = {
  name: 'locale',
  doc: 'Language and time zone of the machine: locale_info, path, systempath.',
  async collect(host) {
    const settings = (await readText(host, '/etc/default/locale')) ?? (await readText(host, '/etc/locale.conf')) ?? '';
    const language = /^LANG="?([^"\n]+)"?$/m.exec(settings)?.[1] ?? 'C';
    const [defaultLanguage = language, encoding = 'unknown'] = language.split('.');
    const zone = (await host.files.stat('/etc/localtime'))?.target?.split('/zoneinfo/')[1];
    const path = host.machine.environment().PATH ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    return {
      locale_info: new Map<Value, Value>([
        ['defaultlanguage', defaultLanguage],
        ['defaultencoding', encoding],
        ['detectedencoding', 'UTF-8'],
        ['timezone', zone ?? (await readText(host, '/etc/timezone')) ?? 'UTC'],
      ]),
      path,
      systempath: path.split(':'),
    };
  },
};
