package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.Problems;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fill",
        description = "Proposes the fields of a text, from a form that 'ratchet fields' printed.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class FillCommand extends RunCommand {
    /** As much as the gateway takes. */
    private static final int MOST_BYTES = 128 * 1024;

    @Parameters(index = "1", paramLabel = "FILE", description = "The form; - for standard input.")
    private Path file;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who proposes; you by default.")
    private @Nullable String as;

    @Mixin
    private ProposalAnswer answer;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) throws IOException {
        String form = form(here);
        PersonStatement said;
        try {
            said = gateway.fill(workflowId, form, as);
        } catch (Refused e) {
            Problems.lines(name(), e.problems()).forEach(here.err()::println);
            throw e;
        }
        return answer.decide(workflowId, said, here, gateway);
    }

    private String name() {
        return isStandardInput() ? "standard input" : file.toString();
    }

    private boolean isStandardInput() {
        return file.toString().equals("-");
    }

    private String form(CommandContext here) {
        try {
            byte[] bytes = isStandardInput() ? here.in().readNBytes(MOST_BYTES + 1) : read();
            if (bytes.length > MOST_BYTES) {
                throw new Refused("TOO_LARGE", name() + " should have at most " + MOST_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refused("NOT_TEXT", name() + " should be UTF-8 text");
        } catch (IOException e) {
            throw new Refused("UNREADABLE", name() + " cannot be read");
        }
    }

    private byte[] read() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }
}
