package dev.ratchet.worker;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.worker.command.RunCommand;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration.Implementation;
import io.temporal.workflow.Workflow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

/** {@code ratchet-worker run} of a build whose invoice workflow begins with a timer: no run of another build replays on it. */
public final class ChangedInvoiceWorker {
    private ChangedInvoiceWorker() {}

    public static void main(String[] arguments) throws Exception {
        new RunCommand(new Agents(List.of(new Changed(new InvoiceModule())))).call();
    }

    private record Changed(AgentModule invoice) implements AgentModule {

        @Override
        public AgentRegistration<?, ?, ?> registration() {
            return changed(invoice.registration());
        }

        @Override
        public List<Object> activities(Capabilities shared) {
            return invoice.activities(shared);
        }

        @Override
        public List<EffectKind> effects() {
            return invoice.effects();
        }
    }

    private static <S, A extends dev.ratchet.workflows.agent.Action, O extends dev.ratchet.workflows.agent.Observation>
            AgentRegistration<S, A, O> changed(AgentRegistration<S, A, O> agent) {
        Implementation<?, ?> genuine = agent.workflows().stream()
                .filter(each -> each.workflow() == InvoiceWorkflow.class)
                .findFirst()
                .orElseThrow();
        return new AgentRegistration<>(
                agent.entry(),
                agent.agent(),
                agent.rules(),
                agent.prompts(),
                agent.completionTokens(),
                List.of(new Implementation<>(
                        InvoiceWorkflow.class, RunRequest.class, request -> delayed(instance(genuine, request)))));
    }

    private static <R> Object instance(Implementation<?, R> genuine, RunRequest request) {
        return genuine.instance().apply(genuine.argument().cast(request));
    }

    private static InvoiceWorkflow delayed(Object genuine) {
        return (InvoiceWorkflow) Proxy.newProxyInstance(
                InvoiceWorkflow.class.getClassLoader(),
                new Class<?>[] {InvoiceWorkflow.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("run")) {
                        Workflow.sleep(Duration.ofSeconds(1));
                    }
                    try {
                        return method.invoke(genuine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
