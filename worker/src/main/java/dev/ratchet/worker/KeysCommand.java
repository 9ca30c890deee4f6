package dev.ratchet.worker;

import dev.ratchet.activities.approval.ApprovalKeys;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the key pair that signs approvals. */
@Command(
        name = "keys",
        description = "Makes the key pair that signs approvals, or shows the one that is there.",
        mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "where the key pair is kept; readable by its owner only")
    private Path file = Path.of("approval-key.pem");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ApprovalKeys keys = ApprovalKeys.loadOrGenerate(file);
        spec.commandLine().getOut().println("key " + keys.id() + " in " + file);
        return 0;
    }
}
