package dev.ratchet.worker.command;

import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.configuration.Configuration;
import dev.ratchet.worker.configuration.Setting;
import dev.ratchet.worker.configuration.Settings;
import dev.ratchet.worker.temporal.TemporalConnection;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a process would be told here, without opening anything. */
@Command(
        name = "config",
        description = {
            "Shows every setting with its effective value, secrets masked, and where it comes from.",
            "Exit codes: 0 all are right, 1 some are missing or wrong."
        },
        mixinStandardHelpOptions = true)
public final class ConfigCommand implements Callable<Integer> {
    private static final String UNSET = "-";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final Map<String, String> environment;

    ConfigCommand() {
        this(System.getenv());
    }

    ConfigCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    private record Row(String name, String value, String from) {}

    @Override
    public Integer call() {
        return show(environment, spec.commandLine().getOut());
    }

    static int show(Map<String, String> environment, PrintWriter screen) {
        Configuration configuration = Configuration.of(environment);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("setting", "value", "from"));
        Settings.TABLE.forEach(setting -> rows.add(row(setting, configuration)));
        rows.addAll(temporal(environment));
        int name = rows.stream().mapToInt(row -> row.name().length()).max().orElse(1);
        int value = rows.stream().mapToInt(row -> row.value().length()).max().orElse(1);
        rows.forEach(row -> screen.println(("%-" + name + "s  %-" + value + "s  %s")
                .formatted(row.name(), row.value(), row.from())
                .stripTrailing()));
        try {
            WorkerConfig.from(configuration);
            return 0;
        } catch (WorkerConfig.BadSetting e) {
            screen.println();
            screen.println(e.getMessage());
            return 1;
        }
    }

    private static Row row(Setting setting, Configuration configuration) {
        Optional<String> place = configuration.place(setting.variable());
        return new Row(
                setting.variable() + " (" + setting.key() + ")",
                place.isEmpty()
                        ? setting.usual()
                        : setting.shown(configuration.values().getOrDefault(setting.variable(), "")),
                place.orElse("default"));
    }

    /** As {@code temporal-envconfig} has it, from its own variables and its own file. */
    private static List<Row> temporal(Map<String, String> environment) {
        ClientConfigProfile profile;
        try {
            profile = TemporalConnection.profile();
        } catch (TemporalConnection.Unreachable e) {
            return List.of(new Row("Temporal", UNSET, String.valueOf(e.getMessage())));
        }
        return List.of(
                new Row(
                        "Temporal's address",
                        Objects.requireNonNullElse(profile.getAddress(), "127.0.0.1:7233"),
                        from(environment, "TEMPORAL_ADDRESS", profile.getAddress())),
                new Row(
                        "Temporal's namespace",
                        Objects.requireNonNullElse(profile.getNamespace(), "default"),
                        from(environment, "TEMPORAL_NAMESPACE", profile.getNamespace())),
                new Row(
                        "Temporal's API key",
                        profile.getApiKey() == null ? UNSET : Setting.MASK,
                        from(environment, "TEMPORAL_API_KEY", profile.getApiKey())));
    }

    private static String from(Map<String, String> environment, String variable, @Nullable String value) {
        if (!environment.getOrDefault(variable, "").isBlank()) {
            return "variable";
        }
        return value == null ? "default" : environment.getOrDefault("TEMPORAL_CONFIG_FILE", "temporal.toml");
    }
}
