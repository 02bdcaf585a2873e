/**
 * A docker engine on a lab host, from Debian's packages, for the modules that need one. Containers run in the host's own network namespace; nothing is
 * fetched from outside: the image lies in a registry that is made here, of one static program.
 */
export const dockerPackages = ['docker.io', 'docker-compose', 'busybox-static'] as const;

/** A registry as far as `docker pull` needs one: two tags of one image, which differ in a label. */
const registry = `import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const digest = (bytes) => 'sha256:' + createHash('sha256').update(bytes).digest('hex');
const tar = readFileSync('/root/lab-layer.tar');
const layer = gzipSync(tar);
const blobs = new Map([[digest(layer), layer]]);
const manifests = new Map();
const type = 'application/vnd.docker.distribution.manifest.v2+json';
for (const tag of ['1', '2']) {
  const config = Buffer.from(JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : 'arm64',
    os: 'linux',
    config: { Cmd: ['sleep', 'infinity'], Labels: { tag } },
    rootfs: { type: 'layers', diff_ids: [digest(tar)] },
  }));
  blobs.set(digest(config), config);
  const manifest = Buffer.from(JSON.stringify({
    schemaVersion: 2,
    mediaType: type,
    config: { mediaType: 'application/vnd.docker.container.image.v1+json', size: config.length, digest: digest(config) },
    layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', size: layer.length, digest: digest(layer) }],
  }));
  manifests.set(tag, manifest).set(digest(manifest), manifest);
}
createServer((request, response) => {
  const [, kind, name] = /^\\/v2\\/lab\\/app\\/(manifests|blobs)\\/(.+)$/.exec(request.url ?? '') ?? [];
  const body = request.url === '/v2/' ? Buffer.from('{}') : kind === 'blobs' ? blobs.get(name) : manifests.get(name);
  response.statusCode = body ? 200 : 404;
  response.setHeader('Content-Type', kind === 'manifests' && body ? type : body ? 'application/octet-stream' : 'application/json');
  if (body) response.setHeader('Docker-Content-Digest', digest(body)).setHeader('Content-Length', body.length);
  const unknown = JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] });
  response.end(request.method === 'HEAD' ? undefined : (body ?? unknown));
}).listen(5000, '127.0.0.1');
`;

/** Root, once for all modules of a host. */
export const prepareDocker = `set -e
if [ ! -e /root/lab-docker ]; then
mkdir -p /etc/docker /root/lab-image/bin
printf '{"storage-driver":"vfs","iptables":false,"ip6tables":false,"ip-masq":false}' > /etc/docker/daemon.json
systemctl start docker.service
cp /bin/busybox /root/lab-image/bin/
for name in sh sleep echo cat ls httpd wget true false id; do ln -sf busybox /root/lab-image/bin/$name; done
tar -C /root/lab-image -c . > /root/lab-layer.tar
cat > /root/lab-registry.mjs <<'END'
${registry}END
systemd-run --quiet --unit=lab-registry /usr/bin/env PATH=/usr/local/bin:/usr/bin:/bin node /root/lab-registry.mjs
for try in $(seq 100); do docker pull --quiet 127.0.0.1:5000/lab/app:1 && break; sleep 0.5; done
docker tag 127.0.0.1:5000/lab/app:1 lab/app:1
docker rmi 127.0.0.1:5000/lab/app:1
touch /root/lab-docker
fi
`;
