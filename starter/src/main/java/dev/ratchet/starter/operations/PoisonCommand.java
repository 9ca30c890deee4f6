package dev.ratchet.starter.operations;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.OperationsClient;
import dev.ratchet.starter.run.RunIds;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.gateway.operations.PoisonRequest;
import dev.ratchet.workflows.gateway.operations.PoisonRequest.Change;
import dev.ratchet.workflows.gateway.operations.PoisonedRun;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "poison",
        description = "Runs that took their workers with them: on a queue of their own, and why; for who has the role"
                + " 'operator'.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class PoisonCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "All of them.", mixinStandardHelpOptions = true)
    int list() {
        CommandContext here = CommandContext.of(spec);
        List<PoisonedRun> runs = OperationsClient.of(here).poisoned();
        if (runs.isEmpty()) {
            here.out().println("no run took its workers with it");
            return 0;
        }
        here.out()
                .println(Tables.of(
                        here.width(),
                        List.of(
                                Column.whole("ID"),
                                Column.whole("STATE"),
                                Column.detail("AGENT"),
                                Column.detail("SINCE"),
                                Column.detail("MOVED BY"),
                                Column.text("WHY")),
                        runs.stream().map(PoisonCommand::row).toList()));
        return 0;
    }

    private static List<@Nullable Object> row(PoisonedRun each) {
        return Arrays.asList(
                RunIds.brief(each.workflowId()), each.standing(), each.agent(), each.since(), each.by(), each.why());
    }

    /** Which, and why. */
    private static final class Wish {
        @Parameters(paramLabel = "ID", description = "As 'poison' shows it, or a whole workflow id.")
        private String id;

        @Option(names = "--why", paramLabel = "REASON", required = true, description = "For the record.")
        private String why;

        @Option(names = "--as", paramLabel = "PERSON", description = "Who does it; you by default.")
        private @Nullable String as;
    }

    @Command(
            name = "move",
            description = "Starts a run again on the queue for poison pills, where it harms no other.",
            mixinStandardHelpOptions = true)
    int move(@Mixin Wish wish) {
        return change(wish, Change.MOVE, "is on the queue for poison pills");
    }

    @Command(
            name = "release",
            description = "Starts a run again where it belongs, after its cause was mended.",
            mixinStandardHelpOptions = true)
    int release(@Mixin Wish wish) {
        return change(wish, Change.RELEASE, "is among the other runs again");
    }

    @Command(
            name = "end",
            description = "Ends one for good; what it had booked stays booked.",
            mixinStandardHelpOptions = true)
    int end(@Mixin Wish wish) {
        return change(wish, Change.END, "has ended");
    }

    private int change(Wish wish, Change change, String done) {
        CommandContext here = CommandContext.of(spec);
        OperationsClient gateway = OperationsClient.of(here);
        String id = RunIds.among(
                gateway.poisoned().stream().map(PoisonedRun::workflowId).toList(), wish.id);
        gateway.change(new PoisonRequest(id, change, wish.why, wish.as));
        here.out().println(Tables.plain(id + " " + done));
        return 0;
    }
}
