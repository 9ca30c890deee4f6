package dev.ratchet.worker.doctor;

import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.worker.sizing.Sizing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What facts come to. Pure: who found them is in the other classes here. */
final class Judgement {
    /** Of each clock against another. Signatures and leases bear seconds, not minutes. */
    static final Duration SKEW_WARN = Duration.ofSeconds(2);

    static final Duration SKEW_BAD = Duration.ofSeconds(30);

    /** Before a key expires, as long as an approver may be on holiday. */
    static final Duration EXPIRY = Duration.ofDays(30);

    /** Temporal's default of {@code matching.maxVersionsInDeployment}. */
    static final int VERSIONS = 100;

    /** The oldest server that this code is tested with. */
    static final int[] SERVER = {1, 29};

    private static final long WORKFLOW_BYTES = 119_000;
    private static final long VIRTUAL_WORKFLOW_BYTES = 40_000;

    private Judgement() {}

    static Finding server(String version) {
        String[] parts = version.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = Integer.parseInt(parts[1]);
            boolean old = major < SERVER[0] || (major == SERVER[0] && minor < SERVER[1]);
            String tested = SERVER[0] + "." + SERVER[1];
            return old
                    ? Finding.warn(
                            "Temporal's version",
                            "the server is " + version + ", older than " + tested + ", the oldest that is tested",
                            "upgrade the server to " + tested + " or later")
                    : Finding.ok("Temporal's version", "the server is " + version);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Finding.warn(
                    "Temporal's version",
                    "the server says '" + version + "', which is no version",
                    "look whether TEMPORAL_ADDRESS leads to a Temporal server");
        }
    }

    /** @param namespace its capabilities: name and whether the server has it */
    static Finding flags(Map<String, Boolean> namespace) {
        List<String> missing = new TreeMap<>(namespace)
                .entrySet().stream()
                        .filter(flag -> !flag.getValue())
                        .map(Map.Entry::getKey)
                        .toList();
        return missing.isEmpty()
                ? Finding.ok(
                        "Temporal's flags",
                        "the namespace can do all that is used: "
                                + String.join(", ", new TreeMap<>(namespace).keySet()))
                : Finding.bad(
                        "Temporal's flags",
                        "the namespace cannot do what is used: " + String.join(", ", missing),
                        "set frontend.enableUpdateWorkflowExecution=true in the server's dynamic configuration");
    }

    /** @param missing name and type of each attribute that the namespace lacks */
    static Finding searchAttributes(Map<String, String> missing, String namespace) {
        if (missing.isEmpty()) {
            return Finding.ok("search attributes", "the namespace " + namespace + " has all of them");
        }
        StringBuilder command = new StringBuilder("temporal operator search-attribute create --namespace " + namespace);
        new TreeMap<>(missing)
                .forEach((name, type) -> command.append(" --name ")
                        .append(name)
                        .append(" --type ")
                        .append(type));
        return Finding.bad(
                "search attributes",
                "the namespace " + namespace + " lacks " + String.join(", ", new TreeMap<>(missing).keySet()),
                command.toString());
    }

    static Finding versions(String deployment, int count) {
        String about = "versions of " + deployment;
        String says = count + " of " + VERSIONS + " versions are registered";
        String todo = "temporal worker deployment describe --name " + deployment
                + ", then delete-version of those that are DRAINED; or raise matching.maxVersionsInDeployment";
        if (count >= VERSIONS) {
            return Finding.bad(about, says + ": the next build cannot register", todo);
        }
        return count >= VERSIONS * 8 / 10 ? Finding.warn(about, says, todo) : Finding.ok(about, says);
    }

    /** @param kind workflow or activity */
    static Finding pollers(String queue, String kind, int pollers) {
        String about = kind + " tasks of " + queue;
        return pollers > 0
                ? Finding.ok(about, pollers + (pollers == 1 ? " worker takes them" : " workers take them"))
                : Finding.bad(about, "nobody takes them: every run of that queue waits", "start ratchet-worker run");
    }

    /** @param ahead of this machine's clock; negative when it is behind */
    static Finding skew(String whose, Duration ahead) {
        String about = "clock of " + whose;
        Duration off = ahead.abs();
        String says =
                "it is %d ms %s this machine's".formatted(off.toMillis(), ahead.isNegative() ? "behind" : "ahead of");
        String todo = "let NTP set both clocks (timedatectl status)";
        if (off.compareTo(SKEW_BAD) >= 0) {
            return Finding.bad(about, says + ": signatures and leases are judged by it", todo);
        }
        return off.compareTo(SKEW_WARN) >= 0 ? Finding.warn(about, says, todo) : Finding.ok(about, says);
    }

    static Finding approvalKeys(VerificationKeys keys, Instant now) {
        String about = "keys that are believed";
        String todo =
                "ratchet-worker keys makes a new pair; put its public key into RATCHET_APPROVAL_PUBLIC_KEYS, restart"
                        + " web with the private one";
        List<VerificationKeys.Believed> valid = keys.byId().entrySet().stream()
                .filter(key -> keys.valid(key.getKey(), now))
                .map(Map.Entry::getValue)
                .toList();
        if (valid.isEmpty()) {
            return Finding.bad(
                    about, "none of " + keys.byId().size() + " is valid now: nobody can approve anything", todo);
        }
        if (valid.stream().anyMatch(key -> key.until() == null)) {
            return Finding.ok(about, valid.size() + " valid now, one without end at least");
        }
        Instant last = valid.stream()
                .map(key -> Objects.requireNonNull(key.until()))
                .max(Instant::compareTo)
                .orElseThrow();
        Duration left = Duration.between(now, last);
        String says = "the last of them ends at " + last + ", in " + left.toDays() + " days";
        return left.compareTo(EXPIRY) < 0 ? Finding.warn(about, says, todo) : Finding.ok(about, says);
    }

    static Finding roles(Collection<String> rewritable, boolean ownerToo) {
        String about = "roles of the database";
        if (!rewritable.isEmpty()) {
            return Finding.bad(
                    about,
                    "the application's role may change or remove what is append-only: " + String.join(", ", rewritable),
                    "set RATCHET_DB_USER to a role of its own, neither owner nor superuser, and migrate once, which grants it"
                            + " what it needs");
        }
        return ownerToo
                ? Finding.warn(
                        about,
                        "this process has the owner's login, which may rewrite the books",
                        "leave RATCHET_DB_OWNER away where nothing migrates")
                : Finding.ok(about, "the application's role cannot change what is in the books");
    }

    static Finding migrations(Collection<String> notAtHead) {
        return notAtHead.isEmpty()
                ? Finding.ok("migrations", "the schema is that of this code")
                : Finding.bad(
                        "migrations",
                        "the schema and this code differ in " + String.join(", ", notAtHead),
                        "start one process of this release with RATCHET_DB_OWNER, which migrates; or run the code that the"
                                + " schema is for");
    }

    /** @param heap the most that this Java may take, in bytes; that of a worker where doctor is started as a worker is */
    static Finding sizing(Sizing sizing, int connections, long heap) {
        String about = "cache and slots";
        long cached = sizing.workflowsCached() * (sizing.virtualThreads() ? VIRTUAL_WORKFLOW_BYTES : WORKFLOW_BYTES);
        if (cached > heap / 2) {
            return Finding.warn(
                    about,
                    "%,d cached runs take %,d MB of a heap of %,d MB"
                            .formatted(sizing.workflowsCached(), cached / 1_000_000, heap / 1_000_000),
                    "lower RATCHET_WORKFLOWS_CACHED, or raise -Xmx");
        }
        if (connections < Sizing.CONNECTIONS) {
            return Finding.warn(
                    about,
                    connections + " connections to the database let fewer local activities run than "
                            + Sizing.CONNECTIONS + " would",
                    "set RATCHET_DB_CONNECTIONS to " + Sizing.CONNECTIONS);
        }
        return Finding.ok(
                about,
                "%,d runs cached, %,d activities at once, %,d connections"
                        .formatted(sizing.workflowsCached(), sizing.activities(), connections));
    }
}
