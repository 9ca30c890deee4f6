package dev.ratchet.worker.dev.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database is put back to before the server, and the other way round. What is found, what {@code ratchet reconcile --repair}
 * mends, and what a person types; in the end every document that was in the books is there once.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class RestoreDrillRealServerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private RestoreDrill drill;
    private Path begun;
    private Path approved;
    private Path denied;
    private Path rests;
    private Path later;
    private Path refused;
    private Path waits;
    private Path first;
    private Path second;

    /** Before the backup: one is booked, three wait, one is begun and no worker has seen it. */
    private void before() throws Exception {
        approved = drill.large(1);
        denied = drill.large(2);
        rests = drill.large(3);
        begun = drill.simple(701);
        try (WorkerProcess worker = drill.worker()) {
            assertThat(drill.submit(drill.simple(700))).as(worker.said()).isEqualTo("POSTED BOOKED");
            for (Path each : List.of(approved, denied, rests)) {
                assertThat(drill.submit(each)).startsWith("WAITING ");
            }
        }
        drill.fine("submit", "--no-wait", "--as", "anna.behrens", begun);
        drill.backUp();
    }

    /** After it: two of those are decided, four are booked, two of them by a batch, one is refused and one waits. */
    private void after() throws Exception {
        later = drill.simple(702);
        first = drill.simple(703);
        second = drill.simple(704);
        refused = drill.wrong(1);
        waits = drill.large(4);
        try (WorkerProcess worker = drill.worker()) {
            Installation.await(worker::said, PATIENCE, () -> isPosted(begun));
            drill.approve(approved);
            drill.deny(denied);
            assertThat(drill.submit(later)).isEqualTo("POSTED BOOKED");
            drill.fine("submit", "--as", "anna.behrens", first, second);
            assertThat(drill.submit(refused)).startsWith("REFUSED ");
            assertThat(drill.submit(waits)).startsWith("WAITING ");
            awaitNothingFound(worker);
        }
    }

    private void awaitNothingFound(WorkerProcess worker) {
        Installation.await(
                () -> drill.reconcile() + "\n" + worker.said(),
                PATIENCE,
                () -> drill.reconcile().path("count").asLong() == 0);
    }

    private void print(String when, JsonNode report) {
        Map<String, Long> standings = new TreeMap<>();
        report.path("differences")
                .forEach(each -> standings.merge(each.path("standing").asText(), 1L, Long::sum));
        System.out.println(when + ": " + report.path("count").asLong() + " differences " + standings + ", books "
                + report.path("books").path("entries").asLong() + " entries "
                + report.path("books").path("findings"));
        report.path("differences")
                .forEach(each -> System.out.println("  " + each.path("code").asText() + "  "
                        + each.path("name").asText() + "  "
                        + each.path("standing").asText() + ": "
                        + each.path("next").asText()));
    }

    private void printEnd(String which, SortedMap<String, List<Long>> before) {
        List<String> off = drill.lostOrTwice(before);
        System.out.println(which + ": of " + before.size() + " entries that there were and "
                + drill.booked().size() + " that there are, " + off.size() + " entries lost or twice; books fit");
        assertThat(off).isEmpty();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    @Test
    void theDatabaseIsOlderThanTheServer(@TempDir Path folder) throws Exception {
        try (RestoreDrill started = RestoreDrill.start(folder)) {
            drill = started;
            before();
            after();
            SortedMap<String, List<Long>> booked = drill.booked();
            assertThat(booked).hasSize(6);
            String head = drill.verified().head().number() + ":"
                    + drill.verified().head().hash();
            drill.restoreDatabase();
            try (WorkerProcess worker = drill.worker()) {
                Installation.await(worker::said, PATIENCE, () -> answers(rests));
                JsonNode found = drill.reconcile("--head", head);
                print("the database is older, found", found);
                assertThat(drill.lostOrTwice(booked))
                        .as("before anything is repaired")
                        .hasSize(5);
                assertThat(drill.differences(found))
                        .as(worker.said())
                        .containsOnly(
                                Map.entry(name(begun), "EFFECT_LOST REPAIRABLE"),
                                Map.entry(name(approved), "EFFECT_LOST REPAIRABLE"),
                                Map.entry(name(denied), "RECORD_LOST REPAIRABLE"),
                                Map.entry(name(later), "EFFECT_LOST LEFT"),
                                Map.entry(name(first), "EFFECT_LOST LEFT"),
                                Map.entry(name(second), "EFFECT_LOST LEFT"),
                                Map.entry(name(refused), "RECORD_LOST LEFT"),
                                Map.entry(name(waits), "WAITING_NOT_RECORDED LEFT"));
                assertThat(found.at("/books/findings").toString()).contains("EARLIER_HEAD_LOST 1");
                JsonNode repaired = drill.reconcile("--repair");
                print("repaired", repaired);
                assertThat(drill.differences(repaired))
                        .containsEntry(name(begun), "EFFECT_LOST REPAIRED")
                        .containsEntry(name(approved), "EFFECT_LOST REPAIRED")
                        .containsEntry(name(denied), "RECORD_LOST REPAIRED");
                for (JsonNode left : repaired.path("differences")) {
                    if (left.path("standing").asText().equals("LEFT")) {
                        assertThat(left.path("next").asText()).contains("anna.behrens", "ratchet submit --again");
                        drill.fine(
                                "submit",
                                "--again",
                                "--as",
                                "anna.behrens",
                                drill.named(left.path("name").asText()));
                    }
                }
                print("what a person brought in again", drill.reconcile("--repair"));
                Installation.await(
                        worker::said,
                        PATIENCE,
                        () -> List.of(approved, denied, rests, waits).stream().allMatch(each -> isAt(each, "WAITING")));
                drill.approve(approved);
                drill.deny(denied);
                awaitNothingFound(worker);
                assertThat(drill.lostOrTwice(booked)).isEmpty();
                assertThat(drill.booked().keySet()).isEqualTo(booked.keySet());
                drill.approve(waits);
                drill.approve(rests);
            }
            assertThat(drill.booked()).hasSize(8);
            assertThat(drill.verified().discrepancies()).isEmpty();
            printEnd("the database was older", booked);
        }
    }

    /** A worker answers for it. */
    private boolean answers(Path file) {
        try {
            return drill.ratchet("explain", RestoreDrill.id(file)).code() == 0
                    && drill.reconcile().path("unanswered").asLong() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isPosted(Path file) {
        return isAt(file, "POSTED");
    }

    /** As the run itself says. */
    private boolean isAt(Path file, String outcome) {
        try {
            return drill.ratchet("status", RestoreDrill.id(file)).out().contains(outcome);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theServerIsOlderThanTheDatabase(@TempDir Path folder) throws Exception {
        try (RestoreDrill started = RestoreDrill.start(folder)) {
            drill = started;
            before();
            after();
            SortedMap<String, List<Long>> booked = drill.booked();
            assertThat(booked).hasSize(6);
            String head = drill.verified().head().number() + ":"
                    + drill.verified().head().hash();
            drill.restoreServer();
            try (WorkerProcess worker = drill.worker()) {
                // the server believes that it was never done: it is done again, and finds its effect
                Installation.await(worker::said, PATIENCE, () -> answers(rests) && isPosted(begun));
                assertThat(drill.booked()).isEqualTo(booked);
                JsonNode found = drill.reconcile("--head", head);
                print("the server is older, found", found);
                assertThat(drill.differences(found))
                        .containsOnly(
                                Map.entry(name(approved), "STILL_OPEN REPAIRABLE"),
                                Map.entry(name(denied), "STILL_OPEN REPAIRABLE"),
                                Map.entry(name(waits), "WAITS_NOWHERE REPAIRABLE"));
                JsonNode repaired = drill.reconcile("--repair", "--head", head);
                print("repaired", repaired);
                assertThat(drill.differences(repaired).values())
                        .containsOnly("STILL_OPEN REPAIRED", "WAITS_NOWHERE REPAIRED");
                awaitNothingFound(worker);
                // what nobody on the server remembers was booked, and is not booked again
                for (Path each : List.of(later, first, approved)) {
                    assertThat(drill.submit("--again", each)).startsWith("DUPLICATE ");
                }
                assertThat(drill.booked()).isEqualTo(booked);
                Installation.await(worker::said, PATIENCE, () -> isAt(waits, "WAITING"));
                drill.approve(waits);
                drill.approve(rests);
            }
            assertThat(drill.booked()).hasSize(8);
            assertThat(drill.verified().discrepancies()).isEmpty();
            printEnd("the server was older", booked);
        }
    }
}
