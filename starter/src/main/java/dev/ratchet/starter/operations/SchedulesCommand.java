package dev.ratchet.starter.operations;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.OperationsClient;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.gateway.operations.ScheduleRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleRequest.Change;
import dev.ratchet.workflows.gateway.operations.ScheduleStanding;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "schedules",
        description = "What the installation does by itself, when next, and how it ended last.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class SchedulesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "All of them.", mixinStandardHelpOptions = true)
    int list() {
        CommandContext here = CommandContext.of(spec);
        here.out()
                .println(Tables.of(
                        here.width(),
                        List.of(
                                Column.whole("SCHEDULE"),
                                Column.detail("WHEN"),
                                Column.whole("NEXT"),
                                Column.whole("LAST"),
                                Column.figure("MS"),
                                Column.text("RESULT")),
                        OperationsClient.of(here).schedules().stream()
                                .map(SchedulesCommand::row)
                                .toList()));
        return 0;
    }

    private static List<@Nullable Object> row(ScheduleStanding each) {
        return Arrays.asList(
                each.name(),
                each.when(),
                each.paused() ? "paused: " + each.note() : each.next(),
                each.last() == null ? "never" : each.last(),
                each.last() == null ? null : each.took(),
                each.result());
    }

    @Command(name = "pause", description = "Stops one until it is resumed.", mixinStandardHelpOptions = true)
    int pause(
            @Parameters(paramLabel = "NAME", description = "As 'schedules' shows it.") String name,
            @Option(names = "--why", paramLabel = "REASON", required = true, description = "For whoever looks.")
                    String why,
            @Option(names = "--as", paramLabel = "PERSON", description = "Who does it; you by default.") @Nullable
                    String as) {
        return change(new ScheduleRequest(name, Change.PAUSE, why, as), name + " is paused");
    }

    @Command(name = "resume", description = "Lets one go on.", mixinStandardHelpOptions = true)
    int resume(
            @Parameters(paramLabel = "NAME", description = "As 'schedules' shows it.") String name,
            @Option(names = "--as", paramLabel = "PERSON", description = "Who does it; you by default.") @Nullable
                    String as) {
        return change(new ScheduleRequest(name, Change.RESUME, null, as), name + " goes on");
    }

    @Command(name = "run", description = "Begins one now.", mixinStandardHelpOptions = true)
    int run(
            @Parameters(paramLabel = "NAME", description = "As 'schedules' shows it.") String name,
            @Option(names = "--as", paramLabel = "PERSON", description = "Who does it; you by default.") @Nullable
                    String as) {
        return change(
                new ScheduleRequest(name, Change.RUN, null, as),
                name + " is begun; 'ratchet schedules' tells how it ends");
    }

    private int change(ScheduleRequest wish, String done) {
        CommandContext here = CommandContext.of(spec);
        OperationsClient.of(here).change(wish);
        here.out().println(Tables.plain(done));
        return 0;
    }
}
