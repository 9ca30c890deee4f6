package dev.ratchet.workflows.contract.access;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Intent;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Access of one person to one system. Written once, or never.
 *
 * @param until last day; absent for access without an end
 */
public record AccessGrant(
        TenantId tenant,
        String person,
        String system,
        @Nullable LocalDate until,
        Purpose purpose) {

    /** The wire name of the effect that writes a grant. */
    public static final String GRANTING = "grant_access";

    /** What access is asked for. Frozen. */
    public enum Purpose {
        SUPPORT,
        DEVELOPMENT,
        REPORTING,
        AUDIT,
        /** The reason names none of the others, or nobody could tell. */
        UNCLEAR
    }

    /** @param read what a model made of the reason; absent while nobody has asked one */
    public static AccessGrant of(TenantId tenant, AccessRequest request, @Nullable Purpose read) {
        return new AccessGrant(
                tenant, request.person(), request.system(), request.until(), read == null ? Purpose.UNCLEAR : read);
    }

    /** The intent to write this grant. Its business key leaves out the purpose, which is a model's reading of a text. */
    public Intent intent() {
        return Intent.of(key(system, person, until), GRANTING, this);
    }

    /** What can be granted once only. */
    public static String key(String system, String person, @Nullable LocalDate until) {
        return system + "/" + person + "/" + (until == null ? "no-end" : until);
    }

    /** @throws IllegalArgumentException when the intent is none to write a grant */
    public static AccessGrant of(Intent intent) {
        return intent.argumentsAs(AccessGrant.class, AccessGrant::intent);
    }
}
