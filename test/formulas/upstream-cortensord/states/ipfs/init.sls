{% set version = pillar.get('cortensord', {}).get('ipfs_version', 'v0.33.0') %}
{% set archive = 'kubo_' ~ version ~ '_linux-amd64.tar.gz' %}
{% set vendor = pillar.get('cortensord', {}).get('ipfs_base_url', 'https://dist.ipfs.tech/kubo') %}

kubo_archive:
  file.managed:
    - name: /opt/{{ archive }}
    - source: {{ vendor }}/{{ version }}/{{ archive }}
    - skip_verify: True
    - mode: 644

kubo_unpacked:
  archive.extracted:
    - name: /opt/ipfs_install
    - source: /opt/{{ archive }}
    - enforce_toplevel: False
    - require:
      - file: kubo_archive

kubo_installed:
  cmd.run:
    - name: ./install.sh
    - cwd: /opt/ipfs_install/kubo
    - unless: test -x /usr/local/bin/ipfs
    - require:
      - archive: kubo_unpacked
