{% set nodes = pillar.get('cortensord', {}).get('nodes_dir', '/opt/cortensor/nodes') %}

include:
  - .config

{# By name: this matches the state of whichever way the marker is made #}
warmed_up:
  file.exists:
    - name: /var/lib/cortensor_warmup_done

{% for name in pillar.get('cortensord_assigned_nodes', []) %}
node_service_{{ name }}:
  service.running:
    - name: cortensord@{{ name }}
    - enable: True
    - init_delay: {{ pillar.get('cortensord', {}).get('init_delay', 10) }}
    - watch:
        - file: {{ nodes }}/{{ name }}/.env-{{ name }}
        - file: /etc/systemd/system/cortensord@.service
        - file: node_binary
    - require:
        - file: /var/lib/cortensor_warmup_done
{% endfor %}
