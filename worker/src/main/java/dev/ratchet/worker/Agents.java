package dev.ratchet.worker;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.model.OwnQuestions;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.temporal.AgentRegistration;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Every agent that a process knows. */
public final class Agents {
    /** Those of the product: a line each. */
    public static final Agents PRODUCT = new Agents(List.of(
            new InvoiceModule(),
            new LibraryModule(Capabilities::passageIndex),
            new QaModule(),
            new EvaluationModule(Capabilities::retriever)));

    private final SortedMap<String, AgentModule> modules = new TreeMap<>();
    private final SortedMap<String, List<EffectKind>> effects = new TreeMap<>();

    /** @throws IllegalArgumentException when two agents have one name or one task queue */
    public Agents(List<AgentModule> modules) {
        for (AgentModule module : modules) {
            String name = module.registration().entry().name();
            if (this.modules.put(name, module) != null) {
                throw new IllegalArgumentException("two agents are named '" + name + "'");
            }
            effects.put(name, module.effects());
        }
        long queues = registrations().values().stream()
                .map(agent -> agent.entry().taskQueue())
                .distinct()
                .count();
        if (queues < this.modules.size()) {
            throw new IllegalArgumentException("two agents have one task queue: "
                    + registrations().values().stream()
                            .map(agent -> agent.entry().taskQueue())
                            .toList());
        }
    }

    /** By name, in the order of the names. */
    public SortedMap<String, AgentRegistration<?, ?, ?>> registrations() {
        SortedMap<String, AgentRegistration<?, ?, ?>> registrations = new TreeMap<>();
        modules.forEach((name, module) -> registrations.put(name, module.registration()));
        return registrations;
    }

    /** The actions that each agent's model may name. */
    Map<String, List<? extends ActionKind>> vocabularies() {
        Map<String, List<? extends ActionKind>> vocabularies = new TreeMap<>();
        registrations()
                .forEach((name, agent) -> vocabularies.put(name, agent.agent().vocabulary()));
        return vocabularies;
    }

    /** What each agent's runs ask models with. */
    Map<String, OwnQuestions.Asking> asking() {
        Map<String, OwnQuestions.Asking> asking = new TreeMap<>();
        registrations()
                .forEach((name, agent) -> asking.put(
                        name,
                        new OwnQuestions.Asking(
                                agent.entry().workflowType(), agent.prompts(), agent.completionTokens())));
        return asking;
    }

    boolean retrieves(String agent) {
        AgentModule module = modules.get(agent);
        return module != null && module.retrieves();
    }

    List<EffectKind> effects() {
        return effects.values().stream().flatMap(List::stream).toList();
    }

    /** Those that do what they are for by an irreversible effect. */
    Set<String> performing() {
        Set<String> performing = new TreeSet<>(effects.keySet());
        performing.removeIf(agent -> effects.getOrDefault(agent, List.of()).isEmpty());
        return performing;
    }

    /**
     * One worker for each agent's task queue, the usual one or the one for poison pills, as this process is configured.
     *
     * @param options asked for each of them
     */
    void register(WorkerFactory factory, Supplier<WorkerOptions> options, Capabilities capabilities) {
        for (AgentModule module : modules.values()) {
            AgentRegistration<?, ?, ?> registration = module.registration();
            Worker worker = factory.newWorker(
                    capabilities
                            .config()
                            .poison()
                            .queue()
                            .of(registration.entry().taskQueue()),
                    module.options(options.get()));
            registration.register(worker);
            worker.registerActivitiesImplementations(capabilities.activities().toArray());
            worker.registerActivitiesImplementations(
                    module.activities(capabilities).toArray());
        }
    }
}
