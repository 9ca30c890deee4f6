package dev.ratchet.activities.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Claim;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.effect.PersonStatement.Kind;
import dev.ratchet.workflows.contract.record.RunSummary.Waiting;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final RunRef RUN = new RunRef("a run", "r");
    private static final Waiting WAITING = new Waiting("clerk", Digest.of("intent"), NOW.plusSeconds(3_600), 3);
    private static final DecisionRules.Known KNOWN = new DecisionRules.Known(NOW, Set.of("anna"), Optional.empty());

    private static String refused(PersonDecision decision, VerificationKeys keys) {
        Refused no = DecisionRules.refuse(new Claim(TenantId.DEFAULT, RUN, WAITING, decision), KNOWN, keys);
        return no == null ? "" : no.code();
    }

    /** Whoever has a key that leaked signs what they like with it, and says that it was long ago. */
    @Test
    void what_a_key_signs_counts_in_the_time_of_the_key_only() throws Exception {
        ApprovalKeys keys = ApprovalKeys.generate();
        String publicHalf = keys.pem().substring(keys.pem().indexOf("-----BEGIN PUBLIC"));
        VerificationKeys over = ApprovalKeys.loadPublic("Valid-Until: 2026-11-20T00:00:00Z\n" + publicHalf);
        PersonDecision denial = new PersonDecision.State(keys.sign(new PersonStatement(
                TenantId.DEFAULT,
                RUN,
                Kind.DENY,
                "not ordered",
                null,
                WAITING.request(),
                "anna",
                NOW.minusSeconds(200_000),
                NOW.plusSeconds(60),
                "",
                "")));
        PersonDecision consent = new PersonDecision.Approve(
                new ApprovalBuilder(TenantId.DEFAULT, RUN, Digest.of("intent"), "boss").signedWith(keys));

        assertThat(refused(denial, keys.verification())).isEmpty();
        assertThat(refused(denial, over)).isEqualTo("STATEMENT_KEY");
        assertThat(refused(consent, over)).isEqualTo("APPROVAL_KEY");
    }
}
