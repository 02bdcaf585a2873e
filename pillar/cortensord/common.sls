# Global: every instance of every server, unless its server or the instance itself says otherwise.
cortensord:
  user: deploy
  group: deploy
{%- if 'home_dir' in opts %}
  # From `opts: {home_dir: …}` of the master's configuration; without it, /home and the name of the account.
  home_dir: {{ opts.home_dir }}
{%- endif %}
  CHAINID: 421614
  CONTRACT_ADDRESS_RUNTIME: '0x0000000000000000000000000000000000000a43'
  WS_HOST_ROUTER: 127.0.0.1
  WS_PORT_ROUTER: 9001
