package dev.ratchet.worker;

import dev.ratchet.worker.command.ConfigCommand;
import dev.ratchet.worker.command.DoctorCommand;
import dev.ratchet.worker.command.KeysCommand;
import dev.ratchet.worker.command.MigrateCommand;
import dev.ratchet.worker.command.ModelsCommand;
import dev.ratchet.worker.command.ReplayCommand;
import dev.ratchet.worker.command.RunCommand;
import dev.ratchet.worker.command.TokenCommand;
import dev.ratchet.worker.command.WebCommand;
import dev.ratchet.worker.dev.DevCommand;
import dev.ratchet.worker.encryption.EncryptionKeysCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ratchet-worker}: one program, three kinds of process. */
@Command(
        name = "ratchet-worker",
        description = "Runs Ratchet's agents.",
        mixinStandardHelpOptions = true,
        versionProvider = WorkerMain.Version.class,
        subcommands = {
            KeysCommand.class,
            EncryptionKeysCommand.class,
            TokenCommand.class,
            ConfigCommand.class,
            MigrateCommand.class
        })
public final class WorkerMain {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

    private WorkerMain() {}

    public static void main(String[] args) {
        System.exit(run(Agents.PRODUCT, args));
    }

    /** One command line in this process, with these agents; its exit code. */
    public static int run(Agents agents, String... args) {
        logEverythingInOnePlace();
        CommandLine command = new CommandLine(new WorkerMain());
        command.addSubcommand(new RunCommand(agents))
                .addSubcommand(new WebCommand(agents))
                .addSubcommand(new DevCommand(agents))
                .addSubcommand(new ModelsCommand(agents))
                .addSubcommand(new DoctorCommand(agents))
                .addSubcommand(new ReplayCommand(agents));
        command.setExecutionExceptionHandler((problem, line, parsed) -> {
            LOG.debug("ended by", problem);
            line.getErr().println("ratchet-worker: " + problem.getMessage());
            return 3;
        });
        return command.execute(args);
    }

    /** gRPC logs through java.util.logging. */
    public static void logEverythingInOnePlace() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ratchet-worker " + WorkerConfig.build(System.getenv())};
        }
    }
}
