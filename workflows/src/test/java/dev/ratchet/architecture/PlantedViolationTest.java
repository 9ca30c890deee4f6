package dev.ratchet.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gate closes on what was planted for it under {@code dev.ratchet.planted}, and on nothing else there. */
class PlantedViolationTest {

    /** @param sentences for each expected violation words of the one sentence that reports it */
    record Planted(String gate, List<String> sentences) {
        static Planted in(String gate, String... sentences) {
            return new Planted(gate, List.of(sentences));
        }

        @Override
        public String toString() {
            return gate;
        }
    }

    static Stream<Planted> planted() {
        return Stream.of(
                Planted.in(
                        "clock",
                        "TellsTime.millis()",
                        "TellsTime.nanos()",
                        "TellsTime.today()",
                        "TellsTime.reference()",
                        "TellsTime.clock()",
                        "TellsTime.date()"),
                Planted.in(
                        "chance",
                        "RollsDice.random()",
                        "RollsDice.math()",
                        "RollsDice.reference()",
                        "RollsDice.shuffles("),
                Planted.in(
                        "environment",
                        "LooksAround.variable()",
                        "LooksAround.reference()",
                        "LooksAround.zone()",
                        "LooksAround.cased(",
                        "LooksAround.formatted("),
                Planted.in(
                        "threads",
                        "Spins.sleeps()",
                        "Spins.starts(",
                        "Spins.reference()",
                        "Spins.parallel(",
                        "Router.counts()"),
                Planted.in(
                        "unordered",
                        "Scrambles.hashes()",
                        "Scrambles.reference()",
                        "Scrambles.literal()",
                        "Scrambles.copies(",
                        "Scrambles.collects(",
                        "Scrambles.groups("),
                Planted.in("io", "Reads.path()", "Reads.resource()", "Reads.address()", "Reads.prints()"),
                Planted.in(
                        "memory",
                        "Remembers.counter is static and not final",
                        "Remembers.SEEN holds a java.util.ArrayList",
                        "Remembers.CACHE holds a java.util.TreeMap",
                        "Remembers.NEXT holds a java.util.concurrent.atomic.AtomicLong",
                        "Remembers.ARRAY is an array"),
                Planted.in("allowlist", "Borrows.guava()", "Borrows.rules(", "InvoiceState.now()"),
                Planted.in("kernel", "AgentLoop.knows(", "AgentLoop.now()"),
                Planted.in("contract", "workflows.agent.Verdict"),
                Planted.in("gateway", "workflows.invoice.InvoiceState"),
                Planted.in("run", "workflows.temporal.AgentRun"),
                Planted.in("shell", "workflows.batch.AgentBatch"),
                Planted.in("encryption", "workflows.encryption.PayloadKeys"),
                Planted.in("batch", "workflows.gateway.Whoami"),
                Planted.in("foundation", "Stubs.knows()", "PageWork.books()"),
                Planted.in("agents", "workflows.qa.QaState", "workflows.contract.qa.Answer"),
                Planted.in("activities", "workflows.invoice.InvoiceState", "worker.WorkerConfig"),
                Planted.in("capabilities", "activities.ledger.Books"),
                Planted.in("implementations", "Submit.starts()", "QaRegistration.namesAnothers()"),
                Planted.in(
                        "starter",
                        "workflows.agent.Verdict",
                        "contract.LedgerActivities$Receipt",
                        "activities.ledger.Books"),
                Planted.in("names", "MoneyUtils", "activities.common.Thing"),
                Planted.in("nullness", "Unmarked"));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void reportsExactlyWhatWasPlanted(Planted planted) {
        House house = new House("dev.ratchet.planted." + planted.gate());
        JavaClasses classes = new ClassFileImporter().importPackages(house.root());
        List<String> reported = gate(house, planted.gate()).violations(classes);

        assertAll(Stream.concat(
                planted.sentences().stream()
                        .map(words -> () -> assertThat(reported)
                                .as("a violation that mentions " + words)
                                .anyMatch(sentence -> sentence.contains(words))),
                reported.stream()
                        .map(sentence -> () -> assertThat(planted.sentences())
                                .as("expected by the planted case: " + sentence)
                                .anyMatch(sentence::contains))));
    }

    @Test
    void everyGateHasAPlantedViolation() {
        List<String> gates = new ArrayList<>();
        House.PRODUCT.gates().forEach(gate -> gates.add(gate.name()));

        assertThat(planted().map(Planted::gate)).containsExactlyInAnyOrderElementsOf(gates);
    }

    private static Gate gate(House house, String name) {
        return house.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no gate is called " + name));
    }
}
