package dev.ratchet.activities.calls;

import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.workflows.contract.Digest;
import java.time.Duration;

/**
 * Calls of which operators hear when a budget cannot hold them. One that may fit when others have come back is asked again,
 * and is told only when it does not fit at all.
 *
 * @param kept by whom
 */
public record ObservedModelCalls(ModelCalls kept, CallTelemetry telemetry) implements ModelCalls {

    @Override
    public Claim claim(CallRequest request, Digest asked, Duration lease) {
        Claim claim = kept.claim(request, asked, lease);
        if (claim instanceof TooDear tooDear && !tooDear.budget().mayPass()) {
            telemetry.refused(
                    request.agent(), tooDear.budget().account().level().name());
        }
        return claim;
    }

    @Override
    public void renew(CallRequest request, Mine mine, Duration lease) {
        kept.renew(request, mine, lease);
    }

    @Override
    public Recorded complete(CallRequest request, Mine mine, Recorded answer) {
        return kept.complete(request, mine, answer);
    }

    @Override
    public void notCalled(CallRequest request, Mine mine) {
        kept.notCalled(request, mine);
    }

    @Override
    public void withdraw(CallRequest request, Mine mine) {
        kept.withdraw(request, mine);
    }

    @Override
    public void release(CallRequest request, Mine mine) {
        kept.release(request, mine);
    }
}
