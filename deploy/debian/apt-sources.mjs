/** Which Debian archive this machine uses: fleet names no mirror of its own, so that proxies and local mirrors keep working. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns {Promise<{ uri: string, signedBy?: string } | undefined>} the first archive of Debian itself (not its security archive). */
export async function debianArchive(folder = '/etc/apt') {
  const parts = await readdir(join(folder, 'sources.list.d')).catch(() => []);
  const files = ['sources.list', ...parts.sort().map((name) => `sources.list.d/${name}`)];
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => '');
    const sources = file.endsWith('.sources') ? stanzas(text) : file.endsWith('.list') ? lines(text) : [];
    const found = sources.find(isDebian);
    if (found) return { uri: found.uri, ...(found.signedBy?.startsWith('/') ? { signedBy: found.signedBy } : {}) };
  }
  return undefined;
}

/** Mirrors keep the archive under `…/debian`; cloud images name a file of mirrors, `mirror+file:/etc/apt/mirrors/debian.list`. */
function isDebian(source) {
  return (
    source.binary &&
    source.components.includes('main') &&
    /\/debian(\.list|\/)?$/.test(source.uri) &&
    !source.suites.every((suite) => suite.includes('security'))
  );
}

/** The form of `*.sources`: stanzas of fields, apart by empty lines. */
export function stanzas(text) {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = {};
    let last;
    for (const line of stanza.split('\n')) {
      if (line.startsWith('#')) continue;
      const field = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
      if (field) fields[(last = field[1].toLowerCase())] = field[2].trim();
      else if (last && /^\s/.test(line)) fields[last] += ` ${line.trim()}`;
    }
    if (fields.enabled === 'no') return [];
    const words = (name) => (fields[name] ?? '').split(/\s+/).filter(Boolean);
    return words('uris').map((uri) => ({
      uri,
      binary: words('types').includes('deb'),
      suites: words('suites'),
      components: words('components'),
      signedBy: fields['signed-by'],
    }));
  });
}

/** The form of `*.list`: `deb [options] URI suite component…`. */
export function lines(text) {
  return text.split('\n').flatMap((line) => {
    const found = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!found) return [];
    const signedBy = /signed-by=(\S+)/i.exec(found[1] ?? '')?.[1];
    return [{ uri: found[2], binary: true, suites: [found[3]], components: found[4].trim().split(/\s+/), signedBy }];
  });
}
