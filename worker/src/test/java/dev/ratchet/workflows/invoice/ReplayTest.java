package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ByteString;
import dev.ratchet.worker.replay.Ask;
import dev.ratchet.worker.replay.Golden;
import dev.ratchet.worker.replay.Replay;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that were recorded earlier go the same way through the code as it is now, and ask the same of their activities. */
class ReplayTest {
    private final Replay replay = new Replay(Caller::register);

    static List<Golden> goldens() throws IOException {
        return Golden.all(GoldenRecorder.FOLDER);
    }

    static List<Golden> batches() throws IOException {
        return Golden.all(GoldenRecorder.BATCHES);
    }

    private static Golden golden(GoldenRuns run) throws IOException {
        return goldens().stream()
                .filter(golden -> golden.name().equals(run.file()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void commandsAndInputsAreThoseOfTheRecording(Golden golden) throws Exception {
        assertThat(replay.differences(golden)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("batches")
    void aBatchAsksAndAnswersAsItDid(Golden golden) throws Exception {
        assertThat(replay.differences(golden)).isEmpty();
        assertThat(golden.asked())
                .extracting(Ask::name)
                .contains(
                        "InvoiceBatchRead",
                        "InvoiceBatchConsult",
                        "InvoiceBatchPost",
                        "BatchRecord",
                        "submit",
                        "waits for pages")
                .anyMatch(name -> name.startsWith("Invoice invoice/default/"));
    }

    @Test
    void thereIsAGoldenHistoryOfEveryWayThrough() throws IOException {
        List<String> names = goldens().stream().map(Golden::name).toList();
        for (GoldenRuns run : GoldenRuns.values()) {
            assertThat(names).anyMatch(name -> name.matches(run.file() + "(-[0-9]+)?"));
        }
        assertThat(names).contains("continued-1", "continued-2");
    }

    /** Also in the run that continued as new while it was asked again and again. */
    @ParameterizedTest
    @MethodSource("goldens")
    void whoAsksIsToldWhereTheRunCameToRest(Golden golden) {
        assertThat(golden.asked())
                .filteredOn(ask -> ask.kind().equals("update"))
                .isNotEmpty()
                .extracting(ask -> ask.value().path("outcome").asText())
                .isSubsetOf("POSTED", "DUPLICATE", "REFUSED", "WAITING", "FAILED");
    }

    @Test
    void aHistoryThatNamesAnotherActivityFails() throws Exception {
        Golden doctored = doctored(golden(GoldenRuns.DIRECT), events -> events.map(ReplayTest::paid));
        assertThat(replay.differences(doctored)).singleElement().asString().contains("EffectUndo");
    }

    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {"EVENT_TYPE_MARKER_RECORDED", "EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"})
    void aHistoryWithoutSomethingThatTheCodeDoesFails(EventType type) throws Exception {
        Golden doctored =
                doctored(golden(GoldenRuns.DIRECT), events -> events.filter(event -> event.getEventType() != type));
        assertThatThrownBy(() -> replay.differences(doctored)).hasMessageContaining("[TMPRL1100]");
    }

    @Test
    void aRecordingThatAskedSomethingElseFails() throws Exception {
        Golden golden = golden(GoldenRuns.DIRECT);
        for (int i = 0; i < golden.asked().size(); i++) {
            List<Ask> asked = new ArrayList<>(golden.asked());
            Ask ask = asked.get(i);
            asked.set(i, new Ask(ask.kind(), ask.name(), TextNode.valueOf("something else")));
            Golden doctored = new Golden("doctored", golden.history(), asked);
            assertThat(replay.differences(doctored)).singleElement().asString().contains("something else");
        }
    }

    /** The replayer is content, because the commands are the same; the inputs are not. */
    @Test
    void codeThatAsksSomethingElseFails() throws Exception {
        Golden golden = golden(GoldenRuns.APPROVED);
        Replay variant = new Replay(worker ->
                Caller.register(worker, request -> RunRequest.of(request.intake(), request.name(), "somebody else")));
        assertThat(variant.of(golden.history())).hasSameSizeAs(golden.asked());
        assertThat(variant.differences(golden))
                .isNotEmpty()
                .allMatch(difference -> difference.contains("somebody else"));
    }

    private static HistoryEvent paid(HistoryEvent event) {
        Payloads type =
                event.getMarkerRecordedEventAttributes().getDetailsOrDefault("type", Payloads.getDefaultInstance());
        if (!type.toString().contains("EffectPerform")) {
            return event;
        }
        Payloads.Builder paid = type.toBuilder();
        paid.getPayloadsBuilder(0).setData(ByteString.copyFromUtf8("\"EffectUndo\""));
        HistoryEvent.Builder doctored = event.toBuilder();
        doctored.getMarkerRecordedEventAttributesBuilder().putDetails("type", paid.build());
        return doctored.build();
    }

    /** Events are numbered anew, so that only what was changed can be found wrong. */
    private static Golden doctored(Golden golden, UnaryOperator<Stream<HistoryEvent>> change) {
        History.Builder history = History.newBuilder();
        change.apply(golden.history().getEvents().stream())
                .forEach(event -> history.addEvents(event.toBuilder().setEventId(history.getEventsCount() + 1)));
        String id = golden.history().getWorkflowExecution().getWorkflowId();
        return new Golden("doctored", new WorkflowExecutionHistory(history.build(), id), golden.asked());
    }
}
