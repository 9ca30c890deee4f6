package dev.ratchet.worker.dev.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.leave.LeaveModule;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WholeRatchet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent of "Your own agent in half an hour", alone in its process, by the commands of that text. */
class OwnAgentEndToEndTest {
    @TempDir
    static Path folder;

    private static WholeRatchet whole;

    @BeforeAll
    static void start() throws Exception {
        Path daysLeft = Files.writeString(folder.resolve("days-left.txt"), "anna=12\nben=3\n");
        whole = WholeRatchet.start(folder, Map.of(), new Agents(List.of(new LeaveModule(daysLeft))));
        Path people = Files.writeString(folder.resolve("people.yaml"), """
                people:
                  - {id: anna, roles: []}
                  - {id: mia, roles: [manager]}
                """);
        assertThat(whole.ratchet("masterdata", "load", people).code()).isZero();
    }

    @AfterAll
    static void stop() {
        whole.close();
    }

    private static Said leave(String person, String from, String to) {
        return whole.ratchet(
                "start",
                "leave",
                "{\"person\": \"" + person + "\", \"from\": \"" + from + "\", \"to\": \"" + to + "\"}",
                "--as",
                "anna");
    }

    @Test
    void twoDaysNeedNobodyAndAreBookedOnce() {
        assertThat(leave("anna", "2026-12-03", "2026-12-04").out()).contains("BOOKED", "anna/2026-12-03");
        assertThat(leave("anna", "2026-12-03", "2026-12-03").out()).contains("ALREADY_BOOKED");
    }

    @Test
    void aWeekWaitsForAManagerAndNobodyElse() {
        assertThat(leave("anna", "2026-12-14", "2026-12-18").out()).contains("WAITING", "LONG", "manager");
        String id = whole.ratchet("list").out().replaceAll("(?s).*?\\b([0-9a-f]{12})\\b.*", "$1");
        assertThat(whole.ratchet("explain", id).out()).contains("days left", "12", "ask_person", "policy");
        assertThat(whole.ratchet("approve", id, "--as", "anna").code()).isNotZero();
        assertThat(whole.ratchet("approve", id, "--as", "mia").out()).contains("Approved by mia as manager", "BOOKED");
        assertThat(whole.ratchet("rebuild", id).out()).contains("equal");
    }

    @Test
    void moreThanThereIsIsRefusedAndAStrangerWaits() {
        assertThat(leave("ben", "2026-12-14", "2026-12-18").out()).contains("REFUSED", "NOT_ENOUGH_DAYS");
        assertThat(leave("zoe", "2026-12-14", "2026-12-14").out()).contains("WAITING", "PERSON_UNKNOWN");
        assertThat(leave("ben", "2026-12-18", "2026-12-14").out()).contains("REFUSED", "NO_DAYS");
        assertThat(leave("ben", "soon", "2026-12-14").err()).contains("/from");
    }
}
