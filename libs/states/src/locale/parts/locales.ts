import type { HostView } from '@fleet/platform';
import { askTool } from '../../tool.js';

/** `de_DE.UTF-8` and `de_DE.utf8` are one locale. */
export function normalized(name: string): string {
  const [language = '', rest = ''] = name.split('.');
  const [charset = '', modifier] = rest.split('@');
  const encoding = charset.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${language}${encoding === '' ? '' : `.${encoding}`}${modifier === undefined ? '' : `@${modifier}`}`;
}

export async function hasLocale(host: HostView, name: string): Promise<boolean> {
  const listed = await askTool(host, ['locale', '-a']);
  return (listed?.stdout ?? '').split('\n').some((one) => normalized(one.trim()) === normalized(name));
}
