# Kubo, the IPFS daemon that cortensord starts by itself:
#   ipfs:
#     enabled: false
#     version: v0.33.0
#     base_url: …             # the vendor's, or a mirror's
#     hashes: {amd64: sha256=…}   # instead of the digest that lies beside the archive
#     verify: false           # a mirror without digests: trust what it answers
{%- set defaults = {
  'enabled': True,
  'version': 'v0.33.0',
  'base_url': 'https://dist.ipfs.tech/kubo',
  'binary': '/usr/local/bin/ipfs',
  'directory': '/opt/kubo',
  'verify': True,
  'hashes': {},
} %}
{%- set ipfs = salt['pillar.get']('ipfs', default=defaults, merge=True) %}
{%- set arch = {'x86_64': 'amd64', 'aarch64': 'arm64'}.get(grains['osarch'], grains['osarch']) %}
{%- set archive = 'kubo_' ~ ipfs.version ~ '_linux-' ~ arch ~ '.tar.gz' %}
{%- set source = ipfs.base_url ~ '/' ~ ipfs.version ~ '/' ~ archive %}
{%- set directory = ipfs.directory ~ '/' ~ ipfs.version %}

{%- if ipfs.enabled %}
{%- if arch not in ['amd64', 'arm64'] %}
{{- raise('kubo is released for amd64 and arm64, not for ' ~ arch ~ ': set ipfs:enabled to false on ' ~ grains['id']) }}
{%- endif %}
ipfs_directory:
  file.directory:
    - name: {{ directory }}
    - makedirs: True
    - mode: '0755'

# Each version in a directory of its own; the program that is in use is never written to.
ipfs_extracted:
  archive.extracted:
    - name: {{ directory }}
    - source: {{ source }}
{%- if ipfs.hashes.get(arch) %}
    - source_hash: {{ ipfs.hashes[arch] }}
{%- elif ipfs.verify %}
    - source_hash: {{ source }}.sha512
{%- else %}
    - skip_verify: True
{%- endif %}
    - if_missing: {{ directory }}/kubo/ipfs
    - enforce_toplevel: False
    - require:
      - file: ipfs_directory

ipfs_installed:
  file.symlink:
    - name: {{ ipfs.binary }}
    - target: {{ directory }}/kubo/ipfs
    - force: True
    - require:
      - archive: ipfs_extracted
{%- endif %}
