package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What the facts come to and what the rules permit of it; {@link Attested} for one run, by its workflow id.
 *
 * @param intent what would be done
 * @param withoutPerson whether the rules alone authorize it
 * @param role in which a person must consent; absent when the rules name none
 * @param rule id of the rule that decided
 * @param rules hash of its rule book
 * @param notBy id of a person who may not consent, beside those who brought the document in: what would be done rests on that
 *     person's word; absent when it rests on nobody's
 */
public record Permission(
        Digest intent,
        boolean withoutPerson,
        @Nullable String role,
        String rule,
        Digest rules,
        @Nullable String notBy) {

    /** The same where nothing is done before a person consents. */
    public Permission withPerson() {
        return new Permission(intent, false, role, rule, rules, notBy);
    }

    /** The same where what would be done rests on that person's word: another person must consent. */
    public Permission onTheWordOf(String person) {
        return new Permission(intent, false, role, rule, rules, person);
    }
}
