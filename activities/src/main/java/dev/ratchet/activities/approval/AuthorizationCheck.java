package dev.ratchet.activities.approval;

import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.Permission;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Checks in the transaction of a group of effects whether their authorizations cover them, as if they came one after
 * another: what an earlier one used is used.
 */
public final class AuthorizationCheck {
    private final List<Question> questions;
    private final List<ApprovalFacts> facts;
    private final Keys keys;
    private final Map<TenantId, Set<String>> used = new HashMap<>();

    private AuthorizationCheck(List<Question> questions, List<ApprovalFacts> facts, Keys keys) {
        this.questions = questions;
        this.facts = facts;
        this.keys = keys;
    }

    /**
     * Whose word counts.
     *
     * @param people those that consent is signed with
     * @param workers those that permissions are attested with
     */
    public record Keys(VerificationKeys people, PermissionAttestation workers) {}

    /**
     * Whether this authorization covers this effect.
     *
     * @param kind name of the kind of effect
     * @param intent digest of the effect's intent
     * @param permission what a worker found that the rules permit this run
     * @param policySuffices whether a rule may authorize the effect without a person
     * @param amount of the effect, computed from its intent; absent when it has none, and roles alone decide
     * @param documents those that the effect is made of, beside what was uploaded to start the run
     */
    public record Question(
            TenantId tenant,
            RunRef run,
            String kind,
            Digest intent,
            Authorization authorization,
            Attested<Permission> permission,
            boolean policySuffices,
            @Nullable Money amount,
            Set<Digest> documents) {
        public Question {
            documents = Set.copyOf(documents);
        }
    }

    /** Reads what the database knows of all questions at once, in one round trip. */
    public static AuthorizationCheck look(Handle handle, Keys keys, List<Question> questions) {
        return new AuthorizationCheck(List.copyOf(questions), ApprovalLookup.facts(handle, questions), keys);
    }

    /** Why the authorization of a question does not cover its effect; null when it does. Questions count from 0. */
    public @Nullable Refused refuse(int at) {
        Question question = questions.get(at);
        ApprovalFacts known = facts.get(at).withUsed(used.getOrDefault(question.tenant(), Set.of()));
        Refused no = PermissionRules.refuse(question, known, keys.workers());
        return no == null && question.authorization() instanceof Authorization.Approved approved
                ? ApprovalRules.refuse(question, approved.approvals(), known, keys.people())
                : no;
    }

    /** The ids of the approvals that a question's effect consumes. From now on they are used. */
    public List<String> use(int at) {
        Question question = questions.get(at);
        List<String> ids = question.authorization() instanceof Authorization.Approved approved
                ? approved.approvals().stream().map(Approval::id).toList()
                : List.of();
        used.computeIfAbsent(question.tenant(), tenant -> new HashSet<>()).addAll(ids);
        return ids;
    }
}
