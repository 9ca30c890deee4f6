package dev.ratchet.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who used the processors: threads of this process by the beginning of their names, processes of the servers by what they
 * call themselves, and nobody. It shows what no profile does: compilers, the SDK's pollers, other processes, idle cores.
 */
final class Accounting {
    private static final String NOBODY = "nobody";
    private static final long TICK_NANOS = 10_000_000;

    private final List<Long> servers;
    private final Map<String, Long> nanos = new TreeMap<>();
    private Map<String, Long> before = Map.of();

    /** @param servers processes whose descendants count too */
    Accounting(List<Long> servers) {
        this.servers = servers;
    }

    void begin() {
        before = now();
    }

    void end() {
        now().forEach((who, used) -> nanos.merge(who, Math.max(0, used - before.getOrDefault(who, 0L)), Long::sum));
    }

    void forget() {
        nanos.clear();
    }

    /** Milliseconds for each item, who used most first; what is below a hundredth of a millisecond is left out. */
    String perItem(long items) {
        return nanos.entrySet().stream()
                .filter(entry -> entry.getValue() >= items * 10_000)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue() / 1e6 / items))
                .collect(Collectors.joining(", "));
    }

    /** Linux only; elsewhere there is nothing to read, and nothing is accounted. */
    private Map<String, Long> now() {
        Map<String, Long> all = new TreeMap<>();
        try {
            for (ThreadTime thread : ThreadTime.of("self")) {
                all.merge(thread.name().replaceAll("[-#: ]*\\d.*", ""), thread.nanos(), Long::sum);
            }
            Cpu.whole(servers).forEach(process -> addServer(all, String.valueOf(process.pid())));
            all.put(NOBODY, idle());
        } catch (IOException notLinux) {
            return Map.of();
        }
        return all;
    }

    private static void addServer(Map<String, Long> all, String pid) {
        try {
            String[] called = Files.readString(Path.of("/proc", pid, "cmdline"), StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .split(" ");
            String name = called[0].startsWith("postgres") && called.length > 2
                    ? "postgres " + called[2]
                    : Path.of(called[0]).getFileName().toString();
            for (ThreadTime thread : ThreadTime.of(pid)) {
                all.merge(name, thread.nanos(), Long::sum);
            }
        } catch (IOException ended) {
            return;
        }
    }

    private static long idle() throws IOException {
        String[] cpu = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split("\\s+");
        return (Long.parseLong(cpu[4]) + Long.parseLong(cpu[5])) * TICK_NANOS;
    }
}
