package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "fields",
        description =
                "Prints the fields of a text as a YAML form, with what is known; fill it in and 'ratchet fill' it.",
        mixinStandardHelpOptions = true)
public final class FieldsCommand extends RunCommand {
    @Option(names = "--json", description = "As JSON, which 'ratchet fill' takes, too.")
    private boolean json;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who asks; you by default.")
    private @Nullable String as;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) {
        here.out().print(gateway.fields(workflowId, json, as));
        if (json) {
            here.out().println();
        }
        return 0;
    }
}
