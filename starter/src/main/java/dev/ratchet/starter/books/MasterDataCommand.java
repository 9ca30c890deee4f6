package dev.ratchet.starter.books;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.FileArguments;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.Problems;
import dev.ratchet.starter.screen.Tables;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
                spec.commandLine(), "a subcommand is missing: masterdata load FILE.yaml, or masterdata propose FILE");
    }

    @Command(name = "load", description = "Loads a YAML file: all of it, or nothing.", mixinStandardHelpOptions = true)
    int load(@Parameters(paramLabel = "FILE.yaml", description = "suppliers, orders and people.") Path file) {
        CommandContext here = CommandContext.of(spec);
        try {
            MasterDataLoaded loaded = GatewayClient.of(here).load(read(file));
            here.out()
                    .println("loaded " + loaded.suppliers() + " suppliers, " + loaded.orders() + " orders, "
                            + loaded.people() + " people");
            return 0;
        } catch (Refused e) {
            Problems.lines(file.toString(), e.problems()).forEach(here.err()::println);
            throw e;
        }
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
                documents.add(
                        new ProposeRequest.Uploaded(gateway.upload(file, null).digest()));
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
        GatewayClient.Proposed proposed = gateway.propose(new ProposeRequest(List.copyOf(documents)));
        here.out().print(proposed.yaml());
        here.err()
                .println("read " + proposed.documentsRead() + " of " + files.size()
                        + " files as invoices; review the proposal, then 'ratchet masterdata load' it");
        return 0;
    }
}
