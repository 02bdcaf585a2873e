{% set common = pillar.get('cortensord', {}) %}
{% set vendor = common.get('docker_base_url', 'https://download.docker.com/linux') %}
{% set place = vendor ~ '/' ~ grains['os']|lower %}

docker_needs:
  pkg.installed:
    - names:
      - ca-certificates
      - curl
      - gnupg

docker_key:
  file.managed:
    - name: /etc/apt/keyrings/docker.asc
    - source: {{ place }}/gpg
    - skip_verify: True
    - makedirs: True
    - mode: 644

docker_source:
  pkgrepo.managed:
    - humanname: Docker
    - name: {{ common.get('docker_source', 'deb [arch=' ~ grains['osarch'] ~ ' signed-by=/etc/apt/keyrings/docker.asc] ' ~ place ~ ' ' ~ grains['oscodename'] ~ ' stable') }}
    - file: /etc/apt/sources.list.d/docker.list
    - clean_file: True
    - require:
      - file: docker_key

docker_engine:
  pkg.installed:
    - names:
      - docker-ce
      - docker-ce-cli
      - containerd.io
      - docker-buildx-plugin
      - docker-compose-plugin
    - require:
      - pkgrepo: docker_source

docker_running:
  service.running:
    - name: docker
    - enable: True
    - require:
      - pkg: docker_engine
