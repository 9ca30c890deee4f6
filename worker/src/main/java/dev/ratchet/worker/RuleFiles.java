package dev.ratchet.worker;

import dev.ratchet.activities.policy.AgentRules;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.worker.configuration.Settings;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule book of each agent that has rules: a file {@code AGENT.yaml} of one's own, or the one that is shipped. */
final class RuleFiles {
    private RuleFiles() {}

    /** @throws WorkerConfig.BadSetting when a file cannot be read or used, naming the file, the line and what would be right */
    static List<AgentRules> of(WorkerConfig config, Agents agents) throws WorkerConfig.BadSetting {
        List<AgentRules> rules = new ArrayList<>();
        for (var agent : agents.registrations().entrySet()) {
            RuleFacts facts = agent.getValue().rules();
            if (facts != null) {
                rules.add(of(config.rules(), agent.getKey(), facts));
            }
        }
        return rules;
    }

    private static AgentRules of(Optional<Path> folder, String agent, RuleFacts facts) throws WorkerConfig.BadSetting {
        Optional<Path> file = folder.map(path -> path.resolve(agent + ".yaml")).filter(Files::exists);
        if (file.isEmpty()) {
            return RulebookFile.shipped(agent, facts);
        }
        String name = file.get().toString();
        try {
            return AgentRules.of(agent, facts, name, Files.readString(file.get(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new WorkerConfig.BadSetting(Settings.RULES, name + " cannot be read as UTF-8 text");
        } catch (InvalidRules e) {
            throw new WorkerConfig.BadSetting(Settings.RULES, String.valueOf(e.getMessage()));
        }
    }
}
