package com.example.leave;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.worker.AgentModule;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration.Implementation;
import java.nio.file.Path;
import java.util.List;

/** All that a process must know of the agent, and the process. */
public final class LeaveModule implements AgentModule {
    private final Path daysLeft;

    /** @param daysLeft file of lines {@code person=days}; read at each check */
    public LeaveModule(Path daysLeft) {
        this.daysLeft = daysLeft;
    }

    /** Routing looks at nothing but what policy said. */
    record NoRoutingFacts() {}

    @Override
    public AgentRegistration<?, ?, ?> registration() {
        AgentEntry entry = new AgentEntry(
                LeaveWorkflow.AGENT,
                "books days off, once, or says why not",
                new AgentEntry.Json(LeaveRequest.SCHEMA),
                LeaveWorkflow.TYPE,
                LeaveWorkflow.TASK_QUEUE);
        return new AgentRegistration<>(
                entry,
                new LeaveAgent(),
                RuleFacts.of(NoRoutingFacts.class, LeaveActivities.Facts.class),
                List.of(),
                0,
                List.of(new Implementation<>(LeaveWorkflow.class, RunRequest.class, LeaveWorkflowImpl::new)));
    }

    @Override
    public List<Object> activities(Capabilities shared) {
        return List.of(new LeaveCalendar(shared, daysLeft));
    }

    @Override
    public List<EffectKind> effects() {
        return List.of(new BookLeave());
    }

    public static void main(String[] arguments) {
        Agents agents = new Agents(List.of(new LeaveModule(Path.of("days-left.txt"))));
        System.exit(WorkerMain.run(agents, arguments));
    }
}
