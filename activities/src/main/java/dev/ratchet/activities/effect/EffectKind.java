package dev.ratchet.activities.effect;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One kind of irreversible effect: rows that are written in a transaction of the caller. That each intent happens once,
 * and that its authorization covers it, is checked before a kind is asked. A kind that only inserts rows implements
 * {@link SimpleEffect}.
 *
 * <p>An effect outside of this database is a row that tells what to send; it is sent after the commit.
 */
public interface EffectKind {

    /** Its wire name, as in {@link Intent#kind}. */
    String name();

    /**
     * What an approver's limit is held against. Computed from the intent alone.
     *
     * @return null when the effect has no amount; then the approver's role alone decides
     */
    default @Nullable Money amount(Intent intent) {
        return null;
    }

    /**
     * What the effect would do, for the person who is asked to consent. From the intent alone. As it stands here, every argument
     * under its name.
     */
    default EffectDescription describe(Intent intent) {
        List<Fact> whole = new ArrayList<>();
        whole.add(new Fact("effect", name()));
        intent.arguments().forEach((name, value) -> whole.add(new Fact(name, String.valueOf(value))));
        return new EffectDescription(List.of(new Fact(name(), intent.businessKey())), amount(intent), whole);
    }

    /**
     * Digests of the documents that the effect is made of. Somebody must be on record as having uploaded each, and what
     * the run was started with; nobody who did can approve the effect.
     */
    default Set<Digest> documents(Intent intent) {
        return Set.of();
    }

    /**
     * Whether a rule may authorize this effect without a person. A kind that accepts this sets a limit of its own in
     * {@link Group#refuse}.
     */
    default boolean acceptsPolicyGrant() {
        return false;
    }

    /**
     * Locks what must not change until the transaction ends, and then looks up what bears on the effects.
     *
     * @param effects those of this kind in the transaction, at least one, in the order in which they will be performed;
     *     some may have been performed before and are then not asked for
     * @throws IllegalArgumentException when an intent is none of this kind
     */
    Group begin(Handle handle, List<RequestedEffect> effects);

    /** The effects of one kind in one transaction. {@code at} counts from 0 in the order given to {@link #begin}. */
    interface Group {

        /** Why the effect may not happen although its authorization covers it; null when it may. */
        default @Nullable Refused refuse(int at) {
            return null;
        }

        /** Performs the effect; {@link #refuse} was asked just before. Later effects of the group see it. */
        Receipt perform(int at);

        /** Writes what {@link #perform} kept back, after the last effect of the transaction. */
        default void end() {}
    }
}
