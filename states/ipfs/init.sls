# Kubo, the IPFS daemon that cortensord starts by itself:
#   ipfs:
#     enabled: false
#     version: v0.33.0
#     base_url: …             # the vendor's, or a mirror's
#     hashes: {amd64: sha256=…}
{%- set defaults = {
  'enabled': True,
  'version': 'v0.33.0',
  'base_url': 'https://dist.ipfs.tech/kubo',
  'binary': '/usr/local/bin/ipfs',
  'hashes': {},
} %}
{%- set ipfs = salt['pillar.get']('ipfs', default=defaults, merge=True) %}
{%- set arch = grains['osarch'] %}
{%- set archive = 'kubo_' ~ ipfs.version ~ '_linux-' ~ arch ~ '.tar.gz' %}

{%- if ipfs.enabled %}
ipfs_archive:
  file.managed:
    - name: /opt/{{ archive }}
    - source: {{ ipfs.base_url }}/{{ ipfs.version }}/{{ archive }}
{%- if ipfs.hashes.get(arch) %}
    - source_hash: {{ ipfs.hashes[arch] }}
{%- else %}
    - skip_verify: True
{%- endif %}
    - mode: '0644'
    - unless: test -x {{ ipfs.binary }}

ipfs_extracted:
  archive.extracted:
    - name: /opt/ipfs_install
    - source: /opt/{{ archive }}
    - enforce_toplevel: False
    - unless: test -x {{ ipfs.binary }}
    - require:
      - file: ipfs_archive

ipfs_installed:
  cmd.run:
    - name: ./install.sh
    - cwd: /opt/ipfs_install/kubo
    - creates: {{ ipfs.binary }}
    - require:
      - archive: ipfs_extracted
{%- endif %}
