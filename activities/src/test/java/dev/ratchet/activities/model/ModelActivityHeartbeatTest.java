package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.calls.MemoryModelCalls;
import dev.ratchet.activities.calls.ReceivedAnswers;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.model.provider.ChatClient;
import dev.ratchet.activities.model.provider.ScriptedChatClient;
import dev.ratchet.activities.model.question.ActionSchemas;
import dev.ratchet.activities.model.tier.OneModel;
import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelActivities.Question;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.invoice.InvoiceAction;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The activity under Temporal: its heartbeat is taken on the activity's thread and beaten from another. */
class ModelActivityHeartbeatTest {
    @Test
    void aLongCallBeatsUntilTheModelAnswers() throws IOException {
        MemoryContentStore contents = new MemoryContentStore();
        Digest text = contents.put(TenantId.DEFAULT, "text".getBytes(StandardCharsets.UTF_8))
                .digest();
        CountDownLatch beaten = new CountDownLatch(1);
        ChatClient slow = call -> {
            try {
                assertThat(beaten.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ScriptedChatClient.completion(call, "{\"action\":\"ask_person\",\"arguments\":{}}");
        };
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
        try {
            environment.registerActivitiesImplementations(new ModelActivitiesImpl(
                    OneModel.asking(slow),
                    new ActionSchemas(Map.of("invoice", List.of(InvoiceAction.Kind.values()))),
                    contents,
                    new RecordedCalls(new MemoryModelCalls(), contents, ReceivedAnswers.NOWHERE, timer),
                    new CallTelemetry(OpenTelemetry.noop()),
                    timer));
            environment.setActivityHeartbeatListener(String[].class, calls -> {
                assertThat(calls).containsExactly("only");
                beaten.countDown();
            });
            assertThat(environment
                            .newActivityStub(ModelActivities.class)
                            .propose(new Question(
                                    TenantId.DEFAULT,
                                    new RunRef("invoice/default/x", "run"),
                                    0,
                                    "invoice",
                                    ModelTier.SMALL,
                                    "invoice-extract@1",
                                    List.of(new ModelActivities.Data("DOCUMENT", text)),
                                    List.of("ask_person"),
                                    null,
                                    100)))
                    .isInstanceOf(ModelActivities.Proposed.class);
        } finally {
            environment.close();
            timer.shutdownNow();
        }
    }
}
