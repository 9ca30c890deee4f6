package dev.ratchet.activities.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.ratchet.activities.calls.ModelCalls.Answered;
import dev.ratchet.activities.calls.ModelCalls.Busy;
import dev.ratchet.activities.calls.ModelCalls.Mine;
import dev.ratchet.activities.calls.ModelCalls.Recorded;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

abstract class ModelCallsContract {
    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration OVER = Duration.ofMillis(-1);
    static final Digest ASKED = Digest.of("asked");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Each test has a tenant of its own. */
    final TenantId tenant = new TenantId("tenant" + NUMBER.incrementAndGet());

    abstract ModelCalls calls();

    static CallRequest request(TenantId tenant, String run, long mostMicros) {
        return new CallRequest(
                tenant,
                Digest.of("request " + NUMBER.incrementAndGet()),
                new RunRef("invoice/default/" + run, "run"),
                "invoice",
                "asked",
                mostMicros);
    }

    static Recorded answer(String text, long micros) {
        return new Recorded(
                CallAnswer.Ending.COMPLETE,
                Digest.of(text),
                new Usage("only", "scripted", 10, 4, 20, micros),
                CallAnswer.Cost.KNOWN);
    }

    Mine mine(CallRequest request, Duration lease) {
        return (Mine) calls().claim(request, ASKED, lease);
    }

    @Test
    void whoClaimsFirstCallsAndTheNextOneWaits() {
        CallRequest request = request(tenant, "a", 5);
        mine(request, LONG);
        assertThat(calls().claim(request, ASKED, LONG))
                .asInstanceOf(type(Busy.class))
                .satisfies(busy -> assertThat(busy.left()).isBetween(Duration.ofMinutes(4), LONG));
    }

    @Test
    void whatIsOnRecordIsTheAnswer() {
        CallRequest request = request(tenant, "a", 5);
        Recorded answer = answer("said", 3);
        assertThat(calls().complete(request, mine(request, LONG), answer)).isEqualTo(answer);
        assertThat(calls().claim(request, ASKED, LONG)).isEqualTo(new Answered(answer));
    }

    @Test
    void whetherTheCostIsEstimatedStaysOnRecord() {
        CallRequest request = request(tenant, "a", 5);
        Recorded estimated = new Recorded(
                CallAnswer.Ending.COMPLETE,
                Digest.of("said"),
                new Usage("only", "scripted", 0, 0, 0, 5),
                CallAnswer.Cost.ESTIMATED);
        calls().complete(request, mine(request, LONG), estimated);
        assertThat(calls().claim(request, ASKED, LONG)).isEqualTo(new Answered(estimated));
    }

    @Test
    void anotherRequestIsAnotherCall() {
        mine(request(tenant, "a", 5), LONG);
        assertThat(mine(request(tenant, "a", 5), LONG)).isNotNull();
    }

    @Test
    void aCallWithoutAnAnswerMayBeMadeAgainAtOnce() {
        CallRequest request = request(tenant, "a", 5);
        calls().release(request, mine(request, LONG));
        assertThat(mine(request, LONG)).isNotNull();
    }

    @Test
    void aCallThatWasNotMadeMayBeMadeAtOnce() {
        CallRequest request = request(tenant, "a", 5);
        calls().withdraw(request, mine(request, LONG));
        assertThat(mine(request, LONG)).isNotNull();
    }

    @Test
    void theDeadAreTakenOverAndWhoComesLateHearsWhatIsOnRecord() {
        CallRequest request = request(tenant, "a", 5);
        Mine dead = mine(request, OVER);
        Mine next = mine(request, LONG);
        calls().release(request, dead);
        assertThat(calls().claim(request, ASKED, LONG))
                .as("the dead release nothing")
                .isInstanceOf(Busy.class);
        Recorded first = answer("first", 3);
        calls().complete(request, next, first);
        assertThat(calls().complete(request, dead, answer("second", 4))).isEqualTo(first);
    }

    @Test
    void whoIsAliveIsNotTakenOver() {
        CallRequest request = request(tenant, "a", 5);
        Mine mine = mine(request, Duration.ofSeconds(20));
        calls().renew(request, mine, LONG);
        assertThat(calls().claim(request, ASKED, LONG))
                .asInstanceOf(type(Busy.class))
                .satisfies(busy -> assertThat(busy.left()).isGreaterThan(Duration.ofMinutes(4)));
    }

    @Test
    void ofManyWorkersOneCalls() throws Exception {
        CallRequest request = request(tenant, "many", 5);
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<ModelCalls.Claim>> claims = new ArrayList<>();
            for (int worker = 0; worker < 24; worker++) {
                claims.add(() -> calls().claim(request, ASKED, LONG));
            }
            int calling = 0;
            for (Future<ModelCalls.Claim> claim : workers.invokeAll(claims)) {
                calling += claim.get() instanceof Mine ? 1 : 0;
            }
            assertThat(calling).isEqualTo(1);
        } finally {
            workers.shutdownNow();
        }
    }
}
