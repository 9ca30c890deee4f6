package dev.ratchet.worker.command;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.configuration.Configuration;
import dev.ratchet.worker.configuration.DatabaseSettings;
import dev.ratchet.worker.configuration.Reading;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The one command that wants the database's owner. It needs no keys and no Temporal, so whoever migrates gets nothing else,
 * and the processes that take work never see the owner's password.
 */
@Command(
        name = "migrate",
        description = "Brings the database's schema to this version, once per release, before workers of it start."
                + " Needs RATCHET_DB_URL, _OWNER and _OWNER_PASSWORD; RATCHET_DB_USER and _PASSWORD are of the role that"
                + " it grants and, where it is absent, makes.",
        mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    MigrateCommand() {
        this(System.getenv());
    }

    MigrateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws WorkerConfig.BadSetting {
        Reading reading = Configuration.of(environment).reading();
        Optional<DatabaseConfig> read = DatabaseSettings.from(reading);
        if (read.isEmpty() || !reading.problems().isEmpty()) {
            throw new WorkerConfig.BadSetting(reading.problems());
        }
        DatabaseConfig database = read.get();
        if (database.owner() == null) {
            throw new WorkerConfig.BadSetting(
                    DatabaseSettings.OWNER, "is not set; it says who owns the schema, and nobody else may migrate it");
        }
        int ran = Database.migrate(database);
        spec.commandLine()
                .getOut()
                .println("the schema is that of this version; " + ran + (ran == 1 ? " migration" : " migrations")
                        + " had to run; " + database.application() + " may use it");
        return 0;
    }
}
