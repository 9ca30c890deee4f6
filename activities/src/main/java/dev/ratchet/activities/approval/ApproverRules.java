package dev.ratchet.activities.approval;

import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.Permission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a person may consent to something. Pure; asked when the consent is signed, and again when it is used. */
final class ApproverRules {
    private ApproverRules() {}

    /**
     * Why not; null when the person may.
     *
     * @param submitter who says to have submitted it
     * @param uploaders who is on record as having uploaded it
     * @param person absent when there is none by the approver's id
     * @param amount absent when the role alone decides
     */
    static @Nullable Refused refuse(
            String approver,
            String submitter,
            Set<String> uploaders,
            @Nullable Person person,
            String role,
            @Nullable Money amount) {
        if (approver.equals(submitter) || uploaders.contains(approver)) {
            return Refusal.APPROVER_IS_SUBMITTER.because(approver);
        }
        if (person == null) {
            return Refusal.APPROVER_UNKNOWN.because(approver);
        }
        if (!person.roles().contains(role)) {
            return Refusal.APPROVER_ROLE.because(approver, role);
        }
        return amount == null ? null : refuseAmount(person, amount);
    }

    /**
     * Why a person may not consent because what would be done rests on that person's own word; null when it does not.
     *
     * @param permission absent when there is nothing to consent to
     */
    static @Nullable Refused refuseWord(String approver, @Nullable Permission permission) {
        return permission != null && approver.equals(permission.notBy())
                ? Refusal.APPROVER_SAID_IT.because(approver)
                : null;
    }

    /** The limit holds for both signs. A currency without a limit has the limit 0. */
    private static @Nullable Refused refuseAmount(Person person, Money amount) {
        long limit = person.limits().getOrDefault(amount.currency(), 0L);
        return amount.minor() > limit || amount.minor() < -limit
                ? Refusal.APPROVER_LIMIT.because(person.id(), new Money(amount.currency(), limit).text(), amount.text())
                : null;
    }
}
