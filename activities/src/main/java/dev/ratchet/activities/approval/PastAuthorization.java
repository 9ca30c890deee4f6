package dev.ratchet.activities.approval;

import dev.ratchet.activities.approval.AuthorizationCheck.Question;
import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the authorization of an effect that was performed covered it then: the same rules as {@link AuthorizationCheck}, at the
 * time of the effect. Two things are not asked again. Roles and limits of people are not on record as they were then, so the
 * role is held against the permission only. That an approval is used once is a matter of all effects together.
 */
public final class PastAuthorization {
    private PastAuthorization() {}

    /**
     * All that the rules have against it: at most one of the permission, and one of the approvals.
     *
     * @param performedAt when the effect happened
     * @param uploaders who was on record by then as having uploaded what it is made of
     */
    public static List<Refused> refuse(
            AuthorizationCheck.Keys keys, Question question, Instant performedAt, Set<String> uploaders) {
        ApprovalFacts then = new ApprovalFacts(performedAt, Set.of(), approvers(question), true, uploaders);
        return Stream.of(PermissionRules.refuse(question, then, keys.workers()), refuse(keys, question, then))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Refused refuse(AuthorizationCheck.Keys keys, Question question, ApprovalFacts then) {
        return question.authorization() instanceof Authorization.Approved approved
                ? ApprovalRules.refuse(question, approved.approvals(), then, keys.people())
                : null;
    }

    private static Map<String, Person> approvers(Question question) {
        return question.authorization() instanceof Authorization.Approved approved
                ? approved.approvals().stream()
                        .map(PastAuthorization::inTheRole)
                        .collect(Collectors.toMap(Person::id, Function.identity(), (one, other) -> one))
                : Map.of();
    }

    private static Person inTheRole(Approval approval) {
        return new Person(approval.approver(), Set.of(approval.role()), Map.of());
    }
}
