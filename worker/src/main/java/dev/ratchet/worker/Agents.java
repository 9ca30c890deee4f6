package dev.ratchet.worker;

import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.invoice.InvoiceAction;
import dev.ratchet.workflows.invoice.InvoiceAgent;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflowImpl;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflowImpl;
import dev.ratchet.workflows.invoice.Rehearsal;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;
import java.util.Map;

/** Every agent this worker runs: a line in each method. */
final class Agents {
    private Agents() {}

    static void register(WorkerFactory factory, WorkerOptions options, Object... activities) {
        Worker invoices = factory.newWorker(InvoiceWorkflow.TASK_QUEUE, options);
        var router = InvoiceAgent.router();
        invoices.registerWorkflowImplementationFactory(
                InvoiceWorkflow.class,
                arguments -> new InvoiceWorkflowImpl(arguments.get(0, InvoiceWorkflow.Request.class), router),
                WorkflowImplementationOptions.newBuilder().build());
        invoices.registerWorkflowImplementationFactory(
                InvoiceBatchWorkflow.class,
                arguments -> new InvoiceBatchWorkflowImpl(arguments.get(0, InvoiceBatchWorkflow.Opening.class), router),
                WorkflowImplementationOptions.newBuilder().build());
        invoices.registerActivitiesImplementations(activities);
    }

    /** The words that each agent's models may use. */
    static Map<String, List<? extends ActionKind>> vocabularies() {
        return Map.of("invoice", List.of(InvoiceAction.Kind.values()));
    }

    /** Lets the JIT see what each agent does to a plain document; nothing happens. */
    static void rehearse(Rulebook rules, int runs) {
        Rehearsal invoices = new Rehearsal(rules);
        for (int i = 0; i < runs; i++) {
            invoices.play(100 * (1 + i % 100));
        }
    }

    /** Whether every agent can work with a rule book. */
    static RulebookFile.Check rules() {
        return InvoiceAgent::check;
    }
}
