package dev.ratchet.worker.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.database.DatabaseCondition;
import dev.ratchet.activities.database.DatabaseUnusable;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.configuration.Configuration;
import dev.ratchet.worker.doctor.Doctor;
import dev.ratchet.worker.doctor.Finding;
import dev.ratchet.worker.encryption.NoKeys;
import dev.ratchet.worker.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where keys, database and Temporal are, and in the environment of {@code run}. */
@Command(
        name = "doctor",
        description = {
            "Looks at Temporal, the database, keys, rules, sizes and models, and says what to do.",
            "Exit codes: 0 nothing is BAD, 1 something is, 3 a setting is missing or wrong."
        },
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    private final Agents agents;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON array of findings, for machines.")
    private boolean json;

    @Option(names = "--no-models", description = "Asks no model: each costs one tiny call.")
    private boolean noModels;

    public DoctorCommand(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Integer call() throws Exception {
        List<Finding> findings = findings(System.getenv(), agents, Clock.systemUTC(), !noModels);
        show(findings, json, spec.commandLine().getOut());
        return findings.stream().anyMatch(each -> each.grade() == Finding.Grade.BAD) ? 1 : 0;
    }

    static List<Finding> findings(Map<String, String> environment, Agents agents, Clock clock, boolean models)
            throws WorkerConfig.BadSetting, TemporalConnection.Unreachable {
        WorkerConfig config = WorkerConfig.from(Configuration.of(environment));
        Doctor doctor = new Doctor(clock);
        List<String> queues = agents.registrations().values().stream()
                .map(agent -> agent.entry().taskQueue())
                .toList();
        try (TemporalConnection temporal = TemporalConnection.lazy(TemporalConnection.profile(), NoKeys.INSTANCE)) {
            doctor.temporal(temporal, queues);
        }
        doctor.sizing(config.sizing(), config.database().connections());
        try (Capabilities capabilities = Capabilities.open(config.withoutOwner(), agents)) {
            doctor.rules(agents.registrations().entrySet().stream()
                    .filter(agent -> agent.getValue().rules() != null)
                    .map(Map.Entry::getKey)
                    .toList());
            doctor.database(
                    new DatabaseCondition(capabilities.database(), config.database()),
                    config.database().owner() != null);
            doctor.keys(capabilities.believed());
            if (models) {
                doctor.models(capabilities.modelCheck());
            }
        } catch (WorkerConfig.BadSetting e) {
            doctor.broken("files", String.valueOf(e.getMessage()), "ratchet-worker config");
        } catch (DatabaseUnusable e) {
            doctor.broken(
                    "the database", String.valueOf(e.getMessage()), "look at RATCHET_DB_URL: ratchet-worker config");
        }
        return doctor.findings();
    }

    static void show(List<Finding> findings, boolean json, PrintWriter screen) throws JsonProcessingException {
        if (json) {
            screen.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings));
            return;
        }
        int about =
                findings.stream().mapToInt(each -> each.about().length()).max().orElse(1);
        for (Finding each : findings) {
            screen.println(("%-4s  %-" + about + "s  %s").formatted(each.grade(), each.about(), each.says()));
            if (each.todo() != null) {
                screen.println(" ".repeat(8 + about) + "-> " + each.todo());
            }
        }
    }
}
