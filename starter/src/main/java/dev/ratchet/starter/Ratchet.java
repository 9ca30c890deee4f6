package dev.ratchet.starter;

import dev.ratchet.starter.agents.AgentsCommand;
import dev.ratchet.starter.agents.StartCommand;
import dev.ratchet.starter.ask.AskCommand;
import dev.ratchet.starter.batch.BatchCommand;
import dev.ratchet.starter.batch.CancelCommand;
import dev.ratchet.starter.books.LedgerCommand;
import dev.ratchet.starter.books.MasterDataCommand;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.documents.DocumentsCommand;
import dev.ratchet.starter.evaluation.EvalCommand;
import dev.ratchet.starter.models.ModelsCommand;
import dev.ratchet.starter.money.BudgetsCommand;
import dev.ratchet.starter.money.CostsCommand;
import dev.ratchet.starter.operations.PoisonCommand;
import dev.ratchet.starter.operations.ReconcileCommand;
import dev.ratchet.starter.operations.SchedulesCommand;
import dev.ratchet.starter.rollout.RolloutCommand;
import dev.ratchet.starter.rollout.VersionsCommand;
import dev.ratchet.starter.run.ApprovalsCommand;
import dev.ratchet.starter.run.ApproveCommand;
import dev.ratchet.starter.run.ChooseCommand;
import dev.ratchet.starter.run.DenyCommand;
import dev.ratchet.starter.run.ExplainCommand;
import dev.ratchet.starter.run.FieldsCommand;
import dev.ratchet.starter.run.FillCommand;
import dev.ratchet.starter.run.ListCommand;
import dev.ratchet.starter.run.RebuildCommand;
import dev.ratchet.starter.run.RecheckCommand;
import dev.ratchet.starter.run.StatusCommand;
import dev.ratchet.starter.run.WatchCommand;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.starter.submit.SubmitCommand;
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
        description = "Gives work to Ratchet's agents, shows their runs, and decides what waits.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            AgentsCommand.class,
            StartCommand.class,
            SubmitCommand.class,
            BatchCommand.class,
            CancelCommand.class,
            ListCommand.class,
            StatusCommand.class,
            ExplainCommand.class,
            WatchCommand.class,
            RebuildCommand.class,
            ApprovalsCommand.class,
            ApproveCommand.class,
            DenyCommand.class,
            RecheckCommand.class,
            FieldsCommand.class,
            FillCommand.class,
            ChooseCommand.class,
            LedgerCommand.class,
            MasterDataCommand.class,
            CostsCommand.class,
            BudgetsCommand.class,
            ModelsCommand.class,
            EvalCommand.class,
            DocumentsCommand.class,
            AskCommand.class,
            VersionsCommand.class,
            RolloutCommand.class,
            ReconcileCommand.class,
            SchedulesCommand.class,
            PoisonCommand.class
        },
        footer = {
            "",
            "ID is a run's id, the digest of what it began with, or an unambiguous beginning of either (4 digits or"
                    + " more).",
            "",
            "RATCHET_URL      the gateway, http://127.0.0.1:7280 unless set; https on another machine",
            "RATCHET_TOKEN    your token there; a 'ratchet-worker dev' on this machine needs none",
            "TEMPORAL_ADDRESS Temporal, also TEMPORAL_PROFILE, temporal.toml and so on; without it the gateway leads"
                    + " to runs.",
            "                 Batches, versions and rollouts always need Temporal: 127.0.0.1:7233 unless set",
            "",
            "COLUMNS          the width that tables are fitted to; without a terminal, nothing is shortened or wrapped",
            "",
            "Exit codes: 0 decided or waiting, 1 failed or refused, 2 wrong command line, 3 service not reached"
        })
public final class Ratchet implements Callable<Integer>, CommandContext.Holder {
    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Ratchet(CommandContext context) {
        this.context = context;
    }

    public static void main(String[] arguments) {
        int code = run(Terminal.context(), arguments);
        interruptHttpSelectors();
        System.exit(code);
    }

    /**
     * Ends the selector thread of Java's HTTP client, which before Java 21 can be ended in no other way. A JVM that exits
     * waits 300 ms for every thread in native code, such as this one (HotSpot,
     * {@code VM_Exit::wait_for_threads_in_native_to_block}).
     */
    private static void interruptHttpSelectors() {
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

    /** Runs one command line in this process and returns its exit code. Public for tests of the whole product. */
    public static int run(CommandContext context, String... arguments) {
        PrintWriter err = context.err();
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            // without the parser, which takes half of the time of this command
            context.out().println(Version.line());
            context.out().flush();
            return 0;
        }
        int code = new CommandLine(new Ratchet(context))
                .setOut(context.out())
                .setErr(err)
                .setUsageHelpWidth(Math.min(120, Math.max(60, context.width())))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> report(e, context))
                .execute(arguments);
        context.out().flush();
        err.flush();
        return code;
    }

    private static int report(Exception e, CommandContext context) {
        context.out().flush();
        if (e instanceof Unreachable) {
            context.err().println("ratchet: " + e.getMessage());
            return ExitCode.UNREACHABLE;
        }
        if (e instanceof Refused refused) {
            context.err().println("ratchet: " + Tables.plain(e.getMessage() + " (" + refused.code() + ")"));
            return ExitCode.FAILED;
        }
        context.err()
                .println("ratchet: unexpected: " + Tables.plain(String.valueOf(e))
                        + "; set RATCHET_DEBUG=1 to see where");
        if (!context.variable("RATCHET_DEBUG", "").isEmpty()) {
            e.printStackTrace(context.err());
        }
        return ExitCode.FAILED;
    }

    @Override
    public CommandContext context() {
        return context;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing; start with 'ratchet agents' or 'ratchet submit FILE'");
    }
}
