package dev.ratchet.starter.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.OperationsClient;
import dev.ratchet.starter.screen.LabelledLines;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.gateway.operations.ReconcileReport.Difference;
import dev.ratchet.workflows.gateway.operations.ReconcileReport.Standing;
import dev.ratchet.workflows.gateway.operations.ReconcileRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "reconcile",
        description = "Compares runs, record and books, after a restore above all; for who has the role 'operator'."
                + " Fails when something is left to do.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ReconcileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--repair",
            description = "Repairs what can be repaired: starts runs again, or ends what the record has the end of.")
    private boolean repair;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Runs that ended on the server before are not looked at: a day such as 2026-11-28, or a time such as"
                            + " 2026-11-28T03:00:00Z; thirty days by default.")
    private @Nullable String since;

    @Option(
            names = "--head",
            paramLabel = "NUMBER:HASH",
            description = "A head of the books that was printed earlier and kept elsewhere.")
    private @Nullable String head;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who asks; you by default.")
    private @Nullable String as;

    @Option(names = "--json", description = "As one line of JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        ReconcileReport report = OperationsClient.of(here).reconcile(new ReconcileRequest(since(), repair, head(), as));
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(report));
        } else {
            show(here, report);
        }
        long open = report.count() - report.count(Standing.REPAIRED);
        if (open > 0 || !report.books().findings().isEmpty()) {
            throw new Refused(
                    "DIFFERENCES",
                    open + " differences are open (" + report.count(Standing.REPAIRABLE) + " that --repair mends, "
                            + report.count(Standing.LEFT) + " left to a person), and the books "
                            + (report.books().findings().isEmpty()
                                    ? "fit"
                                    : "do not: 'ratchet ledger verify' says what does not fit"));
        }
        return 0;
    }

    private @Nullable Instant since() {
        if (since == null) {
            return null;
        }
        try {
            return since.contains("T")
                    ? Instant.parse(since)
                    : LocalDate.parse(since).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since is '" + since + "' and should be a day such as 2026-11-28, or a time such as"
                            + " 2026-11-28T03:00:00Z");
        }
    }

    private @Nullable String head() {
        try {
            return head == null ? null : BooksHead.parse(head).text();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--head is wrong: " + e.getMessage());
        }
    }

    private static void show(CommandContext here, ReconcileReport report) {
        for (Difference each : report.differences()) {
            here.out()
                    .println(new LabelledLines()
                            .add(each.code(), each.workflowId())
                            .add("name", each.name())
                            .add("found", each.why())
                            .add(label(each.standing()), each.next())
                            .text(here.width()));
        }
        long untold = report.count() - report.differences().size();
        if (untold > 0) {
            here.out().println("and " + untold + " more; repair these first, then ask again");
        }
        here.out()
                .println("compared " + report.runs() + " runs and " + report.batches()
                        + " batches of the server with the record, of which " + report.unfinished()
                        + " runs have not ended; " + report.count() + " differences, "
                        + report.count(Standing.REPAIRED) + " repaired");
        if (report.unanswered() > 0) {
            here.out()
                    .println(
                            report.unanswered()
                                    + " runs that wait were not asked what for, because no worker answered or they are too many");
        }
        here.out()
                .println("books: " + report.books().entries() + " entries, head "
                        + report.books().head().text()
                        + (report.books().findings().isEmpty()
                                ? ", every one fits"
                                : "; do not fit: "
                                        + String.join(", ", report.books().findings())));
    }

    private static String label(Standing standing) {
        return switch (standing) {
            case REPAIRED -> "repaired";
            case REPAIRABLE -> "repair";
            case LEFT -> "to do";
        };
    }
}
