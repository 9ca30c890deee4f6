package dev.ratchet.worker.command;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.attestation.AttestationKeys;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the keys of an installation. */
@Command(
        name = "keys",
        description =
                "Makes the keys of an installation: the pair that signs approvals, and the secret that workers and"
                        + " gateways share. What is there already is kept.",
        mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "where the key pair is kept; readable by its owner only")
    private Path file = Path.of("approval-key.pem");

    @Option(
            names = "--attestation",
            paramLabel = "FILE",
            description = "where the shared secret is kept (default ${DEFAULT-VALUE})")
    private Path attestation = Path.of("attestation-key.txt");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ApprovalKeys keys = ApprovalKeys.loadOrGenerate(file);
        AttestationKeys.loadOrGenerate(attestation);
        spec.commandLine().getOut().println("key " + keys.id() + " in " + file);
        spec.commandLine().getOut().println("the secret that workers and gateways share is in " + attestation);
        return 0;
    }
}
