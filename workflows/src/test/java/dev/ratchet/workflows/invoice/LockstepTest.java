package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.AgentLoop.Result;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.batch.GroupTools;
import dev.ratchet.workflows.batch.Lockstep;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many runs in lockstep come out exactly as each would alone: same turns, same trail, same state, same end. */
class LockstepTest {
    private final InvoiceAgent agent = new InvoiceAgent();
    private final AgentLoop<InvoiceState, InvoiceAction, InvoiceObservation> loop =
            new AgentLoop<>(agent, RulePlanner.of(agent), () -> 0);
    private final Lockstep<InvoiceState, InvoiceAction, InvoiceObservation> lockstep = new Lockstep<>(agent, () -> 0);

    @Test
    void aGroupIsWhatItsRunsAreAlone() {
        TreeSet<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            int documents = new Random(seed).nextInt(20) + 1;
            int of = seed;
            List<Progress<InvoiceState>> starts = IntStream.range(0, documents)
                    .mapToObj(i -> Progress.start(
                            InvoiceState.received(new DocumentRef(TenantId.DEFAULT, Digest.of(of + "/" + i), 1)),
                            agent.budget(),
                            0))
                    .toList();
            List<Result<InvoiceState>> alone = new ArrayList<>();
            for (Progress<InvoiceState> start : starts) {
                alone.add(loop.run(start, LockstepTest::act, now -> {}, LockstepTest::leaves));
            }
            List<Result<InvoiceState>> together = lockstep.run(starts, this::actAll, LockstepTest::leaves);
            assertThat(together).as("seed " + seed).isEqualTo(alone);
            together.forEach(result -> seen.add(result.progress().state().phase() + " "
                    + (result instanceof AgentLoop.Ended<InvoiceState> ended
                            ? ended.outcome().code()
                            : "paused")));
        }
        assertThat(seen)
                .contains("ENDED BOOKED", "ENDED SAME_NUMBER", "ENDED BROKEN", "CONSENT paused", "EXTRACTING paused")
                .contains("STUCK paused");
    }

    @Test
    void whereTheToolDoesNotActTheRunIsAsItWasBefore() {
        Progress<InvoiceState> start = Progress.start(InvoiceState.received(Samples.DOCUMENT), agent.budget(), 0);
        List<Result<InvoiceState>> results =
                lockstep.run(List.of(start), (kind, asked) -> List.of(Optional.empty()), now -> false);
        assertThat(results).containsExactly(new AgentLoop.Paused<>(start));
    }

    private static boolean leaves(Progress<InvoiceState> now) {
        Phase phase = now.state().phase();
        return phase == Phase.EXTRACTING || phase == Phase.STUCK || phase == Phase.CONSENT;
    }

    private List<Optional<Observation>> actAll(
            ActionKind kind, List<GroupTools.Accepted<InvoiceState, InvoiceAction>> asked) {
        assertThat(asked)
                .allSatisfy(each -> assertThat(each.action().action().kind()).isEqualTo(kind));
        return asked.stream()
                .map(each -> Optional.<Observation>of(act(each.state(), each.action())))
                .toList();
    }

    /** By the document's digest, whatever comes. */
    private static InvoiceObservation act(InvoiceState state, Accepted<InvoiceAction> accepted) {
        int dice = Integer.parseInt(state.document().digest().hex().substring(0, 4), 16);
        return switch (accepted.action().kind()) {
            case READ_DOCUMENT ->
                new InvoiceObservation.DocumentRead(Samples.attested(
                        switch (dice % 7) {
                            case 0 -> Samples.text();
                            case 1 -> new DocumentReading.Unreadable("BROKEN", "it is broken");
                            default ->
                                new DocumentReading.Structured(
                                        Samples.numbered("RE-" + dice), Digest.of("invoice"), List.of());
                        }));
            case CONSULT_BOOKS ->
                new InvoiceObservation.BooksConsulted(Samples.consultation(
                        Samples.rules(),
                        InvoiceRules.query(new RunRef("w", "r"), state),
                        dice % 5 == 0
                                ? Samples.books(0)
                                : Samples.books(
                                        BooksFacts.Supplier.KNOWN,
                                        BooksFacts.Account.SAME,
                                        dice % 5 == 1 || (state.overtaken() > 0 && dice % 2 == 0)
                                                ? BooksFacts.Duplicate.SAME_NUMBER
                                                : BooksFacts.Duplicate.NONE,
                                        50_000)));
            case POST_ENTRY ->
                new InvoiceObservation.EntryAnswered(
                        switch (dice % 3) {
                            case 0 -> new EffectActivities.Refused("NEAR_DUPLICATE", "one like it is booked", null);
                            case 1 -> new EffectActivities.AlreadyDone(new Receipt("entry", "3"));
                            default -> new EffectActivities.Done(new Receipt("entry", String.valueOf(dice)));
                        });
            case RECORD_FIELDS, CHOOSE_RELATION, LOOK_UP_TERMS, ASK_PERSON, REQUEST_APPROVAL ->
                throw new AssertionError("nobody is asked here");
        };
    }
}
