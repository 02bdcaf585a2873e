{% set common = pillar.get('cortensord', {}) %}
{% set assigned = pillar.get('cortensord_assigned_nodes', []) %}

include:
  - .install
  - .unit
  - .config
  - .warmup

{% for name in assigned %}
stop_{{ name }}:
  service.dead:
    - name: cortensord@{{ name }}
{% endfor %}

newest_installer:
  git.latest:
    - name: {{ common.get('source_url', 'https://github.com/cortensor/installer.git') }}
    - target: {{ common.get('installer_dir', '/opt/cortensor-installer') }}
    - force_reset: True
    - update_head: True
    - require_in:
      - file: node_binary
    {% if assigned|length > 0 %}
    - require:
      {% for name in assigned %}
      - service: stop_{{ name }}
      {% endfor %}
    {% endif %}

{% for name in assigned %}
start_{{ name }}:
  service.running:
    - name: cortensord@{{ name }}
    - enable: True
    - require:
      - git: newest_installer
      - file: node_binary
      - file: /var/lib/cortensor_warmup_done
{% endfor %}
