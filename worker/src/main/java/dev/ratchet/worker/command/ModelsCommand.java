package dev.ratchet.worker.command;

import dev.ratchet.activities.model.ModelCheck;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.configuration.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The models, where the keys are. Needs what {@code run} needs, but for Temporal: what it asks is paid, and on record. */
@Command(name = "models", description = "The models of this worker.", mixinStandardHelpOptions = true)
public final class ModelsCommand implements Runnable {
    private final Agents agents;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public ModelsCommand(Agents agents) {
        this.agents = agents;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing: models check");
    }

    @Command(
            name = "check",
            description =
                    "Makes one tiny call to each model, and says how long it took and whether its schema mode works.",
            mixinStandardHelpOptions = true)
    int check() throws WorkerConfig.BadSetting, InterruptedException {
        WorkerConfig config = WorkerConfig.from(Configuration.of(System.getenv()));
        PrintWriter screen = spec.commandLine().getOut();
        if (config.models().isEmpty()) {
            screen.println("no models; set RATCHET_MODELS, or RATCHET_MODEL_URL, _KEY and _NAME");
            return 1;
        }
        try (Capabilities capabilities = Capabilities.open(config, agents)) {
            List<ModelCheck.Checked> checked = capabilities.modelCheck().check();
            checked.forEach(each -> screen.println(line(each)));
            return checked.stream().allMatch(each -> each.wrong() == null) ? 0 : 1;
        }
    }

    static String line(ModelCheck.Checked checked) {
        return "%-4s %s  %s, %s  %d ms  %s"
                .formatted(
                        checked.wrong() == null ? "ok" : "BAD",
                        checked.entry().id(),
                        String.join(" and ", checked.tiers()),
                        checked.entry().endpoint().schema().name().toLowerCase(Locale.ROOT),
                        checked.millis(),
                        checked.wrong() == null ? checked.entry().price().text() : checked.wrong());
    }
}
