package dev.ratchet.starter.books;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.BooksClient;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.gateway.BooksEntry;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.BooksVerification;
import dev.ratchet.workflows.gateway.Paths;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "ledger", description = "The books.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class LedgerCommand implements Callable<Integer> {
    /** The forms of {@code export}. */
    enum Format {
        JOURNAL
    }

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "a subcommand is missing: ledger show, balance, export or verify");
    }

    private CommandContext here() {
        return CommandContext.of(spec);
    }

    @Command(name = "show", description = "The newest entries.", mixinStandardHelpOptions = true)
    int show(
            @Option(
                            names = "--most",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "The most entries to show, 1 to 10000; 50 by default.")
                    int most) {
        CommandContext here = here();
        List<BooksEntry> entries = BooksClient.of(here).entries(most);
        here.out().println(entries.isEmpty() ? "the books are empty" : EntriesReport.text(here.width(), entries));
        return 0;
    }

    @Command(
            name = "balance",
            description = "The sum of each account, by currency; debit positive.",
            mixinStandardHelpOptions = true)
    int balance() {
        CommandContext here = here();
        here.out()
                .println(Tables.of(
                        here.width(),
                        List.of(Column.whole("ACCOUNT"), Column.figure("BALANCE")),
                        BooksClient.of(here).balance().stream()
                                .map(each -> Arrays.<@Nullable Object>asList(
                                        each.account(), new Money(each.currency(), each.minor())))
                                .toList()));
        return 0;
    }

    @Command(
            name = "export",
            description = "Every entry, as a journal that hledger reads.",
            mixinStandardHelpOptions = true)
    int export(
            @Option(
                            names = "--format",
                            paramLabel = "journal",
                            defaultValue = "journal",
                            description = "The form; journal is the only one.")
                    Format format)
            throws IOException {
        CommandContext here = here();
        String last = "";
        try (BufferedReader journal =
                new BufferedReader(new InputStreamReader(BooksClient.of(here).journal(), StandardCharsets.UTF_8))) {
            for (String line = journal.readLine(); line != null; line = journal.readLine()) {
                here.out().println(line);
                last = line;
            }
        }
        if (!last.equals(Paths.JOURNAL_END)) {
            throw new Refused("CUT_OFF", "the journal was cut off; what was printed is not whole");
        }
        return 0;
    }

    @Command(
            name = "verify",
            description = "Holds every entry against what it rests on; fails when something does not fit.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(
                            names = "--head",
                            paramLabel = "NUMBER:HASH",
                            description =
                                    "A head that was printed earlier and kept elsewhere; the books must still hold it.")
                    @Nullable
                    String head) {
        CommandContext here = here();
        BooksVerification found = BooksClient.of(here).verify(head == null ? null : head(head));
        found.discrepancies().forEach(kind -> show(here, kind));
        if (found.unrecorded() > 0) {
            here.out()
                    .println(found.unrecorded()
                            + " of the newest entries have no record of their run yet; look again in an hour");
        }
        if (!found.discrepancies().isEmpty()) {
            long count = found.discrepancies().stream()
                    .mapToLong(BooksVerification.OfKind::count)
                    .sum();
            throw new Refused(
                    "BOOKS_DO_NOT_FIT",
                    count + (count == 1 ? " thing does" : " things do") + " not fit in the books of " + found.entries()
                            + (found.entries() == 1 ? " entry" : " entries"));
        }
        here.out()
                .println(found.entries()
                        + (found.entries() == 1 ? " entry, it fits" : " entries, every one fits")
                        + "; the head to keep elsewhere is " + found.head().text());
        return 0;
    }

    private BooksHead head(String text) {
        try {
            return BooksHead.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--head is wrong: " + e.getMessage());
        }
    }

    private static void show(CommandContext here, BooksVerification.OfKind kind) {
        here.out().println(kind.kind() + ", " + kind.count() + ":");
        kind.told().forEach(each -> here.out().println("  " + each.about() + ": " + each.why()));
        long more = kind.count() - kind.told().size();
        if (more > 0) {
            here.out().println("  and " + more + " more");
        }
    }
}
