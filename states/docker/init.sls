# Docker Engine from its vendor's apt repository, or from a mirror of it:
#   docker:
#     enabled: false          # leave Docker alone
#     base_url: …             # the vendor's, or a mirror's
#     key_url: …              # '' where the mirror needs none
#     apt_options: …          # e.g. trusted=yes for a mirror without signatures
{%- set defaults = {
  'enabled': True,
  'base_url': 'https://download.docker.com/linux/' ~ grains['os']|lower,
  'suite': grains['oscodename'] ~ ' stable',
  'apt_options': 'signed-by=/etc/apt/keyrings/docker.asc',
  'packages': ['docker-ce', 'docker-ce-cli', 'containerd.io', 'docker-buildx-plugin', 'docker-compose-plugin'],
  'service': 'docker',
} %}
{%- set docker = salt['pillar.get']('docker', default=defaults, merge=True) %}
{%- set key_url = docker.get('key_url', docker.base_url ~ '/gpg') %}

{%- if docker.enabled %}
{%- if grains['osarch'] not in ['amd64', 'arm64'] %}
{{- raise('Docker is packaged here for amd64 and arm64, not for ' ~ grains['osarch'] ~ ': set docker:enabled to false on ' ~ grains['id']) }}
{%- endif %}
{%- if key_url %}
docker_keyring:
  file.managed:
    - name: /etc/apt/keyrings/docker.asc
    - source: {{ key_url }}
    - skip_verify: True
    # Trusted when it is first seen: an apply neither takes another key nor fails because the vendor cannot be reached.
    - replace: False
    - mode: '0644'
    - makedirs: True
    - require_in:
      - file: docker_repository
{%- endif %}

docker_repository:
  file.managed:
    - name: /etc/apt/sources.list.d/docker.list
    - mode: '0644'
    - contents: deb [arch={{ grains['osarch'] }} {{ docker.apt_options }}] {{ docker.base_url }} {{ docker.suite }}

docker_packages:
  pkg.installed:
    - pkgs: {{ docker.packages }}
    - refresh: True
    - require:
      - file: docker_repository

docker_service:
  service.running:
    - name: {{ docker.service }}
    - enable: True
    - require:
      - pkg: docker_packages
{%- endif %}
