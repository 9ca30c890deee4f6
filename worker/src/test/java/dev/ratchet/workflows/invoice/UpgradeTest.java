package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.TestWorkers;
import dev.ratchet.worker.replay.Golden;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.InitialVersioningBehavior;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class UpgradeTest {
    @Test
    void whereARunContinuesAsNewItMayLeaveItsBuild() throws Exception {
        Golden continued = Golden.all(GoldenRecorder.FOLDER).stream()
                .filter(golden -> golden.name().equals("continued-1"))
                .findFirst()
                .orElseThrow();
        List<ContinueAsNewOptions> asked = new CopyOnWriteArrayList<>();
        TestEnvironmentOptions options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Converters.dataConverter())
                        .build())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(listening(asked))
                        .build())
                .build();
        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
            Worker worker = environment.newWorker("replay", TestWorkers.options());
            Caller.register(worker);
            WorkflowReplayer.replayWorkflowExecution(continued.history(), worker);
        }
        assertThat(asked)
                .isNotEmpty()
                .allMatch(each -> each.getInitialVersioningBehavior() == InitialVersioningBehavior.AUTO_UPGRADE);
    }

    private static WorkerInterceptorBase listening(List<ContinueAsNewOptions> asked) {
        return new WorkerInterceptorBase() {
            @Override
            public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
                return new WorkflowInboundCallsInterceptorBase(next) {
                    @Override
                    public void init(WorkflowOutboundCallsInterceptor outbound) {
                        super.init(new WorkflowOutboundCallsInterceptorBase(outbound) {
                            @Override
                            public void continueAsNew(ContinueAsNewInput input) {
                                if (input.getOptions() != null) {
                                    asked.add(input.getOptions());
                                }
                                super.continueAsNew(input);
                            }
                        });
                    }
                };
            }
        };
    }
}
