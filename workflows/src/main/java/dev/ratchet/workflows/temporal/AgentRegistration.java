package dev.ratchet.workflows.temporal;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.run.AgentEntry;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that a process must know of an agent to run it, to show it, and to rebuild its runs. Each agent has one, beside it.
 *
 * @param rules facts that its rule book may speak about; absent for an agent without a rule book
 * @param prompts name and version of each prompt that it asks with, {@code name@version}
 * @param completionTokens the most that one of its questions asks for; 0 for an agent that asks no model
 * @param workflows its workflow and, where it has one, its batch
 */
public record AgentRegistration<S, A extends Action, O extends Observation>(
        AgentEntry entry,
        Agent<S, A, O> agent,
        @Nullable RuleFacts rules,
        List<String> prompts,
        int completionTokens,
        List<Implementation<?, ?>> workflows) {
    public AgentRegistration {
        prompts = List.copyOf(prompts);
        workflows = List.copyOf(workflows);
        if (!entry.name().equals(agent.name())) {
            throw new IllegalArgumentException(
                    "the registry names '" + entry.name() + "' an agent that calls itself '" + agent.name() + "'");
        }
    }

    /**
     * A workflow and what makes an instance of it.
     *
     * @param argument type of the workflow method's one parameter
     */
    public record Implementation<W, R>(Class<W> workflow, Class<R> argument, Function<R, ? extends W> instance) {
        private void register(Worker worker) {
            worker.registerWorkflowImplementationFactory(
                    workflow,
                    arguments -> instance.apply(arguments.get(0, argument)),
                    WorkflowImplementationOptions.getDefaultInstance());
        }
    }

    /** As Temporal knows them. */
    public List<String> workflowTypes() {
        return workflows.stream()
                .map(each -> POJOWorkflowInterfaceMetadata.newInstance(each.workflow())
                        .getWorkflowType()
                        .orElseThrow())
                .toList();
    }

    /** Has a worker of the agent's task queue run its workflows. */
    public void register(Worker worker) {
        workflows.forEach(each -> each.register(worker));
    }
}
