package dev.ratchet.starter;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code ratchet} command. Exit codes: 0 every document reached a decision or waits for a person, 1 at least one
 * failed or what was asked is refused, 2 the command line is wrong, 3 the service cannot be reached.
 */
@Command(
        name = "ratchet",
        description = "Hands documents to Ratchet, and shows and decides what became of them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            Submit.class,
            BatchCommand.class,
            Cancel.class,
            ListCommand.class,
            StatusCommand.class,
            Explain.class,
            Watch.class,
            ApprovalsCommand.class,
            Approve.class,
            Deny.class,
            Recheck.class,
            LedgerCommand.class,
            MasterDataCommand.class
        },
        footer = {
            "",
            "ID is a run's id, its document's digest, or an unambiguous beginning of either (4 digits or more).",
            "",
            "RATCHET_URL      the gateway, http://127.0.0.1:7280 unless set",
            "RATCHET_TOKEN    your token there; a 'ratchet-worker dev' on this machine needs none",
            "TEMPORAL_ADDRESS Temporal, 127.0.0.1:7233 unless set; also TEMPORAL_PROFILE, temporal.toml and so on",
            "",
            "Exit codes: 0 decided or waiting, 1 failed or refused, 2 wrong command line, 3 service not reached"
        })
public final class Ratchet implements Callable<Integer> {
    static final int FAILED = 1;
    static final int UNREACHABLE = 3;

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Ratchet(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        int code = run(Terminal.surroundings(), arguments);
        endListening();
        System.exit(code);
    }

    /**
     * A JVM that exits waits 300 ms for every thread in native code, such as one that listens to a connection (HotSpot,
     * {@code VM_Exit::wait_for_threads_in_native_to_block}). Java's HTTP client has one and, before Java 21, no way to
     * end it but this.
     */
    private static void endListening() {
        try {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().endsWith("-SelectorManager")) {
                    thread.interrupt();
                    thread.join(100);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One command line, in this process; its exit code. Public for tests of the whole and for the demo. */
    public static int run(Surroundings surroundings, String... arguments) {
        PrintWriter err = surroundings.err();
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            // without the parser, which costs half of the time that this takes
            surroundings.out().println(Version.line());
            surroundings.out().flush();
            return 0;
        }
        int code = new CommandLine(new Ratchet(surroundings))
                .setOut(surroundings.out())
                .setErr(err)
                .setUsageHelpWidth(Math.min(120, Math.max(60, surroundings.width())))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> told(e, surroundings))
                .execute(arguments);
        surroundings.out().flush();
        err.flush();
        return code;
    }

    private static int told(Exception e, Surroundings surroundings) {
        surroundings.out().flush();
        if (e instanceof Unreachable) {
            surroundings.err().println("ratchet: " + e.getMessage());
            return UNREACHABLE;
        }
        if (e instanceof Refused refused) {
            surroundings.err().println("ratchet: " + Tables.plain(e.getMessage() + " (" + refused.code() + ")"));
            return FAILED;
        }
        surroundings
                .err()
                .println("ratchet: unexpected: " + Tables.plain(String.valueOf(e))
                        + "; set RATCHET_DEBUG=1 to see where");
        if (!surroundings.variable("RATCHET_DEBUG", "").isEmpty()) {
            e.printStackTrace(surroundings.err());
        }
        return FAILED;
    }

    static Surroundings surroundings(CommandSpec command) {
        return ((Ratchet) command.root().userObject()).surroundings;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do; 'ratchet submit FILE' is a beginning");
    }
}
