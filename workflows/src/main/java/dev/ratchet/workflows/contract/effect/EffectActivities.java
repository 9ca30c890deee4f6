package dev.ratchet.workflows.contract.effect;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * The one door for every irreversible effect. Trusts nobody: the authorization is checked again in the transaction that
 * performs the effect and writes it to the effect log.
 */
@ActivityInterface(namePrefix = "Effect")
public interface EffectActivities {

    /**
     * Idempotent by intent: asked again by the same run, it answers {@link Done} with the recorded receipt; asked by another
     * run, {@link AlreadyDone}.
     */
    @ActivityMethod
    Result perform(Request request);

    /**
     * @param authorization of exactly this intent
     * @param permission of exactly this intent, attested for this run
     */
    record Request(
            TenantId tenant, RunRef run, Intent intent, Authorization authorization, Attested<Permission> permission) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "effect")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Done.class, name = "done"),
        @JsonSubTypes.Type(value = AlreadyDone.class, name = "already-done"),
        @JsonSubTypes.Type(value = Refused.class, name = "refused")
    })
    sealed interface Result {}

    /** It happened, and this run made it happen, now or in an earlier attempt. */
    record Done(Receipt receipt) implements Result {}

    /** The very same intent was performed before, by another run; nothing happened now. */
    record AlreadyDone(Receipt receipt) implements Result {}

    /**
     * Nothing happened. The code is frozen, the sentence is for a person.
     *
     * @param taken what was done before under the same business key; only with {@link #BUSINESS_KEY_TAKEN}
     */
    record Refused(String code, String why, @Nullable Receipt taken) implements Result {

        /** Another intent was performed under the same business key. */
        public static final String BUSINESS_KEY_TAKEN = "BUSINESS_KEY_TAKEN";
    }
}
