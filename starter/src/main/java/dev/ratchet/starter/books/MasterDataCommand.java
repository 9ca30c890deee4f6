package dev.ratchet.starter.books;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.FileArguments;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.gateway.MasterDataClient;
import dev.ratchet.starter.screen.ChangeReport;
import dev.ratchet.starter.screen.Problems;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.gateway.ConfirmRequest;
import dev.ratchet.workflows.gateway.MasterDataChange;
import dev.ratchet.workflows.gateway.MasterDataChanges;
import dev.ratchet.workflows.gateway.MasterDataLoaded;
import dev.ratchet.workflows.gateway.ProposeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "masterdata", description = "Suppliers, orders and people.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class MasterDataCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "a subcommand is missing: masterdata load FILE.yaml, propose FILE, pending, confirm NUMBER, or history");
    }

    @Command(
            name = "load",
            description =
                    "Loads a YAML file: all of it, or nothing. What gives somebody more, or changes how a supplier"
                            + " is paid, waits until a second person confirms it.",
            mixinStandardHelpOptions = true)
    int load(
            @Parameters(paramLabel = "FILE.yaml", description = "suppliers, orders and people.") Path file,
            @Option(names = "--as", paramLabel = "PERSON", description = "Who loads it; you by default.") @Nullable
                    String as) {
        CommandContext here = CommandContext.of(spec);
        try {
            MasterDataLoaded loaded = MasterDataClient.of(here).load(read(file), as);
            String what =
                    loaded.suppliers() + " suppliers, " + loaded.orders() + " orders, " + loaded.people() + " people";
            if (loaded.change().event().equals(MasterDataChange.HELD)) {
                here.out().println("nothing is in force yet of " + what + ": somebody else must confirm this");
                here.out().print(ChangeReport.differences(here.width(), loaded.change()));
                here.out()
                        .println("another person with the role masterdata: ratchet masterdata confirm "
                                + loaded.change().number());
            } else {
                here.out().println("loaded " + what);
            }
            if (loaded.mayConfirm() < 2 && loaded.people() > 0) {
                here.err()
                        .println(
                                "only " + loaded.mayConfirm() + " of the people that are in force have the role"
                                        + " masterdata; it takes two to raise a limit or a ceiling, give a role or change an account");
            }
            return 0;
        } catch (Refused e) {
            Problems.lines(file.toString(), e.problems()).forEach(here.err()::println);
            throw e;
        }
    }

    @Command(
            name = "pending",
            description = "Shows what was loaded and waits for a second person.",
            mixinStandardHelpOptions = true)
    int pending() {
        CommandContext here = CommandContext.of(spec);
        List<MasterDataChange> pending = MasterDataClient.of(here).pending();
        if (pending.isEmpty()) {
            here.out().println("nothing waits");
        }
        pending.forEach(change -> here.out().print(ChangeReport.change(here.width(), change)));
        return 0;
    }

    @Command(
            name = "confirm",
            description = "Puts in force what somebody else loaded; shows it first.",
            mixinStandardHelpOptions = true)
    int confirm(
            @Parameters(paramLabel = "NUMBER", description = "As 'masterdata pending' shows it.") long number,
            @Option(names = "--as", paramLabel = "PERSON", description = "Who confirms; you by default.") @Nullable
                    String as) {
        CommandContext here = CommandContext.of(spec);
        MasterDataClient masterData = MasterDataClient.of(here);
        MasterDataChange held = masterData.pending().stream()
                .filter(change -> change.number() == number)
                .findFirst()
                .orElseThrow(() -> new Refused(
                        "NOT_HELD",
                        "no change " + number
                                + " waits: it was confirmed, master data has changed since it was loaded, or"
                                + " it never was held; 'ratchet masterdata history' tells"));
        here.out().print(ChangeReport.change(here.width(), held));
        here.out().flush();
        MasterDataChange confirmed = masterData.confirm(new ConfirmRequest(number, held.hash(), as));
        here.out()
                .println("confirmed by " + Tables.plain(confirmed.person()) + " as change " + confirmed.number()
                        + "; all of it is in force");
        return 0;
    }

    @Command(
            name = "history",
            description = "Shows who changed what, and checks that the whole history fits together.",
            mixinStandardHelpOptions = true)
    int history(
            @Option(
                            names = "--most",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "The newest N, 1 to 1000; 50 by default.")
                    int most) {
        CommandContext here = CommandContext.of(spec);
        MasterDataChanges history = MasterDataClient.of(here).changes(most);
        history.changes().forEach(change -> here.out().print(ChangeReport.change(here.width(), change)));
        if (history.problems().isEmpty()) {
            here.out().println(history.count() + " changes, each follows the one before it");
            return 0;
        }
        history.problems().forEach(problem -> here.err().println(Tables.plain(problem)));
        return ExitCode.FAILED;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Refused("NOT_TEXT", file + " should be UTF-8 text");
        } catch (IOException e) {
            throw new Refused("UNREADABLE", file + " cannot be read");
        }
    }

    @Command(
            name = "propose",
            description = "Reads documents and prints a file for 'masterdata load'; review it first.",
            mixinStandardHelpOptions = true)
    int propose(@Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Invoices.") List<Path> paths) {
        CommandContext here = CommandContext.of(spec);
        GatewayClient gateway = GatewayClient.of(here);
        gateway.whoami();
        List<Path> files = FileArguments.expand(paths);
        Set<ProposeRequest.Uploaded> documents = new LinkedHashSet<>();
        for (Path file : files) {
            try {
                gateway.upload(file, null)
                        .documents()
                        .forEach(each -> documents.add(new ProposeRequest.Uploaded(each.digest())));
            } catch (UncheckedIOException e) {
                here.err().println("left out, cannot be read: " + Tables.plain(file.toString()));
            } catch (Refused e) {
                here.err().println("left out, " + Tables.plain(e.getMessage() + ": " + file));
            }
        }
        if (documents.isEmpty() || documents.size() > ProposeRequest.MOST) {
            throw new Refused(
                    "NOTHING_TO_READ",
                    documents.size() + " documents to read; one proposal is made of 1 to " + ProposeRequest.MOST);
        }
        MasterDataClient.Proposed proposed =
                MasterDataClient.of(here).propose(new ProposeRequest(List.copyOf(documents)));
        here.out().print(proposed.yaml());
        here.err()
                .println("read " + proposed.documentsRead() + " of " + files.size()
                        + " files as invoices; review the proposal, then 'ratchet masterdata load' it");
        return 0;
    }
}
